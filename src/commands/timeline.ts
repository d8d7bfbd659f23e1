/** `timeline ENTRY`: every version of an entry, from when to when it was law, why, and from which document. */

import { findEntries, readHistories } from "../db/history.ts";
import { readEvent } from "../db/log.ts";
import { openStoreToRead, type Store } from "../db/open-store.ts";
import { whyOf } from "../model/draft-history.ts";
import { PipelineError } from "../model/errors.ts";
import type { HistoryVersion } from "../model/event.ts";
import type { History } from "../model/history.ts";
import type { Io } from "./io.ts";

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
    const versions = versionsOf(store, history);
    if (json) {
      const { entryId, partyId, list, listed } = history;
      io.out(JSON.stringify({ entryId, partyId, list, listed, versions }));
    } else for (const line of describe(history, versions)) io.out(line);
  }
}

function versionsOf({ db }: Store, { entryId, beliefs }: History): HistoryVersion[] {
  return beliefs.map(({ sequence, ...belief }) => {
    return { ...belief, ...whyOf(readEvent(db, sequence), belief, entryId) };
  });
}

function* describe(
  { entryId, list, listed, entry }: History,
  versions: readonly HistoryVersion[],
): Generator<string> {
  yield `${entry.name} (${entry.destination}), ${list}, ${listed ? "listed" : "not listed"}, ${entryId}`;
  for (const version of versions) {
    const from = version.validFrom ?? `unknown, shown on ${version.seenOn}`;
    yield `  ${from} to ${version.validTo ?? "now"}: version ${version.version}, ${because(version)}`;
    for (const { text, sections } of version.justifications ?? []) {
      yield `    ${sections.length === 0 ? "" : `${sections.join(", ")}: `}${text.replaceAll(/\s+/g, " ")}`;
    }
  }
}

function because({ op, class: ofClass, rule, provenance }: HistoryVersion): string {
  const what = op === "modified" ? `${op} (${ofClass})` : op;
  const where = provenance.row === null ? "" : ` row ${provenance.row}`;
  const proof = `${provenance.documentId}${where}`;
  if (rule === null) return `${what === "added" ? "found listed" : what}; ${proof}`;
  const cited = [rule.documentNumber, rule.citation, rule.publicationDate].filter(Boolean);
  return `${what} by ${cited.join(", ")}${rule.inferred ? " (inferred from its newest citation)" : ""}; ${proof}`;
}
