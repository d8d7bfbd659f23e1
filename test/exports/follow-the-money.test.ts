import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FtmEntity, toFtm } from "../../src/exports/follow-the-money.ts";
import type { Entry } from "../../src/model/entry.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusPath } from "../support/corpus.ts";
import { ftmFaults } from "../support/ftm-model.ts";
import { cite, makeEntry } from "../support/make-entry.ts";

const LISTING = { since: "2025-03-25", reasons: ["It acquired parts."] };

function ftm(entry: Entry, entryId = "entry_1"): FtmEntity[] {
  const stands = { entryVersion: 1, partyId: "party_1", validFrom: null };
  return toFtm({ entryId, ...stands, entry }, LISTING);
}

describe("a FollowTheMoney entity", () => {
  test("tells former names from aliases, and links its addresses and its listing", () => {
    const entry = makeEntry({
      name: "Alpha Co., Ltd.",
      aliases: [
        { name: "Alpha Works", type: "aka" },
        { name: "Omega", type: "fka" },
      ],
      citations: [cite("2019-11-13"), cite("2025-03-28")],
    });
    const [party, address, listing] = ftm(entry);
    expect(party).toEqual({
      id: "entry_1",
      schema: "Company",
      properties: {
        name: ["Alpha Co., Ltd."],
        alias: ["Alpha Works"],
        previousName: ["Omega"],
        country: ["fr"],
        address: ["1 Rue Haute, Paris, France"],
        addressEntity: [address?.id],
        sourceUrl: [expect.stringContaining("Supplement%20No.%204")],
        topics: ["export.control"],
      },
    });
    expect(address).toMatchObject({ schema: "Address", properties: { country: ["fr"] } });
    expect(listing).toMatchObject({
      schema: "Sanction",
      properties: {
        entity: ["entry_1"],
        country: ["us"],
        programId: ["US-BIS-EL"],
        provisions: [entry.licenseRequirement?.text, "Presumption of denial"],
        reason: ["It acquired parts."],
        listingDate: ["2019-11-13"],
        startDate: ["2025-03-25"],
      },
    });
    expect(ftmFaults(ftm(entry))).toEqual([]);
  });

  test("of an address keeps its id when another address goes", () => {
    const addresses = ["Paris", "Lyon"].map((text) => ({ text, country: "FR" }));
    const ids = (kept: Entry["addresses"]) =>
      ftm(makeEntry({ name: "Alpha", addresses: kept }))
        .filter(({ schema }) => schema === "Address")
        .map(({ id }) => id);
    expect(ids(addresses.slice(1))).toEqual(ids(addresses).slice(1));
  });

  test("of an address-only entry is an Address, and its listing speaks of it", () => {
    const entities = ftm(makeEntry({ name: "Address 01", kind: "address" }));
    expect(entities.map(({ id, schema }) => [id, schema])).toEqual([
      ["entry_1", "Address"],
      ["entry_1-listing", "Sanction"],
    ]);
    expect(ftmFaults(entities)).toEqual([]);
  });

  test("of a subordinate is listed as well, and linked without saying how", () => {
    const subordinates = [{ name: "Alpha Institute", aliases: [{ name: "AI", type: "aka" }] }];
    const entities = ftm(
      makeEntry({ name: "Alpha", subordinates } as Partial<Entry> & { name: string }),
    );
    const [below] = entities.filter(({ schema }) => schema === "Organization");
    const listing = entities.at(-1);
    expect(below?.properties["alias"]).toEqual(["AI"]);
    expect(listing?.properties["entity"]).toEqual(["entry_1", below?.id]);
    expect(ftmFaults(entities)).toEqual([]);
  });

  test.each([
    ["Alpha Co., Ltd.", "Company"],
    ["Alpha Joint Stock Company (JSC Alpha)", "Company"],
    ["OOO Alpha", "Company"],
    ["Alpha GmbH", "Company"],
    ["Alpha LLC", "Company"],
    ["Alpha Ticaret Limited Sirketi", "Company"],
    ["Alpha Institute of Physics", "Organization"],
    ["Alpha University", "Organization"],
    ["Alpha Institute Technologies Ltd", "Company"],
    ["Alpha Group", "LegalEntity"],
    ["Ltd Alpha Brown", "LegalEntity"],
    ["Alpha Plant", "LegalEntity"],
    ["Ahmed Limited-Khan", "LegalEntity"],
  ])("named %s is a %s", (name, schema) => {
    expect(ftm(makeEntry({ name }))[0]?.schema).toBe(schema);
  });

  test("against the definitions is found out", () => {
    const [party, ...rest] = ftm(makeEntry({ name: "Alpha" }));
    const bad = (properties: Record<string, string[]>) =>
      ftmFaults([
        { ...party, properties: { ...party?.properties, ...properties } } as FtmEntity,
        ...rest,
      ]);
    expect(bad({ topics: ["nonsense"] })).toHaveLength(1);
    expect(bad({ birthDate: ["2020-01-01"] })).toHaveLength(1);
    expect(bad({ addressEntity: ["entry_1-listing"] })).toHaveLength(1);
    expect(bad({ name: [] })).toHaveLength(1);
  });

  test.skipIf(corpusPath("ecfr", "part744-2026-03-25.xml.gz") === null)(
    "of every entry of the real lists is as FollowTheMoney defines it",
    () => {
      const path = corpusPath("ecfr", "part744-2026-03-25.xml.gz") ?? "";
      const { lists } = parseSnapshot(decodeDocument(readFileSync(path)));
      const entries = lists.flatMap((list) => list.entries);
      const entities = entries.flatMap((entry, at) => ftm(entry, `entry_${at}`));
      expect(ftmFaults(entities)).toEqual([]);
      expect(entities.filter(({ schema }) => schema === "Sanction")).toHaveLength(entries.length);
    },
  );
});
