/** Detects documents about another rule by their content: a correction, a delay of its effective date, a withdrawal. */

import type { Correction, Problem, RuleMetadata } from "../../model/reading/rule.ts";
import { findDate } from "../text/dates.ts";
import { splitSentences } from "../text/sentences.ts";
import { isNumberedCorrection, type ReadCorrection, readCorrection } from "./correction.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { keyOfMention, readMention } from "./rule-mention.ts";

const DELAYS =
  /\b(?:delay|postpon|defer|extend|extension|chang)\w*\b.{0,400}?\beffective date\b|\beffective date\b.{0,400}?\b(?:is|are|being) (?:further )?(?:delayed|postponed|deferred|extended|changed)\b/i;
const SAYS_DELAY =
  /\b(?:delay|postpon|deferr?)\w*\b|\b(?:extension|change) of (?:the )?effective date/i;
/** "is delayed until July 20, 2026", "from April 20, 2026, to July 20, 2026". */
const UNTIL = /\b(?:until|till|to)\s+(?:[\w:.]+\s+(?:[ap]\.?m\.?\s+)?(?:\w+\s+)?on\s+)?$/i;
/** The document covers part of the rule only. */
const PART_OF_RULE =
  /\bamendatory instructions?\b|\binstructions? (?:no\. )?\d|\bentr(?:y|ies)\b|\bexcept\b|\bonly\b|\bparagraphs?\b|\bportions?\b|\bwith (?:respect|regard) to\b|\bamendments? (?:to|in|of) (?:§|15 CFR|part|supplement|section)/i;
const WITHDRAWS =
  /\b(?:final|interim|temporary|direct final)\s+(?:final\s+)?rule\b(?:(?!\bproposed\b).){0,400}?\b(?:is|are) (?:hereby )?(?:being )?withdrawn\b|\b(?:withdraws?|withdrawing)\b(?:(?!\bproposed\b).){0,120}\b(?:final|interim|temporary)\s+(?:final\s+)?rule\b/i;
const SAYS_WITHDRAWAL = /\bwithdraw/i;

/** An amendatory instruction of this document. An instruction that corrects another document names a page. */
const OWN_INSTRUCTION =
  /\b(?:is|are) (?:further )?amended\b|\bamend\b|\b(?:add|remov|revis|redesignat)ing\b/i;
const ON_PAGE = /\bon (?:the same )?page\b|\bshould read\b|\bcorrected to\b/i;

/** Returns what the document does to another rule; a null correction without problems if it concerns none. */
export function readAboutRule(
  document: PrintedDocument,
  documentNumber: string,
  metadata: RuleMetadata | undefined,
): ReadCorrection {
  const isAmending = hasOwnInstructions(document);
  const read = readCorrection(document, documentNumber);
  // "Correcting amendments" amend the regulations, so they are read as an ordinary rule.
  if (!isAmending || isNumberedCorrection(documentNumber)) {
    if (read.correction !== null || read.problems.length > 0) return read;
  }
  const says = [metadata?.title ?? document.subject, metadata?.action ?? document.action].join(" ");
  const about = readDelayOrWithdrawal(document, documentNumber, says);
  if (!isAmending || about.correction === null) return isAmending ? NOTHING : about;
  const message =
    "the document delays or withdraws another rule and amends the regulations as well";
  return { correction: null, problems: [{ code: "delay/unread", message, text: says }] };
}

const NOTHING: ReadCorrection = { correction: null, problems: [] };

function hasOwnInstructions({ amendatory }: PrintedDocument): boolean {
  return amendatory.some(
    (block) =>
      block.kind === "instruction" && OWN_INSTRUCTION.test(block.text) && !ON_PAGE.test(block.text),
  );
}

function readDelayOrWithdrawal(
  document: PrintedDocument,
  documentNumber: string,
  says: string,
): ReadCorrection {
  if (SAYS_DELAY.test(says)) return readDelay(document, documentNumber);
  return SAYS_WITHDRAWAL.test(says) ? readWithdrawal(document, documentNumber) : NOTHING;
}

function readDelay(document: PrintedDocument, documentNumber: string): ReadCorrection {
  const matches = sentencesOf(document).filter((sentence) => DELAYS.test(sentence));
  const [first] = matches;
  if (first === undefined) return unread(document, "delay");
  if (matches.some((sentence) => PART_OF_RULE.test(sentence))) {
    return unread(document, "delay", "it covers part of the rule only", first);
  }
  const days = new Set(matches.flatMap(daysUntil));
  const [day, other] = days;
  if (day === undefined) return unread(document, "delay", "it gives no date", first);
  if (other !== undefined) return unread(document, "delay", "it gives several dates", first);
  const dated = matches.find((sentence) => daysUntil(sentence).length > 0) ?? first;
  return about(document, documentNumber, dated, { delayedUntil: day }, "delay");
}

function readWithdrawal(document: PrintedDocument, documentNumber: string): ReadCorrection {
  const matches = sentencesOf(document).filter((sentence) => WITHDRAWS.test(sentence));
  const [first] = matches;
  if (first === undefined) return NOTHING;
  if (matches.some((sentence) => PART_OF_RULE.test(sentence))) {
    return unread(document, "withdrawal", "it covers part of the rule only", first);
  }
  return about(document, documentNumber, first, { withdraws: true }, "withdrawal");
}

function about(
  document: PrintedDocument,
  documentNumber: string,
  text: string,
  says: Pick<Correction, "delayedUntil" | "withdraws">,
  what: string,
): ReadCorrection {
  const mention = readMention(document, text);
  const corrects = keyOfMention(mention);
  if (corrects === null) return unread(document, what, "it does not say which rule it means", text);
  const correction = { documentNumber, corrects, substitutions: [], mention, ...says };
  return { correction, problems: [] };
}

/** In characters. The rest of a longer sentence is not read. */
const LONGEST_SENTENCE = 2000;

/** DATES comes first because it is the operative part. */
function sentencesOf({ dates, summary, preamble }: PrintedDocument): string[] {
  const texts = [dates ?? "", summary ?? "", ...preamble.map(({ text }) => text)];
  return texts.flatMap(splitSentences).map((sentence) => sentence.slice(0, LONGEST_SENTENCE));
}

/** The dates after "until". */
function daysUntil(sentence: string): string[] {
  const days: string[] = [];
  let from = 0;
  for (;;) {
    const found = findDate(sentence.slice(from));
    if (found === null) return days;
    const before = sentence.slice(Math.max(0, from + found.start - 40), from + found.start);
    if (found.day !== null && UNTIL.test(before)) days.push(found.day);
    from += found.end;
  }
}

function unread(
  { subject, action }: PrintedDocument,
  what: string,
  why = "no sentence states it",
  text: string | null = null,
): ReadCorrection {
  const message = `the document is titled as a ${what} of a rule, but it cannot be executed: ${why}`;
  const problem: Problem = { code: `${what}/unread`, message, text: text ?? subject ?? action };
  return { correction: null, problems: [problem] };
}
