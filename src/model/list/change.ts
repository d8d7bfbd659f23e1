/** Compares two readings of one entry field by field, and decides whether the law changed. */

import { isDeepStrictEqual } from "node:util";
import { countryOfDestination } from "../country.ts";
import type {
  Address,
  Citation,
  Entry,
  LicenseRequirement,
  LicenseReviewPolicy,
} from "../entry.ts";
import { canonicalJson } from "../identity.ts";
import { lettersKey } from "../name-key.ts";

/** The law changed; only a Federal Register citation did; only text, spacing or markup did. Most important first. */
export const CHANGE_CLASSES = ["substantive", "citation", "editorial"] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

type KeyOf = (text: string) => string;

export interface FieldChange {
  readonly field: keyof Entry;
  readonly class: ChangeClass;
  /** Members gained and lost, for a field that is a list. */
  readonly added?: readonly unknown[];
  readonly removed?: readonly unknown[];
  /** The values, for any other field, and for a list whose members only changed their spelling. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Empty when nothing differs. `flags` concern the reading, not the law, and are not compared. `keyOf` gives equal keys to
 * two spellings of one wording.
 */
export function diffEntries(before: Entry, after: Entry, keyOf: KeyOf = lettersKey): FieldChange[] {
  // Most entries of a snapshot are unchanged.
  if (isDeepStrictEqual(before, after)) return [];
  const changes = [
    scalar("destination", before, after, (e) => e.country ?? keyOf(e.destination)),
    scalar("kind", before, after, (e) => e.kind),
    scalar("name", before, after, (e) => keyOf(e.name)),
    members("aliases", before.aliases, after.aliases, (a) => `${a.type} ${keyOf(a.name)}`),
    members("addresses", before.addresses, after.addresses, (address) =>
      addressKey(address, keyOf),
    ),
    members("subordinates", before.subordinates, after.subordinates, (s) =>
      [s.name, ...s.aliases.map((a) => a.name).sort()].map(keyOf).join("|"),
    ),
    // A cross-reference points to the party's other entries; it follows their changes and is no law of its own.
    members("crossReferences", before.crossReferences, after.crossReferences, keyOf, "editorial"),
    scalar("remarks", before, after, (e) => e.remarks && keyOf(e.remarks)),
    scalar("licenseRequirement", before, after, (e) => requirementKey(e.licenseRequirement, keyOf)),
    scalar("licenseReviewPolicy", before, after, (e) => policyKey(e.licenseReviewPolicy, keyOf)),
    members("citations", before.citations, after.citations, citationKey, "citation"),
  ].filter((change) => change !== null);
  if (changes.length === 0 && before.raw !== after.raw) {
    changes.push({ field: "raw", class: "editorial", before: before.raw, after: after.raw });
  }
  return changes;
}

/** The most important class among the changes. */
export function classOf(changes: readonly FieldChange[]): ChangeClass {
  return (
    CHANGE_CLASSES.find((rank) => changes.some((change) => change.class === rank)) ?? "editorial"
  );
}

/** Longest country name, in words. */
const MAX_COUNTRY_WORDS = 5;

/** `Moscow` under Russia equals `Moscow, Russia`, and `Beijing 100083 PRC` equals `Beijing, 100083, China`. */
function addressKey({ text, country }: Address, keyOf: KeyOf): string {
  const words = text.split(/[\s,]+/).filter(Boolean);
  for (let last = Math.min(MAX_COUNTRY_WORDS, words.length - 1); last > 0; last -= 1) {
    const end = words.slice(-last).join(" ");
    if (country === null || countryOfDestination(end) !== country) continue;
    return `${country} ${keyOf(words.slice(0, -last).join(" "))}`;
  }
  return `${country} ${keyOf(text)}`;
}

/** Page numbers are left out: the page is a placeholder until the rule is printed. */
function citationKey(citation: Citation): string {
  return citation.date === null
    ? `${citation.volume} ${citation.page}`
    : `${citation.volume} ${citation.date}`;
}

function scalar(
  field: keyof Entry,
  before: Entry,
  after: Entry,
  key: (entry: Entry) => unknown,
): FieldChange | null {
  const values = { before: before[field], after: after[field] };
  if (isDeepStrictEqual(values.before, values.after)) return null;
  const same = canonicalJson(key(before)) === canonicalJson(key(after));
  return { field, class: same ? "editorial" : "substantive", ...values };
}

function members<T>(
  field: keyof Entry,
  before: readonly T[],
  after: readonly T[],
  key: (member: T) => string,
  changeClass: ChangeClass = "substantive",
): FieldChange | null {
  if (isDeepStrictEqual(before, after)) return null;
  const removed = without(before, after, key);
  const added = without(after, before, key);
  if (added.length === 0 && removed.length === 0) {
    const quiet = changeClass === "citation" ? "citation" : "editorial";
    return { field, class: quiet, before, after };
  }
  return { field, class: changeClass, added, removed };
}

/** Members of `these` that `those` lack, counting repeats. */
function without<T>(these: readonly T[], those: readonly T[], key: (member: T) => string): T[] {
  const left = new Map<string, number>();
  for (const member of those) left.set(key(member), (left.get(key(member)) ?? 0) + 1);
  return these.filter((member) => {
    const count = left.get(key(member)) ?? 0;
    left.set(key(member), count - 1);
    return count <= 0;
  });
}

function requirementKey(requirement: LicenseRequirement | null, keyOf: KeyOf): unknown {
  if (requirement === null) return null;
  const { text, scope, sections, footnotes, conditions } = requirement;
  const read = [[...sections].sort(), [...footnotes].sort(), conditions && keyOf(conditions)];
  // Only the text says which items are specified.
  return scope === "all" ? [scope, ...read] : [scope, ...read, keyOf(text)];
}

function policyKey(policy: LicenseReviewPolicy | null, keyOf: KeyOf): unknown {
  if (policy === null) return null;
  const { text, kind, sections, conditions } = policy;
  const read = [kind, [...sections].sort(), conditions && keyOf(conditions)];
  // For these kinds only the sections were understood, so any other word may change the law.
  return kind === "none" || kind === "by-section" ? [...read, keyOf(text)] : read;
}
