/** Compares each list of a snapshot with the known list. The first snapshot fills the list; later ones confirm or correct it. */

import type { Document } from "../../db/documents/documents.ts";
import { wantRule } from "../../db/documents/rules.ts";
import { codifyChange, setBaseline } from "../../db/list/list.ts";
import { openMismatches, openNews, readTurns } from "../../db/list/mismatches.ts";
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
  // A list that the file does not contain is left alone.
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

/** Puts a question to a person about two entries that were recorded as different. */
function ask(
  tx: Database,
  { id, known, entry, evidence }: Doubt,
  { findings }: ComparedList,
  { id: documentId }: Document,
): void {
  const come = findings.changes.find(({ op, after }) => op === "added" && after === entry);
  const gone = findings.missing.some(({ entryId }) => entryId === known.entryId);
  // A change still pending is neither a removal nor an addition.
  if (come === undefined || !gone) return;
  putQuestion(tx, {
    ...{ id, documentId, list: entry.list, evidence: [...evidence] },
    ...{ goneId: known.entryId, comeId: come.entryId },
  });
}

/** Emits changed notes, and mismatches that opened or closed. */
function reconcile(
  tx: Database,
  { reading, findings, isBaseline, index }: ComparedList,
  asOf: string,
  writer: ListWriter,
): void {
  const { list } = reading;
  // Notes and mismatches that predate the baseline are not news.
  const from = writer.context(isBaseline);
  const logged = lastEventOf(tx, "list.noted", list)?.data as NotedEventData | undefined;
  const noted = draftNoted(reading, logged?.notes ?? [], asOf, from);
  if (noted !== null) writer.emit(noted);
  const found = findMismatches(reading, asOf, findings, index);
  const turns = readTurns(tx);
  const openAsNews = openNews(tx);
  const open = openMismatches(tx, list);
  const isAmong = (those: readonly Mismatch[]) => (one: Mismatch) =>
    those.some(({ id }) => id === one.id);
  const turn = (mismatch: Mismatch, isOpen: boolean) => {
    const emitted = turns.get(mismatch.id)?.find((one) => one.asOf === asOf)?.emitted ?? 0;
    const isNoNews = isBaseline || (!isOpen && !openAsNews.has(mismatch.id));
    writer.emit(draftTurn({ asOf, isOpen, mismatch, emitted }, writer.context(isNoNews)));
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
  /** Older than the newest trusted snapshot: it never changes the current state ("Two time axes"). */
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

/** Items for a person to check; they did not change the list. */
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
 * Emits no entity events: a first look does not change the law. The exceptions are an entry that may be a known one under
 * another name, and one that an event took off the list before: consumers who hear of a removal must hear of the addition.
 */
function writeBaseline(tx: Database, list: ComparedList, asOf: string, writer: ListWriter): void {
  const { reading, findings } = list;
  const doubted = new Set(findings.doubts.map(({ entry }) => entry));
  const isNew = ({ op, version, after }: ListChange) =>
    op === "added" && version === 1 && after !== null && !doubted.has(after);
  const minted = findings.changes.filter(isNew);
  const entries = minted.flatMap(({ entryId, partyId, after, row }) =>
    after === null || row === null ? [] : [{ entryId, partyId, row, entry: after }],
  );
  const sequence = writer.emit(draftBaselined(reading, asOf, entries, writer.context(false)));
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
 * Whether the day of an addition is unknown. A snapshot only bounds it: the entry was added by then, and not before the
 * previous snapshot. An entry that cites an older day, or was listed before, is law from the day it is shown.
 */
function isOfUnknownDay({ op, version, after }: ListChange, before: string | null): boolean {
  if (op !== "added" || version !== 1) return false;
  const cited = after?.citations[0]?.date ?? null;
  return before === null || (cited !== null && cited > before);
}
