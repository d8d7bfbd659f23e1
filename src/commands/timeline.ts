/** `timeline ENTRY`: all versions of an entry with their dates, justifications and documents. */

import type { Ending } from "../db/list/endings.ts";
import { findEntries, readHistories } from "../db/list/history.ts";
import { readTimeline } from "../db/list/timeline.ts";
import { entityEventsOf } from "../db/log/log.ts";
import { openStoreToRead, type Store } from "../db/store/open-store.ts";
import { PipelineError } from "../model/errors.ts";
import type { EventJustification, HistoryVersion } from "../model/events/event.ts";
import type { History } from "../model/list/history.ts";
import type { Io } from "./terminal/io.ts";

/** `entry` is an id, or a current or former name or alias. */
export function runTimeline(io: Io, dataDir: string, entry: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  const found = readHistories(store.db, findEntries(store.db, entry));
  if (found.length === 0) {
    throw new PipelineError("input/usage", `no entry has or had the name ${entry}`, {
      hint: "give the id from `entitywire entries`, or the full name",
    });
  }
  for (const history of found) {
    const { versions, endings } = readTimeline(store.db, history);
    if (json) {
      const { entryId, partyId, list, listed } = history;
      io.out(JSON.stringify({ entryId, partyId, list, listed, versions, endings }));
    } else {
      for (const line of describe(history, versions, endings)) io.out(line);
      if (versions.length === 0) io.out(describeNever(store, history));
    }
  }
}

/** All events about the entry were withdrawn: as far as is known now, it was never law. */
function describeNever({ db }: Store, { entryId }: History): string {
  const newest = entityEventsOf(db, entryId).at(-1);
  if (newest === undefined) return "  no version is in force";
  const { rule, knownFrom, provenance } = newest.data;
  return `  never law, known since ${knownFrom}: ${newest.type}, ${rule?.documentNumber ?? "no rule"}; ${provenance.documentId}`;
}

function* describe(
  { entryId, list, listed, entry }: History,
  versions: readonly HistoryVersion[],
  endings: readonly Ending[],
): Generator<string> {
  yield `${entry.name} (${entry.destination}), ${list}, ${listed ? "listed" : "not listed"}, ${entryId}`;
  for (const version of versions) {
    const from = version.validFrom ?? `unknown, first seen ${version.seenOn}`;
    yield `  ${from} to ${version.validTo ?? "now"}: version ${version.version}, ${because(version)}`;
    yield* reasons(version.justifications ?? []);
    const ending = endings.find(({ day }) => day === version.validTo);
    if (ending === undefined) continue;
    yield `  ${ending.day}: ${describeEnding(ending)}`;
    yield* reasons(ending.justifications);
  }
}

function* reasons(justifications: readonly EventJustification[]): Generator<string> {
  for (const { text, sections } of justifications) {
    yield `    ${sections.length === 0 ? "" : `${sections.join(", ")}: `}${text.replaceAll(/\s+/g, " ")}`;
  }
}

function describeEnding({ documentNumber, publicationDate, documentId }: Ending): string {
  const proof = documentId ?? "the document is not in the store";
  if (documentNumber === null)
    return `the eCFR no longer shows it, and no known rule removes it; ${proof}`;
  return `removed by ${[documentNumber, publicationDate].filter(Boolean).join(", ")}; ${proof}`;
}

function because({ op, class: ofClass, stage, rule, provenance }: HistoryVersion): string {
  const what = op === "modified" ? `${op} (${ofClass})` : op;
  const where = provenance.row === null ? "" : ` row ${provenance.row}`;
  const proof = `${provenance.documentId}${where}`;
  if (rule === null) return `${what === "added" ? "found listed" : what}; ${proof}`;
  const cited = [rule.documentNumber, rule.citation, rule.publicationDate].filter(Boolean);
  // The version from the rule comes before this one, which is the text of the eCFR.
  const codified = stage === "codified" && !rule.inferred ? ", codified" : "";
  const inferred = rule.inferred ? " (inferred from its newest citation)" : "";
  return `${what} by ${cited.join(", ")}${codified}${inferred}; ${proof}`;
}
