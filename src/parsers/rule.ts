/** Reads the rule in a Federal Register document, in any form. */

import { addDays } from "../model/clock/day.ts";
import type { Entry } from "../model/entry.ts";
import { checkClaims } from "../model/reading/check-claims.ts";
import type { RuleReading } from "../model/reading/reading.ts";
import type {
  Amendment,
  Claims,
  Correction,
  Problem,
  Rule,
  RuleMetadata,
} from "../model/reading/rule.ts";
import { type ReadClaims, readClaims } from "./claims/claims.ts";
import { readAboutRule } from "./document/about-rule.ts";
import { correctDocument } from "./document/correction.ts";
import { findNotLaw } from "./document/in-force.ts";
import { openDocument } from "./document/open-document.ts";
import type { PrintedDocument } from "./document/printed-document.ts";
import { findUnnumbered, readDocumentNumber } from "./document/printed-number.ts";
import { readChangedBy } from "./effective/changed-by.ts";
import { type EffectiveContext, readEffective } from "./effective/effective.ts";
import { assignRows } from "./instructions/assign-rows.ts";
import type { Instruction } from "./instructions/instruction.ts";
import type { InstructionPath } from "./instructions/references.ts";
import { readJustifications } from "./preamble/justifications.ts";
import { type ReadAmendments, readAmendments } from "./rule-table.ts";
import { readDate } from "./text/dates.ts";
import { findUnreadAmendments } from "./unread-amendment.ts";

/** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`; on display: `Filed: 2/24/2023 at 8:45 am; Publication Date: …`. */
const FILED =
  /FR\s+Doc\.?\s*(?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+\s*Filed:?\s+([\d/-]+)[;,]?\s*(?:at\s+)?(\d{1,2}:\d{2}\s*[ap]\.?m)?/i;

const LONGEST_DISPLAY_DAYS = 14;

type CorrectionsOf = (documentNumber: string) => readonly Correction[];

/** Reads the rule in the text of a document. Throws if the text is not well-formed, and as `readPrintedRule` does. */
export function parseRule(
  text: string,
  metadata?: RuleMetadata,
  correctionsOf?: CorrectionsOf,
): RuleReading {
  return readPrintedRule(openDocument(text), metadata, correctionsOf);
}

/**
 * `metadata` is the API's record of the document. It takes precedence over the print, except for the effective date.
 * For a document that amends no list, amendments and entries are empty. `correctionsOf` gives the known corrections of
 * a document; the document is read as corrected.
 *
 * Throws `parse/wrong-kind` if neither metadata nor print gives the document number, and `parse/other-document` if a
 * PDF prints the number of another document.
 */
export function readPrintedRule(
  printed: PrintedDocument,
  metadata?: RuleMetadata,
  correctionsOf: CorrectionsOf = () => [],
): RuleReading {
  const printedNumber = readDocumentNumber(printed, metadata?.documentNumber);
  const documentNumber = originalNumber(printedNumber);
  const filed = FILED.exec(printed.frDoc ?? "");
  const { correction, problems: unreadCorrections } = readAboutRule(
    printed,
    documentNumber,
    metadata,
  );
  const corrections = correctionsOf(documentNumber);
  const { document, problems: unapplied } = correctDocument(printed, corrections);
  const filedAt = readDate(filed?.[1] ?? "");
  const printedDay = metadata?.publicationDate ?? document.publicationDate;
  const day = dayAbout(printedDay, filedAt, documentNumber);
  const law = readLaw(document, correction !== null, day, metadata);
  const citedDay = newestPlaceholderDate(law.amends.entries);
  const publicationDate = publishedOn(printedDay, citedDay, documentNumber !== printedNumber);
  const context: EffectiveContext = {
    publicationDate,
    filedAt,
    filedTime: filed?.[2] ?? null,
    announced: metadata?.effectiveOn ?? null,
    listInstructions: numbered(law.amends.instructions),
    documentNumber,
  };
  const { problems: undated, ...effective } = readEffective(document.dates, context);
  const { effectiveOn } = effective;
  const changed = readChangedBy(corrections, { effectiveOn, publicationDate });
  const isWithdrawn = changed.numbers.withdrawnBy !== undefined;
  const { amends, claims, unreadClaims, notLaw } = isWithdrawn
    ? readLaw(document, true, day, metadata)
    : law;
  const { instructions, entries, unreadTables } = amends;
  const { amendments, problems: unassigned } = assignRows(instructions, entries, unreadTables);
  const checked = isCountable(amends) ? claims : null;
  const disagreements = disagreementsOf(checked, amendments, amends);
  const reasons = readJustifications(document.preamble, amendments, amends.entries);
  const problems = [
    ...findUnnumbered(printed),
    // A withdrawn rule never becomes law, so gaps in its text do not matter.
    ...(isWithdrawn ? [] : (document.problems ?? [])),
    ...[notLaw ?? []].flat(),
    ...unreadCorrections,
    ...(isWithdrawn ? [] : unapplied),
    ...changed.problems,
    ...amends.problems,
    ...unassigned,
    ...unreadClaims,
    ...disagreements,
    // The effective date matters only if a list is amended.
    ...(amendments.length > 0 ? undated : []),
  ];
  const isDoubted = problems.length > 0 || amends.quarantine.length > 0;
  const lists = [...new Set(amendments.map(({ list }) => list))];
  const rule: Rule = {
    documentNumber,
    ...describe(document, metadata),
    title: metadata?.title ?? document.subject ?? documentNumber,
    publicationDate,
    filedAt,
    ...effective,
    ...changed.dates,
    ...changed.numbers,
    lists,
    claims,
    claimsAgree: checked === null ? null : disagreements.length === 0,
    amendments,
    entries: amends.entries,
    justifications: reasons.justifications,
    problems: [
      ...(isDoubted || isWithdrawn || correction !== null
        ? problems
        : findUnreadAmendments({
            ...{ document, metadata, day, spokenOf: amends.spokenOf },
            amended: new Set(lists),
          })),
      ...reasons.problems,
    ],
  };
  return {
    rule,
    correction: correction === null ? null : { ...correction, filedOn: filedAt ?? publicationDate },
    readWith: corrections.length,
    rows: amends.rows,
    tally: amends.tally,
    quarantine: amends.quarantine,
  };
}

function disagreementsOf(
  claims: Claims | null,
  amendments: readonly Amendment[],
  { entries, unreadTables }: ReadAmendments,
): Problem[] {
  return claims === null ? [] : checkClaims(claims, amendments, entries, unreadTables.size > 0);
}

/** Claims can be checked unless an instruction without names depends on an unread table. */
function isCountable({ instructions, unreadTables }: ReadAmendments): boolean {
  return !instructions.some(({ list, names }) => unreadTables.has(list) && names.length === 0);
}

/** `R1-2026-06001` reprints 2026-06001: it is another copy of that rule. */
function originalNumber(printed: string): string {
  return printed.replace(/^R\d*-(?=\d{4}-)/i, "");
}

/** Describes the document; the API's record takes precedence. */
function describe(document: PrintedDocument, metadata: RuleMetadata | undefined) {
  return {
    type: metadata?.type ?? document.type ?? "Rule",
    action: metadata?.action ?? document.action,
    citation: metadata?.citation ?? document.citation,
    docketIds: metadata?.docketIds ?? document.docketIds,
    rins: metadata?.rins ?? document.rins,
    stage: metadata?.stage ?? document.stage,
    form: document.form,
    url: metadata?.url ?? null,
  };
}

/** A document that is not law, or that only corrects a print, amends nothing and claims nothing. */
function readLaw(
  document: PrintedDocument,
  isCorrection: boolean,
  day: string | null,
  metadata?: RuleMetadata,
) {
  const amends = readAmendments(isCorrection ? [] : document.amendatory, day);
  const notLaw = amends.instructions.length === 0 ? null : findNotLaw(document, metadata);
  if (notLaw !== null) {
    return { amends: readAmendments([], day), claims: null, unreadClaims: [], notLaw };
  }
  const { claims, problems: unreadClaims } = isCorrection ? NO_CLAIMS : claimsOf(document);
  return { amends, claims, unreadClaims, notLaw };
}

const NO_CLAIMS: ReadClaims = { claims: null, problems: [] };

/** Estimates the publication day: a rule is usually published within two weeks of filing; its number begins with the year. */
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

/** The labels by which a DATES paragraph refers to instructions; empty if one of them has no number. */
function numbered(instructions: readonly Instruction[]): readonly InstructionPath[] {
  const paths = instructions.map(({ path }) => path);
  return paths.every(([number = ""]) => /^\d/.test(number)) ? paths : [];
}

/** Only BIS's own summaries make claims about its lists. */
function claimsOf({ agencies, summary, subject }: PrintedDocument): ReadClaims {
  if (!/Industry and Security/i.test(agencies)) return NO_CLAIMS;
  return readClaims(summary ?? "", subject ?? "");
}

/** A reprint prints its own day; its rows cite the day of the original rule. */
function publishedOn(printed: string | null, cited: string | null, isReprint: boolean) {
  return isReprint ? (cited ?? printed) : (printed ?? cited);
}

/** On display, a rule's rows cite a page that is not yet known, with the rule's publication date. */
function newestPlaceholderDate(entries: readonly Entry[]): string | null {
  const dates = entries
    .flatMap(({ citations }) => citations)
    .flatMap(({ page, date }) => (page === null && date !== null ? [date] : []));
  return dates.sort().at(-1) ?? null;
}
