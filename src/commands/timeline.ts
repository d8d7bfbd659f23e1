/** `timeline ENTRY`: every version of an entry, from when to when it was law, why, and from which document. */

import type { Ending } from "../db/list/endings.ts";
import { findEntries, readHistories } from "../db/list/history.ts";
import { readTimeline } from "../db/list/timeline.ts";
import { entityEventsOf } from "../db/log/log.ts";
import { openStoreToRead, type Store } from "../db/store/open-store.ts";
import { PipelineError } from "../model/errors.ts";
import type { EventJustification, HistoryVersion } from "../model/events/event.ts";
import type { History } from "../model/list/history.ts";
import type { Io } from "./terminal/io.ts";

/** `entry`: an id, or a name or alias that an entry has or had. */
export function runTimeline(io: Io, dataDir: string, entry: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  const found = readHistories(store.db, findEntries(store.db, entry));
  if (found.length === 0) {
    throw new PipelineError("input/usage", `no entry is or was called ${entry}`, {
      hint: "give its id as `entitywire entries` prints it, or its whole name",
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

/** What was told of it was taken back: as far as is known now, it never was law. */
function describeNever({ db }: Store, { entryId }: History): string {
  const told = entityEventsOf(db, entryId).at(-1);
  if (told === undefined) return "  no version of it stands";
  const { rule, knownFrom, provenance } = told.data;
  return `  never law, as is known since ${knownFrom}: ${told.type}, ${rule?.documentNumber ?? "no rule"}; ${provenance.documentId}`;
}

function* describe(
  { entryId, list, listed, entry }: History,
  versions: readonly HistoryVersion[],
  endings: readonly Ending[],
): Generator<string> {
  yield `${entry.name} (${entry.destination}), ${list}, ${listed ? "listed" : "not listed"}, ${entryId}`;
  for (const version of versions) {
    const from = version.validFrom ?? `unknown, shown on ${version.seenOn}`;
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
  if (documentNumber === null) return `no longer shown, and no known rule says why; ${proof}`;
  return `removed by ${[documentNumber, publicationDate].filter(Boolean).join(", ")}; ${proof}`;
}

function because({ op, class: ofClass, stage, rule, provenance }: HistoryVersion): string {
  const what = op === "modified" ? `${op} (${ofClass})` : op;
  const where = provenance.row === null ? "" : ` row ${provenance.row}`;
  const proof = `${provenance.documentId}${where}`;
  if (rule === null) return `${what === "added" ? "found listed" : what}; ${proof}`;
  const cited = [rule.documentNumber, rule.citation, rule.publicationDate].filter(Boolean);
  // The rule's own version stands before it; this is the text as the eCFR shows it.
  const codified = stage === "codified" && !rule.inferred ? ", codified" : "";
  const inferred = rule.inferred ? " (inferred from its newest citation)" : "";
  return `${what} by ${cited.join(", ")}${codified}${inferred}; ${proof}`;
}
