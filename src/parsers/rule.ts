/** Reads the rule in a Federal Register document, in whatever form it came. */

import { checkClaims } from "../model/check-claims.ts";
import { addDays } from "../model/day.ts";
import type { Entry } from "../model/entry.ts";
import { PipelineError } from "../model/errors.ts";
import type { RuleReading } from "../model/reading.ts";
import type { Claims, Correction, Rule, RuleMetadata } from "../model/rule.ts";
import { correctDocument, readCorrection } from "./document/correction.ts";
import { findNotLaw } from "./document/in-force.ts";
import { openDocument } from "./document/open-document.ts";
import type { PrintedDocument } from "./document/printed-document.ts";
import { readEffective } from "./effective/effective.ts";
import { assignRows } from "./instructions/assign-rows.ts";
import type { Instruction } from "./instructions/instruction.ts";
import type { InstructionPath } from "./instructions/references.ts";
import { readClaims } from "./preamble/claims.ts";
import { readJustifications } from "./preamble/justifications.ts";
import { readAmendments } from "./rule-table.ts";
import { readDate } from "./text/dates.ts";

/** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`, on display `Filed: 2/24/2023 at 8:45 am; Publication Date: …`, `FR Doc. C1-2019-17921`. */
const FR_DOC =
  /FR\s+Doc\.?\s*((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)\s*(?:Filed:?\s+([\d/-]+)[;,]?\s*(?:at\s+)?(\d{1,2}:\d{2}\s*[ap]\.?m)?)?/i;

const LONGEST_DISPLAY_DAYS = 14;

type CorrectionsOf = (documentNumber: string) => readonly Correction[];

/** Reads the rule in the text of a document. Throws the errors of well-formedness, and those of `readPrintedRule`. */
export function parseRule(
  text: string,
  metadata?: RuleMetadata,
  correctionsOf?: CorrectionsOf,
): RuleReading {
  return readPrintedRule(openDocument(text), metadata, correctionsOf);
}

/**
 * `metadata` is the API's record of the document; where given, it wins, except for the effective date. Throws
 * `parse/wrong-kind` where neither names the document's number. A document that amends no list is read all the same: its
 * amendments and entries are empty. `correctionsOf` gives the known corrections of a document; it is read as corrected.
 */
export function readPrintedRule(
  printed: PrintedDocument,
  metadata?: RuleMetadata,
  correctionsOf: CorrectionsOf = () => [],
): RuleReading {
  const frDoc = FR_DOC.exec(printed.frDoc ?? "");
  const documentNumber = metadata?.documentNumber ?? frDoc?.[1]?.replace("–", "-");
  if (documentNumber === undefined) {
    throw new PipelineError("parse/wrong-kind", "the document has no FR Doc number", {
      hint: "give the whole document as the Federal Register publishes it",
    });
  }
  const { correction, problems: unreadCorrections } = readCorrection(printed, documentNumber);
  const corrections = correctionsOf(documentNumber);
  const { document, problems: misfits } = correctDocument(printed, corrections);
  const filedAt = readDate(frDoc?.[2] ?? "");
  const day = metadata?.publicationDate ?? document.publicationDate;
  const about = dayAbout(day, filedAt, documentNumber);
  const { amends, claims, notLaw } = readLaw(document, correction !== null, about, metadata);
  const { amendments, problems: unassigned } = assignRows(amends.instructions, amends.entries);
  const disagreements = claims === null ? [] : checkClaims(claims, amendments, amends.entries);
  const publicationDate = day ?? newestPlaceholderDate(amends.entries);
  const { problems: undated, ...effective } = readEffective(document.dates, {
    publicationDate,
    filedAt,
    filedTime: frDoc?.[3] ?? null,
    announced: metadata?.effectiveOn ?? null,
    listInstructions: numbered(amends.instructions),
  });
  const rule: Rule = {
    documentNumber,
    title: metadata?.title ?? document.subject ?? documentNumber,
    type: metadata?.type ?? document.type ?? "Rule",
    action: metadata?.action ?? document.action,
    citation: metadata?.citation ?? document.citation,
    publicationDate,
    filedAt,
    ...effective,
    docketIds: metadata?.docketIds ?? document.docketIds,
    rins: metadata?.rins ?? document.rins,
    stage: metadata?.stage ?? document.stage,
    form: document.form,
    correctedBy: corrections.map(({ documentNumber }) => documentNumber),
    url: metadata?.url ?? null,
    lists: [...new Set(amendments.map(({ list }) => list))],
    claims,
    claimsAgree: claims === null ? null : disagreements.length === 0,
    amendments,
    entries: amends.entries,
    justifications: readJustifications(document.preamble, amendments, amends.entries),
    problems: [
      ...[notLaw ?? []].flat(),
      ...unreadCorrections,
      ...misfits,
      ...amends.problems,
      ...unassigned,
      ...disagreements,
      // When other law takes effect is not asked here.
      ...(amendments.length > 0 ? undated : []),
    ],
  };
  return {
    rule,
    correction,
    rows: amends.rows,
    tally: amends.tally,
    quarantine: amends.quarantine,
  };
}

/** What is no law, or only mends a print, amends nothing and claims nothing. */
function readLaw(
  document: PrintedDocument,
  isCorrection: boolean,
  day: string | null,
  metadata?: RuleMetadata,
) {
  const amends = readAmendments(isCorrection ? [] : document.amendatory, day);
  const notLaw = amends.instructions.length === 0 ? null : findNotLaw(document, metadata);
  if (notLaw !== null) return { amends: readAmendments([], day), claims: null, notLaw };
  return { amends, claims: isCorrection ? null : claimsOf(document), notLaw };
}

/** A rule is published within two weeks of its filing, as a rule; its number begins with the year. */
function dayAbout(
  publishedOn: string | null,
  filedAt: string | null,
  documentNumber: string,
): string | null {
  if (publishedOn !== null) return publishedOn;
  if (filedAt !== null) return addDays(filedAt, LONGEST_DISPLAY_DAYS);
  const year = /^(\d{4})-/.exec(documentNumber)?.[1];
  return year === undefined ? null : `${year}-12-31`;
}

/** By which the DATES paragraph may speak of them; one that has no number is none of those it names, or any. */
function numbered(instructions: readonly Instruction[]): readonly InstructionPath[] {
  const paths = instructions.map(({ path }) => path);
  return paths.every(([number = ""]) => /^\d/.test(number)) ? paths : [];
}

/** Only BIS's own summaries speak of its lists. */
function claimsOf({ agencies, summary, subject }: PrintedDocument): Claims | null {
  return /Industry and Security/i.test(agencies) ? readClaims(summary ?? "", subject ?? "") : null;
}

/** A rule's own rows cite the page it is printed on, which is unknown before print; their date is its publication. */
function newestPlaceholderDate(entries: readonly Entry[]): string | null {
  const dates = entries
    .flatMap(({ citations }) => citations)
    .flatMap(({ page, date }) => (page === null && date !== null ? [date] : []));
  return dates.sort().at(-1) ?? null;
}
