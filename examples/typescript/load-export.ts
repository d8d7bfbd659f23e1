// SPDX-License-Identifier: MIT-0

/** Loads the whole list at one sequence of the event log. */

import { type Api, ask } from "./ask.ts";
import type { ListCopy } from "./list-copy.ts";

export async function loadExport(api: Api, copy: ListCopy): Promise<void> {
  const answer = await ask(api, "/v1/exports/entries.ndjson", {
    signal: AbortSignal.timeout(300_000),
  });
  const sequence = Number(answer.headers.get("entitywire-sequence") ?? Number.NaN);
  if (!Number.isInteger(sequence)) throw new Error("the export has no sequence");
  const lines = (await answer.text()).split("\n");
  // Every line ends with a line break, so text after the last one means a truncated export.
  if (lines.pop() !== "") throw new Error("the export is truncated");
  copy.load(
    lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    sequence,
  );
}
