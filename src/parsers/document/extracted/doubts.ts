/** Checks an extracted text for missing parts: it may be truncated, or lack the line that names the amended list. */

import type { Problem } from "../../../model/reading/rule.ts";
import { listOfSupplement } from "../../text/list-supplement.ts";
import type { PrintedDocument } from "../printed-document.ts";

const NUMBER = /FR\s+Doc\.?\s*((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)/i;
/** `by adding in alphabetical order entries for “…”`, anywhere in a paragraph. */
const NAMES_PARTY =
  /\b(?:add|remov|revis|redesignat)(?:s|es|ing)?\b[^.;“]{0,120}\bentr(?:y|ies)\b[^.;“]{0,60}“/i;
const AMENDS =
  /\b(?:amend(?:ed|ing)?|add(?:ed|ing)?|remov(?:ed|ing)|revis(?:ed|ing)|redesignat(?:ed|ing))\b/i;
/** `2. Supplement No. 4 to part 744 is amended:` */
const OPENS = /:$/;
const NAMES_ENTRY = /“|\b(?:entr(?:y|ies)|entit(?:y|ies)|note|heading)\b/i;
/** The words of a title that announce an amendment of a list. */
const ANNOUNCES =
  /\b(?:addition|removal|revision|modification|amendment|correction|clarification)s?\b(?:(?!\b(?:addition|removal|revision|modification|amendment|correction|clarification)s?\b).)*\b(?<!UFLPA )(?:entity|unverified|military[- ]end[- ]user) list\b/i;
/** Words that occur only in the cells of an amended list. */
const CELL = /\ba\.k\.a\.?,? the following\b|\[INSERT FR PAGE\b/i;

/**
 * `texts`: all paragraphs and tables. `frDoc`: the last line; null if it was not found. `stamped`: the number in the
 * stamp of the first page.
 */
export function findDoubts(
  document: PrintedDocument,
  texts: readonly string[],
  frDoc: string | null,
  stamped: string | null,
): Problem[] {
  return [
    ...cutOff(frDoc),
    ...misnamed(frDoc, stamped),
    ...withoutSummary(document),
    ...withoutPlace(document, texts),
  ];
}

function cutOff(frDoc: string | null): Problem[] {
  if (frDoc !== null) return [];
  const message = "the text does not end with “[FR Doc. … Filed …]”: any part of it may be missing";
  return [{ code: "text/cut-off", message, text: null }];
}

function misnamed(frDoc: string | null, stamped: string | null): Problem[] {
  const number = NUMBER.exec(frDoc ?? "")?.[1]?.replace("–", "-") ?? null;
  if (number === null || stamped === null || number === stamped) return [];
  const message = `the stamp gives the number ${stamped}, but the last line gives ${number}`;
  return [{ code: "text/two-numbers", message, text: frDoc }];
}

/** Every displayed document has a SUMMARY. */
function withoutSummary({ summary }: PrintedDocument): Problem[] {
  if (summary !== null) return [];
  const message = "the text has no SUMMARY: lines are missing or out of order";
  return [{ code: "text/no-summary", message, text: null }];
}

function withoutInstruction({ text }: { readonly text: string }): Problem {
  const message = "the text says that a list is amended, but no instruction follows";
  return { code: "text/no-instruction", message, text };
}

/** If a title or an instruction mentions a list, but no instruction names its supplement, lines are missing or out of order. */
function withoutPlace(
  { subject, amendatory }: PrintedDocument,
  texts: readonly string[],
): Problem[] {
  const instructions = amendatory.filter((block) => block.kind === "instruction");
  const placed = instructions.findIndex(
    ({ text }) => listOfSupplement(text) !== null && AMENDS.test(text),
  );
  const [place, ...below] = placed === -1 ? [] : instructions.slice(placed);
  if (place !== undefined) {
    return below.length === 0 && OPENS.test(place.text) && !NAMES_ENTRY.test(place.text)
      ? [withoutInstruction(place)]
      : [];
  }
  const sign =
    texts.find((text) => NAMES_PARTY.test(text) || CELL.test(text)) ??
    (ANNOUNCES.test(subject ?? "") ? subject : null);
  if (sign === null) return [];
  const message =
    "the text mentions an amendment of a list, but no instruction names the supplement";
  return [{ code: "text/no-supplement", message, text: sign }];
}
