/**
 * A mark in the data folder for a document that takes long. If the process ends before the document does, the next
 * start reads other documents first. A file, because a transaction may be what takes long.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findDocument } from "../../db/documents/documents.ts";
import { setAside } from "../give-up.ts";
import type { JobOf, ListDeps } from "../step.ts";

const markSchema = z.object({
  documentId: z.string(),
  generation: z.int(),
  step: z.enum(["parse", "diff"]),
  since: z.string(),
});

type SlowJob = JobOf<"parse" | "diff">;

export function markSlow(dataDir: string, job: SlowJob, since: Date): void {
  writeFileSync(markIn(dataDir), JSON.stringify({ ...job, since: since.toISOString() }));
}

export function unmarkSlow(dataDir: string): void {
  rmSync(markIn(dataDir), { force: true });
}

/** Sets the marked document aside if it is still at the marked step. */
export async function setAsideSlow(
  dataDir: string,
  deps: Pick<ListDeps, "store" | "now">,
): Promise<void> {
  if (!existsSync(markIn(dataDir))) return;
  const mark = readMark(dataDir);
  if (mark !== null) {
    const document = findDocument(deps.store.db, mark.documentId);
    const state = mark.step === "parse" ? "fetched" : "read";
    if (document?.state === state && document.generation === mark.generation) {
      const why = `the process ended while it processed this document, which had been slow since ${mark.since} (${mark.step})`;
      await setAside(document, why, deps);
    }
  }
  unmarkSlow(dataDir);
}

/** Null for a mark that was cut off. */
function readMark(dataDir: string) {
  try {
    return markSchema.parse(JSON.parse(readFileSync(markIn(dataDir), "utf8")));
  } catch {
    return null;
  }
}

function markIn(dataDir: string): string {
  return join(dataDir, "slow-document.json");
}
