/** Which parties each paragraph of reasons speaks of. A paragraph is known by how it begins. */

import type { Entry } from "../../src/model/entry.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import type { Check } from "./check.ts";
import { placeKey, printedKey } from "./printed-key.ts";
import type { Truth } from "./truth.ts";

type TrueReason = NonNullable<Truth["reasons"]>[number];
type Party = TrueReason["about"][number];

interface Reason {
  /** `reason 2`: the second that the label has. */
  readonly name: string;
  readonly head: string;
  /** Indexes of the rule's entries that it speaks of. */
  readonly entries: ReadonlySet<number>;
}

const HEAD_LENGTH = 60;

export function checkReasons(
  { entries, justifications }: Pick<Rule, "entries" | "justifications">,
  truth: Truth,
): Check[] {
  const label = truth.reasons ?? [];
  const reasons = label.map(({ starts, about }, at): Reason => {
    const spokenOf = about.flatMap((party) => entriesOf(party, entries));
    const head = printedKey(starts).slice(0, HEAD_LENGTH);
    return { name: `reason ${at + 1}`, head, entries: new Set(spokenOf) };
  });
  const attached = entries.map((_entry, at) => {
    const own = justifications.filter(({ entryIndexes }) => entryIndexes.includes(at));
    return new Set(own.map(({ text }) => printedKey(text)));
  });
  return [
    ...entries.flatMap((entry, at) => [
      ...checkHasReason(entry, at, reasons, attached[at] ?? new Set()),
      ...[...(attached[at] ?? [])].map((text) => checkAttached(entry, at, reasons, text)),
    ]),
    ...partiesOf(label).flatMap((party) => checkIsRead(party, entries)),
  ];
}

/** An entry that any reason speaks of must have one of those that do. */
function checkHasReason(
  entry: Entry,
  at: number,
  reasons: readonly Reason[],
  attached: ReadonlySet<string>,
): Check[] {
  const due = reasons.filter((reason) => reason.entries.has(at));
  if (due.length === 0) return [];
  const isRight = due.some(({ head }) => [...attached].some((text) => text.startsWith(head)));
  return [
    {
      ...{ figure: "entries with their reason", subject: nameOf(entry), isRight },
      ...{ read: `${attached.size} reasons`, label: due.map(({ name }) => name).join(" or ") },
    },
  ];
}

function checkAttached(entry: Entry, at: number, reasons: readonly Reason[], text: string): Check {
  const meant = reasons.filter(({ head }) => text.startsWith(head));
  const isRight = meant.some((reason) => reason.entries.has(at));
  const paragraph = meant.map(({ name }) => name).join(" or ");
  return {
    ...{ figure: "reasons rightly attached", subject: nameOf(entry), isRight },
    read: paragraph || "a paragraph that gives no reason",
    label: isRight ? paragraph : "of others",
  };
}

/** A party whose entry was not read has lost its reason as well. */
function checkIsRead(party: Party, entries: readonly Entry[]): Check[] {
  if (entriesOf(party, entries).length > 0) return [];
  const subject = typeof party === "string" ? party : party.join(" ");
  return [
    {
      ...{ figure: "entries with their reason", subject, isRight: false },
      ...{ read: "no entry", label: "an entry and its reason" },
    },
  ];
}

/** Each once, however many reasons speak of it. */
function partiesOf(reasons: readonly TrueReason[]): Party[] {
  const parties = reasons.flatMap(({ about }) => about);
  return [...new Map(parties.map((party) => [JSON.stringify(party), party])).values()];
}

function entriesOf(party: Party, entries: readonly Entry[]): number[] {
  const [place, name] = typeof party === "string" ? [null, party] : party;
  return entries.flatMap((entry, at) => {
    if (place !== null && placeKey(place) !== placeKey(entry.destination)) return [];
    return printedKey(entry.name) === printedKey(name) ? [at] : [];
  });
}

function nameOf({ country, destination, name }: Entry): string {
  return `${country ?? destination} ${name}`;
}
