/** Holds each list of a snapshot against the list as known: the first one fills it, the later ones confirm and find. */

import type { Document } from "../db/documents.ts";
import { setBaseline } from "../db/list.ts";
import type { Database } from "../db/open-store.ts";
import { type ComparedSnapshot, compareSnapshot, lossLimit } from "../model/compare-snapshot.ts";
import { draftBaselined, draftCodified, draftReconciled } from "../model/draft-events.ts";
import type { ListChange } from "../model/list-change.ts";
import type { ListReading, SnapshotReading } from "../model/reading.ts";
import type { ListWriter, Outcome } from "./list-writer.ts";

export function applySnapshot(
  tx: Database,
  reading: SnapshotReading,
  document: Document,
  writer: ListWriter,
): Outcome {
  const asOf = document.asOf;
  if (asOf === null) throw new Error(`the snapshot ${document.id} has no date`);
  // A list that the file does not hold is not spoken of: nothing is said about it.
  const compared = reading.lists.map((list) => compareList(writer, list, asOf));
  const shrunken = compared.find((list) => list.loss > list.limit);
  if (shrunken !== undefined) {
    const { loss, limit } = shrunken;
    const note = `${shrunken.reading.list} loses ${loss} entries that no rule removed (limit ${limit})`;
    return { state: "quarantined", note };
  }
  const current = compared.filter((list) => !list.isOlder);
  for (const list of current) {
    if (list.isBaseline) writeBaseline(list, asOf, writer);
    else writeFindings(list.findings.changes, asOf, writer);
    for (const codified of list.findings.codified) {
      const draft = draftCodified(list.reading.list, codified, writer.context(false));
      writer.codify(draft, codified, asOf);
    }
    setBaseline(tx, list.reading.list, asOf, document.id);
  }
  if (current.length > 0) return { state: "applied", note: null };
  return { state: "historical", note: "older than the newest snapshot: the list stays as it is" };
}

interface ComparedList {
  readonly reading: ListReading;
  readonly findings: ComparedSnapshot;
  readonly isBaseline: boolean;
  /** Than the newest trusted snapshot: it never changes the current state (law 9). */
  readonly isOlder: boolean;
  readonly loss: number;
  readonly limit: number;
}

function compareList(writer: ListWriter, reading: ListReading, asOf: string): ComparedList {
  const index = writer.list(reading.list);
  const isOlder = index.asOf !== null && asOf < index.asOf;
  const limit = lossLimit(index.listed().length);
  const isBaseline = index.asOf === null;
  const findings = isOlder
    ? { changes: [], codified: [] }
    : compareSnapshot(reading, `snapshot@${asOf}`, index);
  const loss = findings.changes.filter(({ op }) => op === "removed").length;
  return { reading, findings, isBaseline, isOlder, loss, limit };
}

/** No entity events: the law did not change because somebody looked at it for the first time. */
function writeBaseline(
  { reading, findings }: ComparedList,
  asOf: string,
  writer: ListWriter,
): void {
  const isNew = (change: ListChange) => change.op === "added";
  const minted = findings.changes.filter(isNew);
  const entries = minted.flatMap(({ entryId, partyId, after, row }) =>
    after === null || row === null ? [] : [{ entryId, partyId, row, entry: after }],
  );
  const sequence = writer.tell(draftBaselined(reading, asOf, entries, writer.context(false)));
  if (sequence === null)
    throw new Error(`${reading.list} of ${asOf} is in the log as a baseline already`);
  for (const change of minted) writer.state(change, null, sequence);
  writeFindings(
    findings.changes.filter((change) => !isNew(change)),
    asOf,
    writer,
  );
}

function writeFindings(changes: readonly ListChange[], asOf: string, writer: ListWriter): void {
  for (const change of changes) {
    const draft = draftReconciled(change, writer.context(false));
    // When it became law is unknown; that it had by then is all the snapshot shows.
    writer.change(draft, change, change.op === "added" ? null : asOf);
  }
}
