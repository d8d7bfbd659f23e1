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
 * Empty when nothing differs. `keyOf` gives equal keys to
 * two spellings of one wording.
 */
export function diffEntries(before: Entry, after: Entry, keyOf: KeyOf = lettersKey): FieldChange[] {
  // Most entries of a snapshot are unchanged.
  if (isDeepStrictEqual(before, after)) return [];
  const changes = Object.values(COMPARISONS)
    .map((compare) => compare?.(before, after, keyOf) ?? null)
    .filter((change) => change !== null);
  if (changes.length === 0 && before.raw !== after.raw) {
    changes.push({ field: "raw", class: "editorial", before: before.raw, after: after.raw });
  }
  return changes;
}

type Compare = (before: Entry, after: Entry, keyOf: KeyOf) => FieldChange | null;

/** How each field is compared, in the order of the changes. Null: not compared, or compared elsewhere. */
const COMPARISONS = {
  // The list is part of the entry's id.
  list: null,
  destination: scalar("destination", (e, keyOf) => e.country ?? keyOf(e.destination)),
  // Follows from the destination.
  country: null,
  kind: scalar("kind", (e) => e.kind),
  name: scalar("name", (e, keyOf) => keyOf(e.name)),
  aliases: members("aliases", (alias, keyOf) => `${alias.type} ${keyOf(alias.name)}`),
  addresses: members("addresses", addressKey),
  subordinates: members("subordinates", ({ name, aliases }, keyOf) =>
    [name, ...aliases.map((alias) => alias.name).sort()].map(keyOf).join("|"),
  ),
  // A cross-reference points to the party's other entries; it follows their changes and is no law of its own.
  crossReferences: members("crossReferences", (name, keyOf) => keyOf(name), "editorial"),
  remarks: scalar("remarks", (e, keyOf) => e.remarks && keyOf(e.remarks)),
  licenseRequirement: scalar("licenseRequirement", (e, keyOf) =>
    requirementKey(e.licenseRequirement, keyOf),
  ),
  licenseReviewPolicy: scalar("licenseReviewPolicy", (e, keyOf) =>
    policyKey(e.licenseReviewPolicy, keyOf),
  ),
  citations: members("citations", citationKey, "citation"),
  // They concern the reading, not the law.
  flags: null,
  // Only where nothing else differs: see `diffEntries`.
  raw: null,
} satisfies Record<keyof Entry, Compare | null>;

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

function scalar(field: keyof Entry, key: (entry: Entry, keyOf: KeyOf) => unknown): Compare {
  return (before, after, keyOf) => {
    const values = { before: before[field], after: after[field] };
    if (isDeepStrictEqual(values.before, values.after)) return null;
    const same = canonicalJson(key(before, keyOf)) === canonicalJson(key(after, keyOf));
    return { field, class: same ? "editorial" : "substantive", ...values };
  };
}

type ListField = {
  [K in keyof Entry]: Entry[K] extends readonly unknown[] ? K : never;
}[keyof Entry];

function members<K extends ListField>(
  field: K,
  keyOfMember: (member: Entry[K][number], keyOf: KeyOf) => string,
  changeClass: ChangeClass = "substantive",
): Compare {
  return (entryBefore, entryAfter, keyOf) => {
    const before: readonly Entry[K][number][] = entryBefore[field];
    const after: readonly Entry[K][number][] = entryAfter[field];
    if (isDeepStrictEqual(before, after)) return null;
    const key = (member: Entry[K][number]) => keyOfMember(member, keyOf);
    const removed = without(before, after, key);
    const added = without(after, before, key);
    if (added.length === 0 && removed.length === 0) {
      const quiet = changeClass === "citation" ? "citation" : "editorial";
      return { field, class: quiet, before, after };
    }
    return { field, class: changeClass, added, removed };
  };
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
