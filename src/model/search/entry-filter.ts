/** Which entries of a list somebody asks for. */

import type { Entry, ListCode, PolicyKind } from "../entry.ts";
import type { StandingEntry } from "../events/list-copy.ts";

/** An entry passes where it fits each of the fields that are given, by any of their values. */
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
  /** Null: either. */
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
    // A merged id is nobody's: the kept one answers for it.
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
