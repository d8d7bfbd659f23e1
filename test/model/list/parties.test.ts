import { describe, expect, test } from "vitest";
import { countryOfDestination } from "../../../src/model/country.ts";
import type { Entry } from "../../../src/model/entry.ts";
import { destinationKey } from "../../../src/model/identity.ts";
import { addEntry } from "../../../src/model/list/list-change.ts";
import { ListIndex } from "../../../src/model/list/list-index.ts";
import { decodeDocument } from "../../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { corpusTest } from "../../support/corpus.ts";
import { cite, makeEntry } from "../../support/make-entry.ts";

function partiesOf(entries: readonly Entry[]): string[] {
  const index = new ListIndex("EL", null, []);
  return entries.map((entry, at) => addEntry(index, "test", entry, at).partyId);
}

const CHINA = { destination: "CHINA", country: "CN" };
const RUSSIA = { destination: "RUSSIA", country: "RU" };
const alias = (name: string) => ({ name, type: "aka" as const });

describe("a party under several destinations", () => {
  const china = makeEntry({ ...CHINA, name: "King Pai", aliases: [alias("KingPai")] });
  const russia = makeEntry({ ...RUSSIA, name: "KingPai Int'l", aliases: [alias("King-Pai")] });

  test("is found by its name", () => {
    const [one, other, third] = partiesOf([
      makeEntry({ ...CHINA, name: "Blue Co." }),
      makeEntry({ ...RUSSIA, name: "Blue Co" }),
      makeEntry({ ...RUSSIA, name: "Red" }),
    ]);
    expect(one).toBe(other);
    expect(third).not.toBe(one);
  });

  test("is found if both refer to each other and share a name of one rule, in either order", () => {
    const referring = [
      { ...china, crossReferences: ["RUSSIA"] },
      { ...russia, crossReferences: ["China"] },
    ];
    expect(new Set(partiesOf(referring)).size).toBe(1);
    expect(new Set(partiesOf(referring.toReversed())).size).toBe(1);
    expect(new Set(partiesOf([china, russia])).size).toBe(2);
    const [one, other] = referring;
    if (one === undefined || other === undefined) throw new Error("two refer to each other");
    const later = { ...other, citations: [cite("2024-05-06", 1)] };
    expect(new Set(partiesOf([one, later])).size).toBe(2);
  });

  test("is not found by the number of an address", () => {
    const address = { kind: "address", name: "Address 01" } as const;
    const [one, other] = partiesOf([
      makeEntry({ ...CHINA, ...address }),
      makeEntry({ ...RUSSIA, ...address }),
    ]);
    expect(one).not.toBe(other);
  });
});

corpusTest(
  "of the 392 references of March 2026, 382 lead to an entry of one's own party",
  "ecfr/part744-2026-03-25.xml.gz",
  (bytes) => {
    const [list] = parseSnapshot(decodeDocument(bytes)).lists.filter(({ list }) => list === "EL");
    const entries = list?.entries ?? [];
    const parties = partiesOf(entries);
    const places = Map.groupBy(entries.keys(), (at) => parties[at]);
    const largest = Math.max(...[...places.values()].map(({ length }) => length));
    expect(largest).toBeLessThanOrEqual(12);
    const lead = entries.flatMap(({ crossReferences }, at) =>
      crossReferences.filter((destination) => {
        const place = destinationKey({ destination, country: countryOfDestination(destination) });
        const party = places.get(parties[at]) ?? [];
        return party.some((one) => destinationKey(entries[one] as Entry) === place);
      }),
    );
    expect(entries.flatMap(({ crossReferences }) => crossReferences)).toHaveLength(392);
    expect(lead).toHaveLength(382);
  },
);
