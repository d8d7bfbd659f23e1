/** Claims are read back exactly from random summaries, built from the sentences in `claim-templates.txt`. */

import { expect, test } from "vitest";
import { destinationKey } from "../../src/model/identity.ts";
import { readClaims } from "../../src/parsers/claims/claims.ts";
import { type ArbitraryClaim, arbitrarySummary } from "../support/arbitrary-summary.ts";
import { fc } from "../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_CLAIM_RUNS"] ?? 1500);

function inOrder(claims: readonly ArbitraryClaim[]): ArbitraryClaim[] {
  return claims.toSorted((a, b) => `${a.list} ${a.op}`.localeCompare(`${b.list} ${b.op}`));
}

function read(summary: string): { claims: ArbitraryClaim[]; problems: string[] } {
  const { claims, problems } = readClaims(summary, "Revisions to the Entity List");
  const found = (claims?.byList ?? []).flatMap(({ list, ...counts }) =>
    (["added", "revised", "removed"] as const).flatMap((op) => {
      const claimed = counts[op];
      if (claimed === null) return [];
      const { destinations, ...totals } = claimed;
      const places = destinations.map((place) => [destinationKey(place), place.count]);
      return [{ list, op, ...totals, destinations: Object.fromEntries(places) }];
    }),
  );
  return { claims: found, problems: problems.map(({ message }) => message) };
}

test("the claims of a random summary are read back", () => {
  fc.assert(
    fc.property(arbitrarySummary, ({ summary, claims }) => {
      const found = read(summary);
      expect({ ...found, claims: inOrder(found.claims) }).toEqual({
        claims: inOrder(claims),
        problems: [],
      });
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ["adding twentyone entries to the Entity List", { entries: 21 }, 0],
  ["adding twenti-one entries to the Entity List, under Iran (2) and India (19)", null, 1],
  ["adding a dozen entities to the Entity List", null, 1],
  ["adding an entity to the Entity List", { entities: 1 }, 0],
])("%s: a number that is not understood is null and reported", (what, counted, problems) => {
  const found = readClaims(`BIS amends the EAR by ${what}.`, "Additions to the Entity List");
  const { entities, entries } = found.claims?.added ?? {};
  expect({ entities, entries }).toEqual({ entities: null, entries: null, ...counted });
  expect(found.problems).toHaveLength(problems);
});
