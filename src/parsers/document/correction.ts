/** Reads a correction of a rule (`C1-…`) and applies it. A correction amends the printed text of a document, never a list. */

import type { Correction, Problem, Substitution } from "../../model/reading/rule.ts";
import type { AmendatoryBlock, PrintedDocument } from "./printed-document.ts";
import { keyOfMention, numberIn, readMention } from "./rule-mention.ts";

/** `C1-2019-17921`: the first correction of the document 2019-17921. */
const CORRECTION_NUMBER = /^C\d?-(\d{4}-\d+)$/;
/** “In FR Doc. 2026-06001 appearing on page 15600 in the issue of …, the following correction is made:” */
const INTRODUCES =
  /\bmake the following corrections?\b|\bthe following corrections? (?:is|are) made\b|\b(?:is|are) (?:hereby )?corrected (?:as follows|as set forth|by|to read)\b|\b(?:this|these) corrections? (?:is|are) made\b/i;
/** If the corrected document is not named by number, its publication names it. */
const NAMES_RULE = /\brule\b.{0,400}?\b(?:published|appear(?:ed|ing)|\d{2,3} FR \d+)/i;
const INTRODUCTION =
  /\bcorrections?\b[^.:]{0,80}:|\bcorrections?\b:?|\bcorrected (?:as follows|as set forth below):?/i;
const QUOTED = String.raw`(?:“|"|‘‘|\`\`)((?:(?!‘‘|\`\`)[^“”"])+?)(?:”|"|’’|'')`;
const SAYS = [
  String.raw`${QUOTED},?\s*(?:should (?:read|be|appear as)|is (?:corrected|changed) to(?: read)?|is replaced (?:by|with))(?: as(?: follows)?)?:?\s*${QUOTED}`,
  String.raw`\b(?:correct|chang|revis)(?:e|ing)?\s+${QUOTED}\s+to\s+(?:read\s+)?(?:as\s+)?${QUOTED}`,
  String.raw`\b(?:remov|delet|strik)(?:e|ing)\s+${QUOTED}\s+and\s+(?:add|insert)(?:ing)?\s+(?:in its place\s+)?${QUOTED}`,
  String.raw`\b(?:replac|substitut)(?:e|ing)\s+${QUOTED}\s+(?:with|by)\s+${QUOTED}`,
].map((form) => new RegExp(form, "gi"));
/** A paragraph with one of these contains an instruction, not just remarks. */
const INSTRUCTS =
  /\bon (?:the same )?page\b|\bshould\b|\b(?:is|are) (?:corrected|replaced|removed|added|revised|deleted|changed)\b|\b(?:replace|remove|add|revise|delete|insert|correct)\b|\b(?:remov|add|revis|delet|insert|correct)ing\b/i;

export interface ReadCorrection {
  readonly correction: Correction | null;
  /** The instructions of the correction that were not understood. */
  readonly problems: readonly Problem[];
}

/** Detects a correction by its content, whatever number it has. */
export function readCorrection(document: PrintedDocument, documentNumber: string): ReadCorrection {
  // A corrected table is not a substitution, but it is an instruction and must be reported.
  const corrected = (cells: readonly string[]) =>
    `is corrected: ${cells.filter(Boolean).join(" | ")}`;
  const texts = [...document.preamble, ...document.amendatory].map((block) => {
    if (block.kind === "table") return corrected(block.rows.flat());
    return block.kind === "unread-table" ? corrected(block.lines) : block.text;
  });
  const numbered = CORRECTION_NUMBER.exec(documentNumber);
  const start = texts.findIndex(introduces);
  if (numbered === null && start === -1) return { correction: null, problems: [] };
  const introduction = texts[start] ?? "";
  const mention = readMention(document, introduction);
  const named = numberIn(introduction) ?? texts.map(numberIn).find((number) => number !== null);
  const corrects = named ?? numbered?.[1] ?? keyOfMention(mention);
  // A document with an ordinary number explains its reasons above the introduction.
  const { substitutions, problems } = readSubstitutions(
    numbered === null ? texts.slice(start) : texts,
    corrects ?? "a rule",
  );
  if (corrects !== null) {
    const by = named === undefined && numbered === null ? { mention } : {};
    return { correction: { documentNumber, corrects, substitutions, ...by }, problems };
  }
  const message = "the document corrects a rule and does not say which";
  return {
    correction: null,
    problems: [{ code: "correction/unread", message, text: introduction }],
  };
}

