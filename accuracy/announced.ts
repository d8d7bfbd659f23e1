/** A check that needs no label: "the following six aliases" and the aliases read. */

import type { Entry } from "../src/model/entry.ts";

export interface Announced {
  /** The snapshot's date. */
  readonly date: string;
  readonly announcing: number;
  /** Destination country and name of the entries that announce another number than they list. */
  readonly differing: readonly string[];
}

const ANNOUNCES = /\bfollow\w*\b[^:\n]*\balias/;

export function checkAnnounced(date: string, entries: readonly Entry[]): Announced {
  const announcing = entries.filter(({ raw }) => ANNOUNCES.test(raw));
  const differing = announcing.filter(({ flags }) => flags.includes("alias-count-differs"));
  return {
    date,
    announcing: announcing.length,
    differing: differing.map(({ country, name }) => `${country} ${name}`),
  };
}
