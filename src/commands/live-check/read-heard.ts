/** Reads what a service answered, in the shape that is held of it. */

import { z } from "zod";
import type { Heard } from "./claim.ts";

/** @throws Error where it answered in another shape, or not at all what was asked for */
export function readHeard<T>(schema: z.ZodType<T>, { status, json }: Heard): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const why = json === null ? "no JSON" : z.prettifyError(read.error);
  throw new Error(`it answered ${status} in another shape: ${why}`);
}
