/** The query parameters of the entry list. */

import { z } from "@hono/zod-openapi";
import { LISTS, POLICY_KINDS } from "../model/entry.ts";
import type { EntryFilter } from "../model/search/entry-filter.ts";
import { allLike, anyOf, cursorParam, dayParam, limitParam } from "./params.ts";

export const entriesQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).optional().openapi({
    description:
      "a name; tolerates differences in spelling, script, accents and legal form; also searches aliases and subordinates; best match first",
  }),
  list: anyOf(LISTS, "one or more lists, separated by commas"),
  country: allLike("[A-Za-z]{2}", "ISO 3166-1 alpha-2 code of the destination or of an address"),
  destination: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: "as printed; upper and lower case do not matter" }),
  kind: anyOf(
    ["entity", "person", "address"],
    "`person` only where the text says that the party is a person",
  ),
  footnote: allLike("[1-9]", "footnote designations, `1` to `5`"),
  policy: anyOf(POLICY_KINDS, "the kind of the license review policy"),
  party: z.string().max(100).optional().openapi({ description: "a `partyId`" }),
  listed: z.enum(["true", "false", "any"]).default("true").openapi({
    description:
      "`false`: removed entries in their last state; only `true` works with `asOf` or `knownAt`",
  }),
  asOf: dayParam(
    "the entries that were law on this day; without it, the list with every emitted change",
  ),
  knownAt: z.iso.datetime({ offset: true }).optional().openapi({
    description: "as known at this time; without `asOf`, its day (UTC) is used",
  }),
  limit: limitParam,
  cursor: cursorParam,
});

export type EntriesQuery = z.output<typeof entriesQuery>;

export function filterOf({ listed, ...asked }: EntriesQuery): EntryFilter {
  return { ...asked, listed: listed === "any" ? null : listed === "true" };
}

/** The requested valid day and knowledge time; null for the current list. */
export function pastOf({
  asOf,
  knownAt,
}: EntriesQuery): { readonly day: string; readonly knownAt: string | undefined } | null {
  if (asOf === undefined && knownAt === undefined) return null;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return { day: asOf ?? (instant ?? "").slice(0, 10), knownAt: instant };
}
