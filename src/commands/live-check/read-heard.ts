/** Reads an answer in the expected shape. */

import { z } from "zod";
import type { Heard } from "./claim.ts";

/** @throws Error where the answer has another shape */
export function readHeard<T>(schema: z.ZodType<T>, { status, json }: Heard): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const why = json === null ? "not JSON" : z.prettifyError(read.error);
  throw new Error(`answered ${status} in an unexpected shape: ${why}`);
}
