import { describe, expect, test } from "vitest";
import type { Claims } from "../../src/model/reading/rule.ts";
import { readClaims as read } from "../../src/parsers/claims/claims.ts";
import { readAbstracts, readClaimsTable } from "../support/abstracts.ts";
import { describeClaims } from "../support/describe-claims.ts";

const ABSTRACTS = readAbstracts();

/** Reads claims that are fully understood. */
function readClaims(summary: string, title: string): Claims | null {
  const { claims, problems } = read(summary, title);
  expect(problems).toEqual([]);
  return claims;
}

const on = (destination: string, country: string, count: number | null) => ({
  destination,
  country,
  count,
});

describe("a summary", () => {
  test("that is longer than any of BIS is not read, and that is a problem", () => {
    const summary = `This rule adds one entity to the Entity List.${" removing".repeat(2_300)}`;
    const { claims, problems } = read(summary, "");
    expect(claims).toBeNull();
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      [
        "claim/unread",
        "a count in the summary was not understood: it is longer than 20000 characters",
      ],
    ]);
    expect(read(summary.replace("Entity List", "register"), "").problems).toEqual([]);
  });

  test("counts entities, entries and destinations", () => {
    const claims = readClaims(
      "The agency amends the rules by adding forty-two entities under forty-four entries to the Entity List. These are listed under the destinations of Armenia (3), China, People's Republic of (China) (1), India (1) Panama (2), and the United Arab Emirates (UAE) (37).",
      "",
    );
    expect(claims?.added).toEqual({
      entities: 42,
      entries: 44,
      addresses: null,
      destinations: [
        on("Armenia", "AM", 3),
        on("China, People's Republic of", "CN", 1),
        on("India", "IN", 1),
        on("Panama", "PA", 2),
        on("United Arab Emirates", "AE", 37),
      ],
    });
    expect(claims?.revised).toBeNull();
  });

  test("keeps what it adds, modifies and removes apart", () => {
    const claims = readClaims(
      "By adding 70 entities to the Entity List, under the destinations of China, People's Republic of (China) (68) and Iran (2). This rule also modifies four existing entries, under France (1), Iran (1), Senegal (1), and the United Kingdom (1). This rule removes one entity under the destination of the UAE.",
      "",
    );
    expect(claims?.added).toMatchObject({ entities: 70, entries: null });
    expect(claims?.revised).toMatchObject({ entities: null, entries: 4 });
    expect(claims?.revised?.destinations.map(({ country }) => country)).toEqual([
      "FR",
      "IR",
      "SN",
      "GB",
    ]);
    expect(claims?.removed).toEqual({
      entities: 1,
      entries: null,
      addresses: null,
      destinations: [on("UAE", "AE", 1)],
    });
  });

  test.each([
    ["adding thirty-three (33) persons to the Unverified List", 33, null],
    ["adding 91 new entities to the Entity List", 91, null],
    ["adding 11 entries to the Entity List", null, 11],
    ["adding 29 entries (26 entities and 3 addresses) to the Entity List", 26, 29],
  ])("%s", (text, entities, entries) => {
    expect(readClaims(`Amends the rules by ${text}.`, "")?.added).toMatchObject({
      entities,
      entries,
    });
  });

  test("that lists destinations without counts claims them, and no count", () => {
    const text =
      "Adding fourteen entities to the Entity List, under the destinations of Germany, Russia, and Switzerland.";
    expect(readClaims(text, "")?.added?.destinations).toEqual([
      on("Germany", "DE", null),
      on("Russia", "RU", null),
      on("Switzerland", "CH", null),
    ]);
  });

  test("may count each destination by itself", () => {
    const text =
      "Revises five entries on the Entity List, one each under the destinations of France and the United Kingdom, and three entries under Iran.";
    expect(readClaims(text, "")?.revised?.destinations).toEqual([
      on("France", "FR", 1),
      on("United Kingdom", "GB", 1),
      on("Iran", "IR", 3),
    ]);
  });

  test("that repeats a claim makes it once", () => {
    const text =
      "By modifying one entity on the Entity List. This rule modifies one entity on the Entity List under the destination of Russia.";
    expect(readClaims(text, "")?.revised).toEqual({
      entities: 1,
      entries: null,
      addresses: null,
      destinations: [on("Russia", "RU", 1)],
    });
  });

  test("of removed addresses claims no removal", () => {
    const text =
      "Revises the rules by removing two addresses associated with Blue Co., Ltd. from the Entity List under the destination of China.";
    expect(readClaims(text, "")).toBeNull();
  });

  test("of another list, or of no list, claims nothing", () => {
    expect(readClaims("This update adds three entities to the UFLPA Entity List.", "")).toBeNull();
    expect(readClaims("Adding three entries to the Commerce Control List.", "")).toBeNull();
  });
});

test.each([
  ["removes two entities and one address, under China", { entities: 2, addresses: 1 }],
  ["removes an entity from the Military-End User List under China", { entities: 1 }],
])("%s", (text, counts) => {
  expect(readClaims(`This rule ${text}.`, "The Entity List")?.removed).toMatchObject(counts);
});

test("an act of another rule is no claim of this rule", () => {
  const text =
    "This rule corrects two existing entries on the Entity List. That final rule amended it by adding five entities to the Entity List.";
  expect(readClaims(text, "")).toMatchObject({
    lists: ["EL"],
    added: null,
    revised: { entries: 2 },
  });
});

test("counts of several lists are separate, and the first list gives the overall counts", () => {
  const claims = readClaims(
    "This rule adds one entity to the Entity List and removes two entities from the Military End-User (MEU) List. This rule also adds three entities to the MEU List.",
    "",
  );
  expect(claims?.lists).toEqual(["EL", "MEU"]);
  expect(claims?.byList).toMatchObject([
    { list: "EL", added: { entities: 1 }, removed: null },
    { list: "MEU", added: { entities: 3 }, removed: { entities: 2 } },
  ]);
  expect(claims).toMatchObject({ added: { entities: 1 }, removed: { entities: 2 } });
});

describe.skipIf(ABSTRACTS === null)("76 real abstracts (skips without the corpus)", () => {
  const expected = readClaimsTable();
  const abstracts = ABSTRACTS ?? [];

  test("are all in the table", () => {
    const numbers = abstracts.map(({ documentNumber }) => documentNumber);
    expect([...expected.keys()].sort()).toEqual(numbers.sort());
    expect(expected.size).toBe(76);
  });

  test.each(abstracts)("$documentNumber", ({ documentNumber, title, abstract }) => {
    expect(describeClaims(readClaims(abstract, title))).toEqual(expected.get(documentNumber));
  });
});
