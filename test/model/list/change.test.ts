import { describe, expect, test } from "vitest";
import { classOf, diffEntries } from "../../../src/model/list/change.ts";
import { cite, makeEntry } from "../../support/make-entry.ts";
import { fc } from "../../support/seeded.ts";

const dart = makeEntry({ name: "Dart Aviation", aliases: [{ name: "SARL IEAS", type: "aka" }] });

describe("the difference between two readings of an entry", () => {
  test("is empty for equal readings", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, aliases) => {
        const entry = makeEntry({
          name,
          aliases: aliases.map((alias) => ({ name: alias, type: "aka" as const })),
        });
        expect(diffEntries(entry, structuredClone(entry))).toEqual([]);
      }),
    );
  });

  test("an added alias is substantive, and named", () => {
    const after = {
      ...dart,
      aliases: [...dart.aliases, { name: "Almo Aero", type: "aka" as const }],
    };
    expect(diffEntries(dart, after)).toEqual([
      {
        field: "aliases",
        class: "substantive",
        added: [{ name: "Almo Aero", type: "aka" }],
        removed: [],
      },
    ]);
  });

  test("an address with another capital letter is editorial", () => {
    const before = { ...dart, addresses: [{ text: "3, rue de la Janaie", country: "FR" }] };
    const after = { ...dart, addresses: [{ text: "3, Rue de la Janaie", country: "FR" }] };
    expect(classOf(diffEntries(before, after))).toBe("editorial");
  });

  test.each([
    ["2 Kirova, Moscow", "RU", "2 Kirova, Moscow, Russia", "RU", "editorial"],
    ["2 Kirova, Moscow, Russian Federation", "RU", "2 Kirova, Moscow, Russia", "RU", "editorial"],
    ["2 Kirova, Simferopol", "RU", "2 Kirova, Simferopol, Crimea", "UA", "substantive"],
    ["9 Queen's Road", "CN", "9 Queen's Road, Hong Kong", "HK", "substantive"],
    ["2 Kirova", "RU", "2 Kirova, Moscow", "RU", "substantive"],
  ])("%s (%s) and %s (%s): %s", (text, country, other, otherCountry, expected) => {
    const before = { ...dart, addresses: [{ text, country }] };
    const after = { ...dart, addresses: [{ text: other, country: otherCountry }] };
    expect(classOf(diffEntries(before, after))).toBe(expected);
  });

  test("an address that differs in one digit is substantive", () => {
    const after = { ...dart, addresses: [{ text: "2 Rue Haute, Paris, France", country: "FR" }] };
    const [change] = diffEntries(dart, after);
    expect(change).toMatchObject({ field: "addresses", class: "substantive" });
    expect(change?.added).toHaveLength(1);
    expect(change?.removed).toHaveLength(1);
  });

  test("an appended citation alone has the class citation", () => {
    const after = { ...dart, citations: [...dart.citations, cite("2025-03-28", null)] };
    const changes = diffEntries(dart, after);
    expect(changes).toMatchObject([{ field: "citations", class: "citation" }]);
    expect(changes[0]?.added).toEqual([cite("2025-03-28", null)]);
  });

  test("a page that becomes known has the class citation, and nothing is added", () => {
    const before = { ...dart, citations: [cite("2025-03-28", null)] };
    const after = { ...dart, citations: [cite("2025-03-28", 14035)] };
    const [change] = diffEntries(before, after);
    expect(change).toMatchObject({ field: "citations", class: "citation" });
    expect(change?.added).toBeUndefined();
  });

  test.each([
    ["sections", { sections: ["744.11", "744.21"] }],
    ["footnotes", { footnotes: [4] }],
    ["scope", { scope: "specified" as const }],
    ["conditions", { conditions: "except for crude oil" }],
  ])("a license requirement with other %s is substantive", (_what, part) => {
    const requirement = dart.licenseRequirement;
    if (requirement === null) throw new Error("the fixture has a license requirement");
    const after = { ...dart, licenseRequirement: { ...requirement, ...part } };
    expect(classOf(diffEntries(dart, after))).toBe("substantive");
  });

  test("a license requirement with another bracket is editorial", () => {
    const requirement = dart.licenseRequirement;
    if (requirement === null) throw new Error("the fixture has a license requirement");
    const text = "For all items subject to the EAR (See § 744.11 of the EAR)";
    const after = { ...dart, licenseRequirement: { ...requirement, text } };
    expect(classOf(diffEntries(dart, after))).toBe("editorial");
  });

  const requirement = makeEntry({ name: "x" }).licenseRequirement;
  const policy = makeEntry({ name: "x" }).licenseReviewPolicy;
  if (requirement === null || policy === null) throw new Error("the fixture has both columns");
  const specified = { ...requirement, scope: "specified" as const };

  test.each([
    [
      "items specified in a license requirement",
      { licenseRequirement: { ...specified, text: "For all items on the CCL" } },
      { licenseRequirement: { ...specified, text: "For items of ECCN 9A991" } },
    ],
    [
      "words of a policy of no known standard",
      { licenseReviewPolicy: { ...policy, kind: "none" as const, text: "Approved if civil" } },
      { licenseReviewPolicy: { ...policy, kind: "none" as const, text: "Denied if military" } },
    ],
    [
      "words around a section",
      { licenseReviewPolicy: { ...policy, kind: "by-section" as const, text: "See § 744.2" } },
      {
        licenseReviewPolicy: {
          ...policy,
          kind: "by-section" as const,
          text: "See § 744.2, but for food",
        },
      },
    ],
    [
      "alias type",
      { aliases: [{ name: "SARL IEAS", type: "aka" as const }] },
      { aliases: [{ name: "SARL IEAS", type: "fka" as const }] },
    ],
    ["sign in a name", { name: "Lab C+" }, { name: "Lab C" }],
  ])("other %s are substantive", (_what, before, after) => {
    expect(classOf(diffEntries({ ...dart, ...before }, { ...dart, ...after }))).toBe("substantive");
  });

  test.each([
    ["Lab C+", "LAB C +"],
    ["Alpha & Sons", "Alpha&Sons,"],
    ["½ Rue Haute", "1/2 rue haute"],
  ])("the name %s spelled %s is editorial", (before, after) => {
    const changes = diffEntries({ ...dart, name: before }, { ...dart, name: after });
    expect(classOf(changes)).toBe("editorial");
  });

  test("text that parses to the same values is editorial, and kept with before and after", () => {
    const after = { ...dart, raw: `${dart.raw}\n` };
    expect(diffEntries(dart, after)).toEqual([
      { field: "raw", class: "editorial", before: dart.raw, after: `${dart.raw}\n` },
    ]);
  });

  test("the most important class is the change's class", () => {
    const after = {
      ...dart,
      name: "Dart Aviation Group",
      citations: [...dart.citations, cite("2025-03-28")],
    };
    expect(classOf(diffEntries(dart, after))).toBe("substantive");
  });

  test("two addresses of one text count as two", () => {
    const [address] = dart.addresses;
    if (address === undefined) throw new Error("the fixture has an address");
    const changes = diffEntries(dart, { ...dart, addresses: [address, address] });
    expect(changes).toMatchObject([{ field: "addresses", added: [address], removed: [] }]);
  });
});
