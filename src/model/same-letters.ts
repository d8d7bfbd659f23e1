/**
 * Same letters, same law: a cell whose letters and digits are what they were has not changed in law, however its spaces,
 * line breaks, dashes and punctuation moved. The reading it had is kept.
 */

import { diffEntries, type FieldChange } from "./change.ts";
import { type Entry, READING_KEPT } from "./entry.ts";
import { hasSameLetters, lettersOf } from "./letters.ts";

/** What is read from the entity cell. `remarks` may come from a group's heading above it as well. */
const CELL_FIELDS: ReadonlySet<keyof Entry> = new Set([
  "kind",
  "name",
  "aliases",
  "addresses",
  "subordinates",
  "crossReferences",
  "remarks",
]);
const TERMS = ["licenseRequirement", "licenseReviewPolicy", "citations"] as const;
const NO_FIELDS: ReadonlySet<keyof Entry> = new Set();

/** As `diffEntries`; a field that only reads otherwise, of a cell of the same letters, is editorial. */
export function diffLaw(before: Entry, after: Entry): FieldChange[] {
  const changes = diffEntries(before, after);
  if (!changes.some(isSubstantive)) return changes;
  const isSame = sameCells(before, after);
  return changes.map((change) =>
    isSubstantive(change) && isSame(change.field) ? { ...change, class: "editorial" } : change,
  );
}

/** The whole row is printed as it was, and only the parser can have read it otherwise. */
function isSamePrint(before: Entry, after: Entry): boolean {
  return (
    before.raw === after.raw &&
    before.licenseRequirement?.text === after.licenseRequirement?.text &&
    before.licenseReviewPolicy?.text === after.licenseReviewPolicy?.text
  );
}

/** The row is printed as it was, and of its cells something is read otherwise: a better parser, and no change of print. */
export function isMereReading({ before, after, changes }: Read): boolean {
  if (before === null || after === null || !isSamePrint(before, after)) return false;
  return changes.every(
    (change) =>
      change.class === "editorial" &&
      (CELL_FIELDS.has(change.field) || change.field.startsWith("license")),
  );
}

interface Read {
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly changes: readonly FieldChange[];
}

/**
 * The entry as a snapshot shows it, with the reading that it had wherever the letters are the same and the new print would
 * move a boundary: between name and address, between two aliases, between sections. A mere change of spelling is taken over.
 * `terms`: the license and citation cells as printed; null where they are not at hand.
 */
export function keepReading(known: Entry, shown: Entry, terms: string | null): Entry {
  const changes = diffEntries(known, shown).filter((change) => change.class !== "editorial");
  if (changes.length === 0) return shown;
  const wasKept = known.flags.includes(READING_KEPT);
  // A better parser read the same print: its reading is the one to have.
  if (isSamePrint(known, shown) && !wasKept && !changes.every(isCitation)) return shown;
  const withTerms = keepTerms(known, shown, terms, changes);
  const isSame = sameCells(known, shown);
  const moved = changes.filter(({ field }) => CELL_FIELDS.has(field) && isSame(field));
  if (moved.length === 0) return withTerms;
  const { kind, name, aliases, addresses, subordinates, crossReferences } = known;
  const remarks = isSame("remarks") ? known.remarks : shown.remarks;
  const flags = wasKept ? known.flags : [...known.flags, READING_KEPT];
  const cell = { kind, name, aliases, addresses, subordinates, crossReferences, remarks, flags };
  return { ...withTerms, ...cell };
}

/** The license columns and citations, as one print: a break may move text from one of the columns to another. */
function keepTerms(
  known: Entry,
  shown: Entry,
  terms: string | null,
  changes: readonly FieldChange[],
): Entry {
  const isWhole = terms !== null && lettersOfTerms(known).includes(lettersOf(terms));
  const isSame = sameCells(known, shown);
  const keeps = (field: (typeof TERMS)[number]) =>
    (isWhole || isSame(field)) && changes.some((change) => change.field === field);
  const kept = TERMS.filter(keeps).map((field) => [field, known[field]]);
  return kept.length === 0 ? shown : { ...shown, ...Object.fromEntries(kept) };
}

/** In both orders of the license columns: some rows have them interchanged. */
function lettersOfTerms(entry: Entry): string[] {
  const { licenseRequirement, licenseReviewPolicy, citations } = entry;
  const columns = [licenseRequirement?.text ?? "", licenseReviewPolicy?.text ?? ""].map(lettersOf);
  const cited = citations.map(({ volume, page, date }) => {
    const [year = "", month = "", day = ""] = (date ?? "").split("-");
    return `${volume}fr${page}${Number(month)}${Number(day)}${year.slice(2)}`;
  });
  return [columns, columns.toReversed()].map((order) => [...order, ...cited].join(""));
}

/** Which fields are read from cells of the same letters. */
function sameCells(before: Entry, after: Entry): (field: keyof Entry) => boolean {
  const cell = hasSameLetters(before.raw, after.raw) ? CELL_FIELDS : NO_FIELDS;
  const isSameText = (one: { text: string } | null, other: { text: string } | null) =>
    one !== null && other !== null && hasSameLetters(one.text, other.text);
  return (field) => {
    if (field === "licenseRequirement" || field === "licenseReviewPolicy") {
      return isSameText(before[field], after[field]);
    }
    if (!cell.has(field)) return false;
    return field !== "remarks" || (isInCell(before) && isInCell(after));
  };
}

function isInCell({ remarks, raw }: Entry): boolean {
  if (remarks === null) return true;
  const letters = lettersOf(raw);
  return remarks.split("; ").every((remark) => letters.includes(lettersOf(remark)));
}

function isSubstantive(change: FieldChange): boolean {
  return change.class === "substantive";
}

function isCitation(change: FieldChange): boolean {
  return change.class === "citation";
}
