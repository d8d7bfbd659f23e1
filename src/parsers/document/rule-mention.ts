/** Reads how a document names another rule: by number, citation, publication date or title. */

import type { RuleMention } from "../../model/reading/rule.ts";
import { findDate } from "../text/dates.ts";
import type { PrintedDocument } from "./printed-document.ts";

/** `In FR Doc. 2022-05604`, `rule document 2019–17921`, `FR Rule Doc. No. 2018-27205`. */
const NUMBER =
  /\b(?:FR\s+(?:Rule\s+)?Doc\.?|(?:rule|proposed rule|notice)?\s*document)\s*(?:(?:number|Nos?\.?)\s*)?((?:19|20)\d\d)[-–](\d{3,6})\b/i;
const CITATION = /\b(\d{2,3})\s+FR\s+(\d{1,6})\b/;
const PUBLISHED = /\b(?:published|appear(?:ed|ing|s)|issued?)\b[^.;]{0,120}$/i;
const QUOTED = /[“"]([^“”"]{12,300}?)[,.;]?[”"]/;
/** The suffix that a document about a rule adds to the rule's title. */
const ADDED =
  /[;:]\s*(?:(?:further |partial )?(?:delay|postponement|deferral|extension|correction|correcting amendments?|withdrawal|stay|suspension|republication|technical correction)s?\b[^;]*)$/i;

/** `text` is the operative passage. DATES and SUMMARY complete it. */
export function readMention(document: PrintedDocument, text: string): RuleMention {
  const { dates, summary, preamble, subject, rins } = document;
  const texts = [text, dates ?? "", summary ?? ""];
  // The preamble cites other documents as well, executive orders among them.
  const more = [...texts, ...preamble.map((block) => block.text)];
  const documentNumber = firstOf(texts, numberIn);
  const citation = firstOf(texts, citationIn);
  const title = subject ?? "";
  return {
    documentNumber,
    citation,
    publicationDate: firstOf(citation === null ? more : texts, publicationIn),
    title: ADDED.test(title) ? title.replace(ADDED, "").trim() : (QUOTED.exec(text)?.[1] ?? null),
    rins,
  };
}

/** The key under which a correction is stored until its rule is known; null if nothing identifies the rule. */
export function keyOfMention(mention: RuleMention): string | null {
  const { documentNumber, citation, publicationDate } = mention;
  return documentNumber ?? citation ?? (publicationDate === null ? null : `@${publicationDate}`);
}

export function numberIn(text: string): string | null {
  const found = NUMBER.exec(text);
  return found === null ? null : `${found[1]}-${found[2]}`;
}

function citationIn(text: string): string | null {
  const found = CITATION.exec(text);
  return found === null ? null : `${found[1]} FR ${found[2]}`;
}

/** In characters: a paragraph names its rule within this length. */
const REACH = 4000;

/** "the final rule published in the Federal Register on April 2, 2026". */
function publicationIn(paragraph: string): string | null {
  const text = paragraph.slice(0, REACH);
  let from = 0;
  for (;;) {
    const found = findDate(text.slice(from));
    if (found === null) return null;
    const before = text.slice(Math.max(0, from + found.start - 160), from + found.start);
    if (found.day !== null && PUBLISHED.test(before)) return found.day;
    from += found.end;
  }
}

function firstOf(texts: readonly string[], read: (text: string) => string | null): string | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}
