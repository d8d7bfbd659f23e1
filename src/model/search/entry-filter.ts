/** Filters the entries of a list. */

import type { Entry, ListCode, PolicyKind } from "../entry.ts";
import type { StandingEntry } from "../events/list-copy.ts";

/** An entry passes if it matches every given field by any of the field's values. */
export interface EntryFilter {
  readonly list?: readonly ListCode[] | undefined;
  /** ISO 3166-1 alpha-2 in any case, of the destination or of an address. */
  readonly country?: readonly string[] | undefined;
  /** As printed, in any case. */
  readonly destination?: string | undefined;
  readonly kind?: readonly Entry["kind"][] | undefined;
  /** Digits. */
  readonly footnote?: readonly string[] | undefined;
  readonly policy?: readonly PolicyKind[] | undefined;
  readonly party?: string | undefined;
  /** Null: both. */
  readonly listed: boolean | null;
}

export function passesEntry(filter: EntryFilter, standing: StandingEntry): boolean {
  const { entry, listed, mergedInto, partyId } = standing;
  const { destination, party } = filter;
  const fits = <T>(wanted: readonly T[] | undefined, found: readonly (T | null | undefined)[]) =>
    wanted === undefined ||
    found.some((value) => value !== null && value !== undefined && wanted.includes(value));
  const countries = [entry.country, ...entry.addresses.map(({ country }) => country)];
  return (
    // A merged id has no entry; the kept one is found instead.
    mergedInto === null &&
    (filter.listed === null || filter.listed === listed) &&
    fits(filter.list, [entry.list]) &&
    fits(
      filter.country?.map((code) => code.toUpperCase()),
      countries,
    ) &&
    (destination === undefined || destination.toUpperCase() === entry.destination.toUpperCase()) &&
    fits(filter.kind, [entry.kind]) &&
    fits(filter.footnote, (entry.licenseRequirement?.footnotes ?? []).map(String)) &&
    fits(filter.policy, [entry.licenseReviewPolicy?.kind]) &&
    (party === undefined || party === partyId)
  );
}
