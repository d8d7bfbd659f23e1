/** Holds each list of a snapshot against the list as known: the first one fills it, the later ones confirm and find. */

import type { Document } from "../../db/documents/documents.ts";
import { wantRule } from "../../db/documents/rules.ts";
import { codifyChange, setBaseline } from "../../db/list/list.ts";
import { heardOpen, openMismatches, readTurns } from "../../db/list/mismatches.ts";
import { putQuestion } from "../../db/list/questions.ts";
import { lastEventOf } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import {
  draftBaselined,
  draftCodified,
  draftReconciled,
  inferredCitation,
} from "../../model/events/draft-events.ts";
import { draftNoted, draftTurn } from "../../model/events/draft-reconciliation.ts";
import { draftMended } from "../../model/events/draft-reread.ts";
import type { NotedEventData } from "../../model/events/event.ts";
import { findMismatches, isStillOpen, type Mismatch } from "../../model/events/mismatch.ts";
import { mustBeCodified } from "../../model/list/codification.ts";
import {
  type ComparedSnapshot,
  compareSnapshot,
  lossLimit,
} from "../../model/list/compare-snapshot.ts";
import type { ListChange } from "../../model/list/list-change.ts";
import type { ListIndex } from "../../model/list/list-index.ts";
import type { Doubt } from "../../model/list/match.ts";
import { isMereReading } from "../../model/list/same-letters.ts";
import type { ListReading, SnapshotReading } from "../../model/reading/reading.ts";
import type { ListWriter, Outcome } from "./writer.ts";

export function applySnapshot(
  tx: Database,
  reading: SnapshotReading,
  document: Document,
  writer: ListWriter,
): Outcome {
  const asOf = document.asOf;
  if (asOf === null) throw new Error(`the snapshot ${document.id} has no date`);
  const order = { since: asOf, isReread: false };
  // A list that the file does not hold is not spoken of: nothing is said about it.
  const compared = reading.lists.map((list) => compareList(writer, list, asOf));
  const shrunken = compared.find(({ findings, limit }) => findings.missing.length > limit);
  if (shrunken !== undefined && document.acceptedAt === null) {
    const { findings, limit } = shrunken;
    const loss = `${shrunken.reading.list} loses ${findings.missing.length} entries`;
    const note = `${loss} that no rule removed (limit ${limit})`;
    return { state: "quarantined", note, notice: "snapshot.quarantined", ...order };
  }
  const current = compared.filter((list) => !list.isOlder);
  if (current.length === 0) {
    const note = "older than the newest snapshot: it enters history at its date";
    return { state: "historical", note, notice: null, ...order };
  }
  for (const list of current) {
    if (list.isBaseline) writeBaseline(tx, list, asOf, writer);
    else writeFindings(tx, list, list.findings.changes, asOf, writer);
    for (const codified of list.findings.codified) {
      const draft = draftCodified(list.reading.list, codified, writer.context(false));
      writer.codify(draft, codified, asOf);
    }
    for (const doubt of list.findings.doubts) ask(tx, doubt, list, document);
    for (const { pending } of list.findings.lapsed) codifyChange(tx, pending.changeId, asOf);
    reconcile(tx, list, asOf, writer);
    setBaseline(tx, list.reading.list, asOf, document.id);
  }
  const notes = current.flatMap((list) => describeDoubts(list, asOf));
  if (notes.length === 0) return { state: "applied", note: null, notice: null, ...order };
  return { state: "applied", note: notes.join("; "), notice: "snapshot.disagrees", ...order };
}

/** What was told of the two as of two entries is what a person is asked about. */
function ask(
  tx: Database,
  { id, known, entry, evidence }: Doubt,
  { findings }: ComparedList,
  { id: documentId }: Document,
): void {
  const come = findings.changes.find(({ op, after }) => op === "added" && after === entry);
  const gone = findings.missing.some(({ entryId }) => entryId === known.entryId);
  // What waits for its rule is neither gone nor come.
  if (come === undefined || !gone) return;
  putQuestion(tx, {
    ...{ id, documentId, list: entry.list, evidence: [...evidence] },
    ...{ goneId: known.entryId, comeId: come.entryId },
  });
}

