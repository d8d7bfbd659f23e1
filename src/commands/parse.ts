/** `parse FILE`: prints a parsed document as JSON; stores nothing. */

import { tallyAmendments } from "../model/events/draft-rule.ts";
import type { RowTally, RuleReading, SnapshotReading } from "../model/reading/reading.ts";
import { parseSnapshot } from "../parsers/snapshot.ts";
import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { type DocumentKind, inFile, readDocument, readRuleIn } from "./read-document.ts";
import type { Io } from "./terminal/io.ts";

export async function runParse(io: Io, path: string, as: DocumentKind | undefined): Promise<void> {
  const document = readDocument(path, as);
  if ("text" in document && document.kind === "snapshot") {
    printSnapshot(
      io,
      inFile(path, () => parseSnapshot(document.text)),
    );
    return;
  }
  await using thread = openPdfThread();
  printRule(io, await readRuleIn(path, document, thread.open));
}

function printRule(io: Io, { rule, tally, quarantine }: RuleReading): void {
  io.out(JSON.stringify(rule));
  io.err(`${rule.documentNumber}: ${describeTally(tally)}`);
  for (const { destination, added, revised, removed } of tallyAmendments(rule)) {
    io.err(`  ${destination}: ${added} added, ${revised} revised, ${removed} removed`);
  }
  const agree = { true: "agree", false: "disagree", null: "none" }[`${rule.claimsAgree}`];
  const justified = new Set(rule.justifications.flatMap(({ entryIndexes }) => entryIndexes)).size;
  io.err(`claims: ${agree}; ${justified} of ${rule.entries.length} entries justified`);
  for (const { code, message } of rule.problems) io.err(`problem ${code}: ${message}`);
  printQuarantine(io, quarantine);
}

function printSnapshot(io: Io, { lists, quarantine }: SnapshotReading): void {
  for (const { entries } of lists) {
    for (const entry of entries) io.out(JSON.stringify(entry));
  }
  for (const { list, tally, destinations } of lists) {
    io.err(`${list}: ${describeTally(tally)}; ${destinations} destinations`);
  }
  printQuarantine(io, quarantine);
}

/** `3415 rows: 3411 entries, 4 continuations`: the counts add up to all rows (Every row is accounted for). */
function describeTally({ rows, ...parts }: RowTally): string {
  const counts = Object.entries(parts).filter(([kind, count]) => count > 0 || kind === "entries");
  return `${rows} rows: ${counts.map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}

function printQuarantine(io: Io, quarantine: SnapshotReading["quarantine"]): void {
  for (const { list, row, reason } of quarantine)
    io.err(`quarantined ${list} row ${row}: ${reason}`);
}
