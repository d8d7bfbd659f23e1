/** Applies a document about a rule (a correction, delay or withdrawal): reads the rule again with it and emits what changes. */

import { type Document, getDocument } from "../../db/documents/documents.ts";
import { putReading } from "../../db/documents/readings.ts";
import { putCorrection } from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import type { Correction, Problem } from "../../model/reading/rule.ts";
import type { ListDeps } from "../step.ts";
import { applyRule } from "./apply-rule.ts";
import { findMentioned } from "./find-mentioned.ts";
import { readRule } from "./read-rule.ts";
import { createListWriter, type ListWriter, type Outcome } from "./writer.ts";

interface Applied {
  readonly outcome: Outcome;
  readonly writer: ListWriter;
}

export function applyCorrection(
  tx: Database,
  document: Document,
  reading: RuleReading,
  correction: Correction,
  deps: ListDeps,
): Applied {
  const { documentNumber } = correction;
  const { problems } = reading.rule;
  const [rule, ...others] = findMentioned(tx, correction);
  if (others.length > 0) return refuse(tx, document, reading, correction, deps);
  putCorrection(tx, document.id, {
    ...correction,
    corrects: rule?.documentNumber ?? correction.corrects,
  });
  const unread = problems.map(({ code, message, text }) => `${message}: ${text} [${code}]`);
  if (rule === undefined) {
    const waits = `${sayWhat(correction)} ${correction.corrects}, a rule without known amendments; it is applied when that rule arrives`;
    const note = [waits, ...unread].join("; ");
    const notice = unread.length > 0 || speaksOfList(reading) ? "rule.problems" : null;
    return {
      outcome: { state: "applied", note, notice, since: null, isReread: false },
      writer: createListWriter(tx, document, deps),
    };
  }
  // The proof is the corrected rule, known since the correction.
  const corrected = { ...getDocument(tx, rule.documentId), knownFrom: document.knownFrom };
  const writer = createListWriter(tx, corrected, deps);
  const again = readRule(tx, corrected);
  // The executed reading is stored, so it need not be made again.
  putReading(tx, rule.documentId, again, deps.now());
  const outcome = applyRule(tx, again, writer);
  if (unread.length === 0) return { outcome, writer };
  const note = [`${documentNumber}: ${unread.join("; ")}`, outcome.note].filter(Boolean).join("; ");
  return { outcome: { ...outcome, note, notice: "rule.problems" }, writer };
}

/** The document fits several rules, so it is stored as a document of its own with a problem. */
function refuse(
  tx: Database,
  document: Document,
  reading: RuleReading,
  correction: Correction,
  deps: ListDeps,
): Applied {
  const message = `the document ${sayWhat(correction)} a rule, and several known rules match its reference (${correction.corrects})`;
  const problem: Problem = { code: "about-rule/several", message, text: reading.rule.title };
  const rule = { ...reading.rule, problems: [...reading.rule.problems, problem] };
  const writer = createListWriter(tx, document, deps);
  return { outcome: applyRule(tx, { ...reading, rule }, writer), writer };
}

function sayWhat({ delayedUntil, withdraws }: Correction): string {
  if (delayedUntil !== undefined) return "delays";
  return withdraws === true ? "withdraws" : "corrects";
}

/** A document about a list whose rule is unknown is reported to a person; corrections of unrelated rules are not. */
function speaksOfList({ rule }: RuleReading): boolean {
  return /\b(?<!UFLPA )(?:entity|unverified|military[- ]end[- ]user|MEU) list\b/i.test(rule.title);
}
