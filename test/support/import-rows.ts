/** A list as a snapshot of small rows shows it, taken into a test's pipeline. */

import { putDocument } from "../../src/db/documents/documents.ts";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { openTestPipeline } from "./open-test-pipeline.ts";

type World = Pick<Awaited<ReturnType<typeof openTestPipeline>>, "store" | "clock" | "run">;

/** A minute later than what came before; returns the document's id. */
export async function importRows(
  { store, clock, run }: World,
  rows: readonly RowFacts[],
  asOf: string,
): Promise<string> {
  clock.now = new Date(clock.now.getTime() + 60_000);
  const bytes = new TextEncoder().encode(renderSnapshot(rows));
  const document = { kind: "snapshot", asOf, bytes, source: "import", url: null } as const;
  const { id } = putDocument(store.db, document, clock.now);
  await run({ step: "sweep" });
  return id;
}
