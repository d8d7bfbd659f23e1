// SPDX-License-Identifier: MIT-0

/** The beginning: the whole list, at one place in the log. */

import { type Api, ask } from "./ask.ts";
import type { ListCopy } from "./list-copy.ts";

export async function loadExport(api: Api, copy: ListCopy): Promise<void> {
  const answer = await ask(api, "/v1/exports/entries.ndjson", {
    signal: AbortSignal.timeout(300_000),
  });
  const sequence = Number(answer.headers.get("entitywire-sequence") ?? Number.NaN);
  if (!Number.isInteger(sequence)) throw new Error("the export does not say where it stands");
  const lines = (await answer.text()).split("\n");
  // A line ends with a line break: what is behind the last one was cut off.
  if (lines.pop() !== "") throw new Error("the export was cut off");
  copy.load(
    lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    sequence,
  );
}
