/** Reads a correction of a rule (`C1-…`), and the rule as corrected. A correction amends a document's print, no list. */

import type { Correction, Problem, Substitution } from "../../model/rule.ts";
import type { AmendatoryBlock, PrintedDocument } from "./printed-document.ts";

/** `C1-2019-17921`: the first correction of the document 2019-17921. */
const CORRECTION_NUMBER = /^C\d?-(\d{4}-\d+)$/;
/** “In rule document 2019–17921 beginning on page 43493 in the issue of …, make the following correction:” */
const IN_DOCUMENT = /\bIn (?:[\w-]+ ){0,2}document (?:number |No\. )?(\d{4})[-–](\d+)/i;
const INTRODUCTION = /^.*?\bIn (?:[\w-]+ ){0,2}document\b.*?\bcorrections?\b:?/i;
const SHOULD_READ =
  /(?:“|"|‘‘|``)([^“”"]+?)(?:”|"|’’|''),?\s*(?:should (?:read|be|appear as)|is (?:corrected|changed) to(?: read)?|is replaced (?:by|with))(?: as(?: follows)?)?:?\s*(?:“|"|‘‘|``)([^“”"]+?)(?:”|"|’’|'')/g;
/** What a paragraph of a correction does that is more than words about it. */
const INSTRUCTS =
  /\bon (?:the same )?page\b|\bshould\b|\b(?:is|are) (?:corrected|replaced|removed|added|revised|deleted|changed)\b|\b(?:replace|remove|add|revise|delete|insert|correct)\b|\b(?:remov|add|revis|delet|insert|correct)ing\b/i;

export interface ReadCorrection {
  readonly correction: Correction | null;
  /** Instructions of the correction that nobody understood. */
  readonly problems: readonly Problem[];
}

export function readCorrection(document: PrintedDocument, documentNumber: string): ReadCorrection {
  // Rows to be printed otherwise: no substitution, and no less an instruction.
  const corrected = (cells: readonly string[]) =>
    `is corrected: ${cells.filter(Boolean).join(" | ")}`;
  const texts = [...document.preamble, ...document.amendatory].map((block) => {
    if (block.kind === "table") return corrected(block.rows.flat());
    return block.kind === "unread-table" ? corrected(block.lines) : block.text;
  });
  const named = texts.map((text) => IN_DOCUMENT.exec(text)).find((match) => match !== null);
  const numbered = CORRECTION_NUMBER.exec(documentNumber);
  if (numbered === null) return { correction: null, problems: [] };
  const corrects = named ? `${named[1]}-${named[2]}` : (numbered[1] ?? documentNumber);
  const substitutions: Substitution[] = [];
  const problems: Problem[] = [];
  for (const text of texts) {
    const found = [...text.matchAll(SHOULD_READ)].map(([, printed = "", corrected = ""]) => {
      return { printed, corrected, text };
    });
    substitutions.push(...found);
    // The words that introduce the instructions are none.
    if (found.length > 0 || !INSTRUCTS.test(text.replace(INTRODUCTION, ""))) continue;
    const message = `the correction of ${corrects} cannot be read`;
    problems.push({ code: "correction/unread", message, text });
  }
  return { correction: { documentNumber, corrects, substitutions }, problems };
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
      if (isPlain(places, substitution)) corrected = next;
      else if (places !== 0 || count(corrected, substitution.corrected) === 0) {
        const found = places === 0 ? "is not in it" : `stands in it ${places} times`;
        const message = `${documentNumber} corrects “${substitution.printed}”, which ${found}`;
        problems.push({ code: "correction/not-applied", message, text: substitution.text });
      }
    }
  }
  return { document: corrected, problems };
}

/** A name that is misprinted in the table is misprinted in the preamble; a single word may stand anywhere and mean anything. */
function isPlain(places: number, { printed }: Substitution): boolean {
  return places === 1 || (places > 1 && /\S\s+\S/.test(printed.trim()));
}

function substitute(document: PrintedDocument, { printed, corrected }: Substitution) {
  const pattern = asPrinted(printed);
  let places = 0;
  const mend = <T extends string | null>(text: T): T =>
    (text?.replace(pattern, () => {
      places += 1;
      return corrected;
    }) ?? null) as T;
  const next: PrintedDocument = {
    ...document,
    subject: mend(document.subject),
    action: mend(document.action),
    summary: mend(document.summary),
    dates: mend(document.dates),
    preamble: document.preamble.map((block) => ({ ...block, text: mend(block.text) })),
    amendatory: document.amendatory.map((block): AmendatoryBlock => {
      if (block.kind === "unread-table") return block;
      return block.kind === "table"
        ? { ...block, rows: block.rows.map((row) => row.map(mend)) }
        : { ...block, text: mend(block.text) };
    }),
  };
  return { next, places };
}

function count(document: PrintedDocument, text: string): number {
  return substitute(document, { printed: text, corrected: text, text }).places;
}

/** As a pattern: lines break anywhere, and dashes and apostrophes are set in several ways. */
function asPrinted(text: string): RegExp {
  const escaped = text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const loose = escaped
    .replace(/\s+/g, "\\s+")
    .replace(/\\?[-–—‑]/g, "[-–—‑]")
    .replace(/['’‘]/g, "['’‘]");
  return new RegExp(`(?<![\\p{L}\\p{N}])${loose}(?![\\p{L}\\p{N}])`, "gu");
}