/** Tells the notes that changed, what the witnesses came to disagree about, and what they no longer do. */
function reconcile(
  tx: Database,
  { reading, findings, isBaseline, index }: ComparedList,
  asOf: string,
  writer: ListWriter,
): void {
  const { list } = reading;
  // What stood in the notes before anybody looked is no news.
  const from = writer.context(isBaseline);
  const told = lastEventOf(tx, "list.noted", list)?.data as NotedEventData | undefined;
  const noted = draftNoted(reading, told?.notes ?? [], asOf, from);
  if (noted !== null) writer.tell(noted);
  const found = findMismatches(reading, asOf, findings, index);
  const turns = readTurns(tx);
  const heard = heardOpen(tx);
  const open = openMismatches(tx, list);
  const isAmong = (those: readonly Mismatch[]) => (one: Mismatch) =>
    those.some(({ id }) => id === one.id);
  const turn = (mismatch: Mismatch, isOpen: boolean) => {
    const told = turns.get(mismatch.id)?.find((one) => one.asOf === asOf)?.told ?? 0;
    const isNoNews = isBaseline || (!isOpen && !heard.has(mismatch.id));
    writer.tell(draftTurn({ asOf, isOpen, mismatch, told }, writer.context(isNoNews)));
  };
  for (const mismatch of found.filter((one) => !isAmong(open)(one))) turn(mismatch, true);
  const settled = open.filter((one) => !isAmong(found)(one) && !isStillOpen(one, index));
  for (const mismatch of settled) turn(mismatch, false);
}

interface ComparedList {
  readonly reading: ListReading;
  readonly index: ListIndex;
  readonly findings: ComparedSnapshot;
  readonly isBaseline: boolean;
  /** Than the newest trusted snapshot: it never changes the current state (law 9). */
  readonly isOlder: boolean;
  readonly limit: number;
}

function compareList(writer: ListWriter, reading: ListReading, asOf: string): ComparedList {
  const index = writer.list(reading.list);
  const isOlder = index.asOf !== null && asOf < index.asOf;
  const limit = lossLimit(index.listed().length);
  const isBaseline = index.asOf === null;
  const findings = isOlder ? NOTHING : compareSnapshot(reading, asOf, index);
  return { reading, index, findings, isBaseline, isOlder, limit };
}

const NOTHING: ComparedSnapshot = {
  changes: [],
  codified: [],
  missing: [],
  waiting: [],
  lapsed: [],
  doubts: [],
};

/** What a person should look at: the list was not changed by it. */
function describeDoubts(
  { reading: { list, tally }, findings }: ComparedList,
  asOf: string,
): string[] {
  const notes: string[] = [];
  if (tally.quarantined > 0) {
    const stay = `entries that it does not show stay listed: ${findings.missing.length}`;
    notes.push(`${list}: rows that could not be read: ${tally.quarantined}; ${stay}`);
  }
  const unshown = findings.waiting.filter(({ pending }) => mustBeCodified(pending, asOf));
  const rules = new Set(unshown.map(({ pending }) => pending.documentNumber));
  if (rules.size > 0) {
    const which = [...rules].sort().join(", ");
    notes.push(`${list}: changes by ${which} that it still does not show: ${unshown.length}`);
  }
  return notes;
}

/**
 * No entity events: the law did not change because somebody looked at it for the first time. But where an entry that a rule
 * brought may be one of those shown under another name, whoever hears that the one went must hear of the other.
 */
function writeBaseline(tx: Database, list: ComparedList, asOf: string, writer: ListWriter): void {
  const { reading, findings } = list;
  const doubted = new Set(findings.doubts.map(({ entry }) => entry));
  const isNew = ({ op, after }: ListChange) =>
    op === "added" && after !== null && !doubted.has(after);
  const minted = findings.changes.filter(isNew);
  const entries = minted.flatMap(({ entryId, partyId, after, row }) =>
    after === null || row === null ? [] : [{ entryId, partyId, row, entry: after }],
  );
  const sequence = writer.tell(draftBaselined(reading, asOf, entries, writer.context(false)));
  if (sequence === null)
    throw new Error(`${reading.list} of ${asOf} is in the log as a baseline already`);
  for (const change of minted) writer.state(change, null, sequence);
  writeFindings(
    tx,
    list,
    findings.changes.filter((change) => !isNew(change)),
    asOf,
    writer,
  );
}

function writeFindings(
  tx: Database,
  { index }: ComparedList,
  changes: readonly ListChange[],
  asOf: string,
  writer: ListWriter,
): void {
  for (const change of changes) {
    if (isMereReading(change)) {
      writer.mend(draftMended(change, writer.context(false)), change);
      continue;
    }
    const draft = draftReconciled(change, writer.context(false));
    const cited = inferredCitation(change)?.date ?? null;
    if (cited !== null && change.class !== "editorial") wantRule(tx, cited);
    writer.change(draft, change, isOfUnknownDay(change, index.asOf) ? null : asOf);
  }
}

/**
 * When an addition became law is unknown; that it had by then is all a snapshot shows. It had not by the snapshot before:
 * what cites an older day, or was listed once, is law from the day on which it is shown.
 */
function isOfUnknownDay({ op, version, after }: ListChange, before: string | null): boolean {
  if (op !== "added" || version !== 1) return false;
  const cited = after?.citations[0]?.date ?? null;
  return before === null || (cited !== null && cited > before);
}
