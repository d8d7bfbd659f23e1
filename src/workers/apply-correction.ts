/** Reads a rule again as a correction of its print says, and tells what that changes. */

import { type Document, getDocument } from "../db/documents.ts";
import type { Database } from "../db/open-store.ts";
import { putReading } from "../db/readings.ts";
import { findRulesByNumber, putCorrection } from "../db/rules.ts";
import type { Correction, Problem } from "../model/rule.ts";
import { applyRule } from "./apply-rule.ts";
import { createListWriter, type ListWriter, type Outcome } from "./list-writer.ts";
import { readRule } from "./read-rule.ts";
import type { Deps } from "./step.ts";

export function applyCorrection(
  tx: Database,
  document: Document,
  correction: Correction,
  problems: readonly Problem[],
  deps: Deps,
): { readonly outcome: Outcome; readonly writer: ListWriter } {
  const { documentNumber, corrects } = correction;
  putCorrection(tx, document.id, correction);
  // Numbers were reused before 2016: the newest rule of the number is the one that is still corrected.
  const rule = findRulesByNumber(tx, corrects).at(-1);
  const unread = problems.map(({ code, message, text }) => `${message}: ${text} [${code}]`);
  if (rule === undefined) {
    const waits = `corrects ${corrects}, of which no amendment is known; it is read with it when it comes`;
    const note = [waits, ...unread].join("; ");
    const notice = unread.length === 0 ? null : "rule.problems";
    return {
      outcome: { state: "applied", note, notice, since: null, isReread: false },
      writer: createListWriter(tx, document, deps),
    };
  }
  // The proof is the rule as corrected, known since the correction.
  const corrected = { ...getDocument(tx, rule.documentId), knownFrom: document.knownFrom };
  const writer = createListWriter(tx, corrected, deps);
  const reading = readRule(tx, corrected);
  // What is stored is what was executed: nobody has to read it again.
  putReading(tx, rule.documentId, reading, deps.now());
  const outcome = applyRule(tx, reading, writer);
  if (unread.length === 0) return { outcome, writer };
  const note = [`${documentNumber}: ${unread.join("; ")}`, outcome.note].filter(Boolean).join("; ");
  return { outcome: { ...outcome, note, notice: "rule.problems" }, writer };
}