/** `C1-2019-17921`. */
export function isNumberedCorrection(documentNumber: string): boolean {
  return CORRECTION_NUMBER.test(documentNumber);
}

function introduces(text: string): boolean {
  return INTRODUCES.test(text) && (numberIn(text) !== null || NAMES_RULE.test(text));
}

function readSubstitutions(texts: readonly string[], corrects: string) {
  const substitutions: Substitution[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    const found = SAYS.flatMap((form) => [...text.matchAll(form)]).map(
      ([, printed = "", corrected = ""]) => ({ printed, corrected, text }),
    );
    substitutions.push(...found);
    // The introduction of the instructions is not an instruction itself.
    if (found.length > 0 || !INSTRUCTS.test(afterIntroduction(text))) continue;
    const message = `the correction of ${corrects} cannot be read`;
    problems.push({ code: "correction/unread", message, text });
  }
  return { substitutions, problems };
}

function afterIntroduction(text: string): string {
  if (!INTRODUCES.test(text) && numberIn(text) === null) return text;
  const found = INTRODUCTION.exec(text);
  return found === null ? text : text.slice(found.index + found[0].length);
}

export interface CorrectedDocument {
  readonly document: PrintedDocument;
  readonly problems: readonly Problem[];
}

export function correctDocument(
  document: PrintedDocument,
  corrections: readonly Correction[],
): CorrectedDocument {
  const problems: Problem[] = [];
  let corrected = document;
  for (const { documentNumber, substitutions } of corrections) {
    for (const substitution of substitutions) {
      const { next, places } = substitute(corrected, substitution);
      if (isUnambiguous(places, substitution)) corrected = next;
      else if (places !== 0 || count(corrected, substitution.corrected) === 0) {
        const found = places === 0 ? "does not contain" : `contains ${places} times`;
        const message = `${documentNumber} corrects “${substitution.printed}”, which the rule ${found}`;
        problems.push({ code: "correction/not-applied", message, text: substitution.text });
      }
    }
  }
  return { document: corrected, problems };
}

/** A misprinted name may recur in the table and the preamble. A single word that recurs may mean something else each time. */
function isUnambiguous(places: number, { printed }: Substitution): boolean {
  return places === 1 || (places > 1 && /\S\s+\S/.test(printed.trim()));
}

function substitute(document: PrintedDocument, { printed, corrected }: Substitution) {
  const pattern = asPrinted(printed);
  let places = 0;
  const correct = <T extends string | null>(text: T): T =>
    (text?.replace(pattern, () => {
      places += 1;
      return corrected;
    }) ?? null) as T;
  const next: PrintedDocument = {
    ...document,
    subject: correct(document.subject),
    action: correct(document.action),
    summary: correct(document.summary),
    dates: correct(document.dates),
    preamble: document.preamble.map((block) => ({ ...block, text: correct(block.text) })),
    amendatory: document.amendatory.map((block): AmendatoryBlock => {
      if (block.kind === "unread-table") return block;
      return block.kind === "table"
        ? { ...block, rows: block.rows.map((row) => row.map(correct)) }
        : { ...block, text: correct(block.text) };
    }),
  };
  return { next, places };
}

function count(document: PrintedDocument, text: string): number {
  return substitute(document, { printed: text, corrected: text, text }).places;
}

/** The text as a pattern: lines may break anywhere, and dashes and apostrophes have several forms. */
function asPrinted(text: string): RegExp {
  const escaped = text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const loose = escaped
    .replace(/\s+/g, "\\s+")
    .replace(/\\?[-–—‑]/g, "[-–—‑]")
    .replace(/['’‘]/g, "['’‘]");
  return new RegExp(`(?<![\\p{L}\\p{N}])${loose}(?![\\p{L}\\p{N}])`, "gu");
}
