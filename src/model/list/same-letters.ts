/**
 * "Same letters, same law": a cell with unchanged letters and digits has not changed in law, however its spaces,
 * line breaks, dashes and punctuation moved. Its earlier reading is kept.
 */

import { type Entry, READING_KEPT } from "../entry.ts";
import { nameKey, wordingKey } from "../name-key.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import { diffEntries, type FieldChange } from "./change.ts";
import { hasSameLetters, lettersOf } from "./letters.ts";
import { hasSameTerms } from "./same-terms.ts";

/** Fields read from the entity cell. `remarks` may also come from a group heading above it. */
const IS_OF_CELL = {
  list: false,
  destination: false,
  country: false,
  kind: true,
  name: true,
  aliases: true,
  addresses: true,
  subordinates: true,
  crossReferences: true,
  remarks: true,
  licenseRequirement: false,
  licenseReviewPolicy: false,
  citations: false,
  flags: false,
  raw: false,
} satisfies Record<keyof Entry, boolean>;
const TERMS = ["licenseRequirement", "licenseReviewPolicy", "citations"] as const;

/** As `diffEntries`, except that a different reading of a cell with equal letters is editorial. */
export function diffLaw(before: Entry, after: Entry): FieldChange[] {
  const changes = diffEntries(before, after);
  if (!changes.some(isSubstantive)) return changes;
  const isSame = sameCells(before, after);
  return changes.map((change) =>
    isSubstantive(change) && isSame(change.field) && isFromPrint(change, before, after)
      ? { ...change, class: "editorial" }
      : change,
  );
}

/** Whether a changed value stands in the print. With an unchanged print, a value that does not was learnt elsewhere. */
function isFromPrint({ field, added, after: value }: FieldChange, before: Entry, after: Entry) {
  if (!IS_OF_CELL[field] || before.raw !== after.raw) return true;
  const letters = lettersOf(after.raw);
  return (added ?? [value]).every((one) => isIn(letters, one));
}

function isIn(letters: string, value: unknown): boolean {
  if (typeof value === "string") return letters.includes(lettersOf(value));
  if (value === null || typeof value !== "object") return true;
  const { name, text } = value as { name?: string; text?: string };
  return isIn(letters, name ?? text ?? null);
}

/** Whether the whole row is printed unchanged, so that only the parser can have read it differently. */
function isSamePrint(before: Entry, after: Entry): boolean {
  return (
    before.raw === after.raw &&
    before.licenseRequirement?.text === after.licenseRequirement?.text &&
    before.licenseReviewPolicy?.text === after.licenseReviewPolicy?.text
  );
}

/** Whether an unchanged row was only read differently, by a better parser. */
export function isMereReading({ before, after, changes }: Read): boolean {
  if (before === null || after === null || !isSamePrint(before, after)) return false;
  return changes.every(
    (change) =>
      change.class === "editorial" &&
      (IS_OF_CELL[change.field] || change.field.startsWith("license")),
  );
}

interface Read {
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly changes: readonly FieldChange[];
}

/**
 * The snapshot's entry, with the earlier reading wherever the letters are equal and the new print would move a boundary:
 * between name and address, two aliases, or sections. A change of spelling alone is adopted, and so is the whole cell
 * where the row otherwise changed in law.
 * `terms`: the printed license columns of the snapshot's row; null where unavailable.
 */
export function keepReading(known: Entry, shownAs: Entry, terms: PrintedTerms | null): Entry {
  const shown = keepDestination(known, shownAs);
  const changes = diffEntries(known, shown, wordingKey).filter(
    (change) => change.class !== "editorial",
  );
  if (changes.length === 0) return shown;
  const wasKept = known.flags.includes(READING_KEPT);
  // A better parser read the same print, so its reading is used.
  if (isSamePrint(known, shown) && !wasKept && !changes.every(isCitation)) return shown;
  const withTerms = keepTerms(known, shown, terms, changes);
  // A rule has reprinted the row, so the new print is used.
  if (diffEntries(known, withTerms).some(isOfLaw)) return withTerms;
  const isSame = sameCells(known, shown);
  const moved = changes.filter(({ field }) => IS_OF_CELL[field] && isSame(field));
  if (moved.length === 0) return withTerms;
  const { kind, name, aliases, addresses, subordinates, crossReferences } = known;
  const remarks = isSame("remarks") ? known.remarks : shown.remarks;
  const flags = wasKept ? known.flags : [...known.flags, READING_KEPT];
  const cell = { kind, name, aliases, addresses, subordinates, crossReferences, remarks, flags };
  return { ...withTerms, ...cell };
}

/** Keeps the earlier heading where the new one is only broken inside a word. */
function keepDestination(known: Entry, shown: Entry): Entry {
  const { destination } = known;
  const isBroken = nameKey(destination) !== nameKey(shown.destination);
  return isBroken && hasSameLetters(destination, shown.destination)
    ? { ...shown, destination }
    : shown;
}

/** Keeps license columns and citations, taken as one print: a line break may move text between columns. */
function keepTerms(
  known: Entry,
  shown: Entry,
  terms: PrintedTerms | null,
  changes: readonly FieldChange[],
): Entry {
  const isWhole = terms !== null && hasSameTerms([known], [terms]);
  const isSame = sameCells(known, shown);
  const hasLostLetters = (field: (typeof TERMS)[number]) =>
    field !== "citations" && !isSame(field) && known[field] !== shown[field];
  const keeps = (field: (typeof TERMS)[number]) =>
    (isWhole || isSame(field)) &&
    (changes.some((change) => change.field === field) || hasLostLetters(field));
  const kept = TERMS.filter(keeps).map((field) => [field, known[field]]);
  return kept.length === 0 ? shown : { ...shown, ...Object.fromEntries(kept) };
}

/** Finds which fields come from cells with equal letters. */
function sameCells(before: Entry, after: Entry): (field: keyof Entry) => boolean {
  const isSameCell = hasSameLetters(before.raw, after.raw);
  const isSameText = (one: { text: string } | null, other: { text: string } | null) =>
    one !== null && other !== null && hasSameLetters(one.text, other.text);
  return (field) => {
    if (field === "licenseRequirement" || field === "licenseReviewPolicy") {
      return isSameText(before[field], after[field]);
    }
    if (!isSameCell || !IS_OF_CELL[field]) return false;
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

/** Whether a cell other than the entity's changed: a license term, or an added citation. */
function isOfLaw({ field, class: ofClass, added }: FieldChange): boolean {
  if (IS_OF_CELL[field]) return false;
  return ofClass === "substantive" || (ofClass === "citation" && (added?.length ?? 0) > 0);
}

function isCitation(change: FieldChange): boolean {
  return change.class === "citation";
}
