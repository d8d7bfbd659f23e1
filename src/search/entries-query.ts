/** What may be asked of the list. */

import { z } from "@hono/zod-openapi";
import { LISTS, POLICY_KINDS } from "../model/entry.ts";
import type { EntryFilter } from "../model/search/entry-filter.ts";
import { allLike, anyOf, cursorParam, dayParam, limitParam } from "./params.ts";

export const entriesQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).optional().openapi({
    description:
      "a name: spelling, script, accents and the form of the company are forgiven; aliases and subordinates count; best first",
  }),
  list: anyOf(LISTS, "several by a comma"),
  country: allLike("[A-Za-z]{2}", "ISO 3166-1 alpha-2, of the destination or of an address"),
  destination: z.string().max(200).optional().openapi({ description: "as printed, in any case" }),
  kind: anyOf(["entity", "person", "address"], "`person` only where the text says so"),
  footnote: allLike("[1-9]", "designations, `1` to `5`"),
  policy: anyOf(POLICY_KINDS, "the kind of the license review policy"),
  party: z.string().max(100).optional().openapi({ description: "a `partyId`" }),
  listed: z.enum(["true", "false", "any"]).default("true").openapi({
    description: "`false`: what was removed, as it last was; with `asOf` or `knownAt` only `true`",
  }),
  asOf: dayParam("what was law on this day, instead of the list with every change that is told"),
  knownAt: z.iso.datetime({ offset: true }).optional().openapi({
    description: "as was known then; without `asOf` its day (UTC) is taken",
  }),
  limit: limitParam,
  cursor: cursorParam,
});

export type EntriesQuery = z.output<typeof entriesQuery>;

export function filterOf({ listed, ...asked }: EntriesQuery): EntryFilter {
  return { ...asked, listed: listed === "any" ? null : listed === "true" };
}

/** The day of law and the instant of knowledge that are asked for; null for the list as it stands. */
export function pastOf({
  asOf,
  knownAt,
}: EntriesQuery): { readonly day: string; readonly knownAt: string | undefined } | null {
  if (asOf === undefined && knownAt === undefined) return null;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return { day: asOf ?? (instant ?? "").slice(0, 10), knownAt: instant };
}
