import { describe, expect, test } from "vitest";
import { PipelineError } from "../../src/model/errors.ts";
import { mintEntryId, mintPartyId } from "../../src/model/identity.ts";
import { executeRule } from "../../src/model/list/execute-rule.ts";
import { ListIndex } from "../../src/model/list/list-index.ts";
import { isReadWhole } from "../../src/model/reading/reading.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { corpusTest } from "../support/corpus.ts";
import { makeEntry } from "../support/make-entry.ts";
import { fc } from "../support/seeded.ts";

const STARS = "*         *         *         *         *";
const TERMS = `<ENT>For all items subject to the EAR. (See §§ 734.9(g),
  <SU>3</SU>
  744.21(b), and 746.8(a)(3) of the EAR)</ENT><ENT>Policy of denial</ENT>`;
const PLACEHOLDER = "<ENT>90 FR [INSERT FR PAGE NUMBER AND 3/28/2025].</ENT>";

const country = (name: string) =>
  `<ROW><ENT I="01">${name}</ENT><ENT A="03">  ${STARS}</ENT></ROW>`;
const entry = (cell: string) =>
  `<ROW><ENT I="22"> </ENT><ENT>${cell}</ENT>${TERMS}${PLACEHOLDER}</ROW>`;
const more = (cell: string) => `<ROW><ENT I="22"> </ENT><ENT>${cell}</ENT></ROW>`;

interface Parts {
  summary?: string;
  preamble?: string;
  instructions?: string;
  rows?: string;
}

function rule({ summary = "", preamble = "", instructions = "", rows = "" }: Parts): string {
  return `<RULE><PREAMB><AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<SUBAGY>Bureau of Industry and Security</SUBAGY><DEPDOC>[Docket No. 250324-0001]</DEPDOC><RIN>RIN 0694-AZ99</RIN>
<SUBJECT>Additions to the Entity List</SUBJECT><ACT><HD>ACTION:</HD><P>Final rule.</P></ACT>
<SUM><HD>SUMMARY:</HD><P>${summary}</P></SUM><EFFDATE><HD>DATES:</HD><P>This rule is effective March 25, 2025.</P></EFFDATE></PREAMB>
<SUPLINF><HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>${preamble}
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. The authority citation for part 744 continues to read as follows:</AMDPAR></REGTEXT>
<REGTEXT TITLE="15" PART="744"><AMDPAR>2. Supplement No. 4 to part 744 is amended:</AMDPAR>${instructions}
<GPOTABLE COLS="5"><BOXHD><CHED H="1"> </CHED></BOXHD><ROW><ENT I="22"> </ENT></ROW>
<ROW><ENT I="25">Country</ENT><ENT>Entity</ENT><ENT>License<LI>requirement</LI></ENT><ENT>License<LI>review policy</LI></ENT><ENT>Citation</ENT></ROW>
<ROW><ENT I="28">${STARS}</ENT></ROW>${rows}</GPOTABLE></REGTEXT></SUPLINF>
<FRDOC>[FR Doc. 2025-09999 Filed 3-25-25; 4:15 pm]</FRDOC></RULE>`;
}

const two = rule({
  summary:
    "By adding two entities under three entries to the Entity List, under the destinations of Canada (1) and China, People's Republic of (China) (2).",
  preamble: `<HD>Background</HD><P>The Entity List identifies entities for which there is reasonable cause to believe that they are involved in activities contrary to the national security of the United States, pursuant to § 744.11(b).</P>
<HD>Additions</HD><P>The ERC determined to add Blue Co., <PRTPAGE P="2"/> Ltd., under the destinations of Canada and China, and Red Works, under the destination of China, to the Entity List.</P>
<P>These entities are being added based on information that they supplied engines, under § 744.11 of the EAR. They are subject to § 734.9(g).</P>
<P>For the two entities added in this rule, BIS imposes a license requirement because of § 744.21.</P>
<HD>Notes</HD><P>These entities are contrary to the national security interest.</P>`,
  instructions: `<AMDPAR>a. Under CANADA, by adding in alphabetical order, an entry for “Blue Co., Ltd.”;</AMDPAR>
<AMDPAR>b. Under CHINA, PEOPLE'S REPUBLIC OF, by adding entries for “Blue Co., Ltd.” <E T="03">and “</E>
  Red Works”.</AMDPAR>`,
  rows: `${country("CANADA")}${entry("Blue Co., Ltd., a.k.a., the following one alias:<LI>—BCL.</LI>")}${more("5 Road, Toronto, Canada.")}
${country("CHINA, PEOPLE'S REPUBLIC OF")}${entry("Blue Co., Ltd., Beijing, China.")}<ROW><PRTPAGE P="3"/><ENT I="22"> </ENT><ENT>Red Works, 9<SU>th</SU> Road, Xi'an, China.</ENT>${TERMS}${PLACEHOLDER}</ROW>`,
});

describe("a rule", () => {
  const { rule: read, rows, tally, quarantine } = parseRule(two);

  test("has its metadata", () => {
    expect(read).toMatchObject({
      documentNumber: "2025-09999",
      title: "Additions to the Entity List",
      type: "Rule",
      action: "Final rule.",
      docketIds: ["Docket No. 250324-0001"],
      rins: ["0694-AZ99"],
      filedAt: "2025-03-25",
      publicationDate: "2025-03-28",
      effectiveOn: "2025-03-25",
      effectiveAt: null,
      effectiveNote: "This rule is effective March 25, 2025.",
      lists: ["EL"],
      stage: "published",
      problems: [],
    });
  });

  test("accounts for every row of its tables", () => {
    expect(rows).toEqual([[5, 6], [8], [9]]);
    expect(tally).toEqual({
      rows: 9,
      entries: 3,
      continuations: 1,
      headings: 5,
      reserved: 0,
      quarantined: 0,
    });
    expect(quarantine).toEqual([]);
    expect(read.entries[0]).toMatchObject({
      name: "Blue Co., Ltd.",
      country: "CA",
      aliases: [{ name: "BCL", type: "aka" }],
      addresses: [{ text: "5 Road, Toronto, Canada", country: "CA" }],
      licenseRequirement: { sections: ["734.9(g)", "744.21(b)", "746.8(a)(3)"], footnotes: [3] },
      citations: [{ volume: 90, page: null, date: "2025-03-28" }],
    });
    expect(read.entries[2]?.addresses).toEqual([{ text: "9th Road, Xi'an, China", country: "CN" }]);
  });

  test("gives each instruction its rows and compares its claims with them", () => {
    expect(
      read.amendments.map(({ op, destination, names, entryIndexes }) => [
        op,
        destination,
        names,
        entryIndexes,
      ]),
    ).toEqual([
      ["add", "CANADA", ["Blue Co., Ltd."], [0]],
      ["add", "CHINA, PEOPLE'S REPUBLIC OF", ["Blue Co., Ltd.", "Red Works"], [1, 2]],
    ]);
    expect(read.claims?.added).toMatchObject({ entities: 2, entries: 3 });
    expect(read.claimsAgree).toBe(true);
  });

  test("takes the reason from the paragraph after the names, not from terms or background", () => {
    expect(read.justifications).toEqual([
      {
        names: ["Blue Co., Ltd.", "Red Works"],
        entryIndexes: [0, 1, 2],
        text: "These entities are being added based on information that they supplied engines, under § 744.11 of the EAR. They are subject to § 734.9(g).",
        sections: ["744.11"],
        footnotes: [],
        licenseReviewPolicy: null,
      },
    ]);
  });

  test("takes the metadata before its XML", () => {
    const metadata = {
      documentNumber: "2025-10000",
      title: "T",
      type: "Rule",
      action: null,
      citation: "90 FR 14046",
      publicationDate: "2025-03-29",
      effectiveOn: null,
      docketIds: [],
      rins: [],
      url: "https://example.test/d",
      stage: "published",
    } as const;
    expect(parseRule(two, metadata).rule).toMatchObject({
      documentNumber: "2025-10000",
      citation: "90 FR 14046",
      publicationDate: "2025-03-29",
      effectiveOn: "2025-03-25",
      url: "https://example.test/d",
      docketIds: [],
    });
  });
});

describe("a mismatch", () => {
  const problems = (parts: Parts) => parseRule(rule(parts)).rule.problems.map(({ code }) => code);
  const amdpar = (text: string) => `<AMDPAR>${text}</AMDPAR>`;

  test("a name without a row, and a row without an instruction", () => {
    const instructions = amdpar("a. Under CANADA, by adding entries for “Blue” and “Green”;");
    expect(problems({ instructions, rows: country("CANADA") + entry("Blue, Canada.") })).toEqual([
      "name/without-row",
    ]);
    expect(
      problems({
        instructions,
        rows:
          country("CANADA") +
          ["Blue", "Green", "Red"].map((name) => entry(`${name}, Canada.`)).join(""),
      }),
    ).toEqual(["row/without-instruction"]);
  });

  test("a claim that the rows contradict", () => {
    const { rule: read } = parseRule(
      rule({
        summary: "By adding two entities to the Entity List under the destination of Canada.",
        instructions: amdpar("a. Under CANADA, by adding an entry for “Blue”;"),
        rows: country("CANADA") + entry("Blue, Canada."),
      }),
    );
    expect(read.claimsAgree).toBe(false);
    expect(read.problems.map(({ message }) => message)).toEqual([
      "the summary claims 2 entities, but 1 were read as added",
      "the summary claims 2 under Canada, but 1 were read as added",
    ]);
  });

  test("a revision under a destination with additions takes the row it names, or the one left", () => {
    const instructions =
      amdpar("a. Under IRAN, by adding an entry for “Blue”;") +
      amdpar("b. Under IRAN, by revising the entry for “Red Trading”;");
    const { rule: read } = parseRule(
      rule({
        instructions,
        rows: country("IRAN") + entry("Blue, Iran.") + entry("Red Works, Iran."),
      }),
    );
    expect(read.amendments.map(({ op, entryIndexes }) => [op, entryIndexes])).toEqual([
      ["add", [0]],
      ["revise", [1]],
    ]);
    expect(read.problems).toEqual([]);
  });

  test("rows are in the order of the names, a row with a new name included", () => {
    const instructions = amdpar("a. Under IRAN, by revising the entries for “Old” and “Red”;");
    const rows = country("IRAN") + entry("New, Iran.") + entry("Red, Iran.");
    const { rule: read } = parseRule(rule({ instructions, rows }));
    expect(read.amendments.map(({ entryIndexes }) => entryIndexes)).toEqual([[0, 1]]);
    expect(read.problems).toEqual([]);
  });

  test("a name takes no row that prints a longer name", () => {
    const instructions =
      amdpar("a. Under IRAN, by adding an entry for “Blue”;") +
      amdpar("b. Under IRAN, by revising the entry for “Blue Works”;");
    const rows = country("IRAN") + entry("Blue Works, Iran.") + entry("Blue, Iran.");
    const { rule: read } = parseRule(rule({ instructions, rows }));
    expect(read.amendments.map(({ entryIndexes }) => entryIndexes)).toEqual([[1], [0]]);
  });

  test("an instruction that only counts takes the rows under its destination", () => {
    const instructions = amdpar(
      "(1) Adding in alphabetical order under Iran, two Iranian entities;",
    );
    const rows = country("IRAN") + entry("Blue, Iran.") + entry("Red, Iran.");
    expect(parseRule(rule({ instructions, rows })).rule.amendments[0]?.entryIndexes).toEqual([
      0, 1,
    ]);
    expect(problems({ instructions, rows: country("IRAN") + entry("Blue, Iran.") })).toEqual([
      "name/without-row",
    ]);
  });

  test("an instruction that counts less than the table holds takes none of its rows", () => {
    const instructions = amdpar("(1) Adding under Iran, one Iranian entity;");
    const rows = country("IRAN") + entry("Blue, Iran.") + entry("Red, Iran.");
    const { rule: read } = parseRule(rule({ instructions, rows }));
    expect(read.amendments[0]?.entryIndexes).toEqual([]);
    expect(read.problems.map(({ code }) => code)).toEqual([
      "name/without-row",
      "row/without-instruction",
      "row/without-instruction",
    ]);
  });

  test("counts of additions and of revisions under one destination are separated by the rows' citations", () => {
    const instructions =
      amdpar("(1) Adding under Iran, one Iranian entity;") +
      amdpar("(2) Revising under Iran, one Iranian entity;");
    const old = entry("Blue, Iran.").replace("<ENT>90 FR", "<ENT>76 FR 100, 1/2/11. 90 FR");
    const read = (rows: string) =>
      parseRule(rule({ instructions, rows: country("IRAN") + rows })).rule;
    const both = read(old + entry("Red, Iran."));
    expect(both.problems).toEqual([]);
    expect(both.amendments.map(({ op, entryIndexes }) => [op, entryIndexes])).toEqual([
      ["add", [1]],
      ["revise", [0]],
    ]);
    const neither = read(entry("Blue, Iran.") + entry("Red, Iran."));
    expect(neither.amendments.map(({ entryIndexes }) => entryIndexes)).toEqual([[], []]);
    expect(neither.problems).toHaveLength(4);
  });

  test("a count that differs from the number of names", () => {
    const instructions = amdpar("a. Under IRAN, by adding two Iranian entities, “Blue”;");
    expect(problems({ instructions, rows: country("IRAN") + entry("Blue, Iran.") })).toEqual([
      "instruction/miscounted",
    ]);
  });

  test("one name under two destinations has a row under each", () => {
    const instructions =
      amdpar("a. Under CANADA, by adding an entry for “Blue”;") +
      amdpar("b. Under IRAN, by adding entries for “Blue” and “Red”;");
    const rows = `${country("CANADA")}${entry("Blue, Canada.")}${country("IRAN")}${entry("Blue, Iran.")}${entry("Red, Iran.")}`;
    const { rule: read } = parseRule(rule({ instructions, rows }));
    expect(read.problems).toEqual([]);
    expect(read.amendments.map(({ entryIndexes }) => entryIndexes)).toEqual([[0], [1, 2]]);
    // The row of one name stands under the other destination: the reader does not guess.
    const wrong = rows.replace(country("IRAN"), "");
    expect(problems({ instructions, rows: wrong })).toEqual([
      "name/without-row",
      "name/without-row",
      "row/without-instruction",
      "row/without-instruction",
    ]);
  });

  test("a name that is the start of another takes its own row, or none of several", () => {
    const instructions = amdpar("a. Under IRAN, by adding entries for “Blue” and “Blue Works”;");
    const blue = parseRule(
      rule({
        instructions,
        rows: country("IRAN") + entry("Blue Works, Iran.") + entry("Blue, Iran."),
      }),
    ).rule;
    expect(blue.problems).toEqual([]);
    expect(blue.amendments[0]?.entryIndexes).toEqual([1, 0]);
    const rows = country("IRAN") + entry("Blue East, Iran.") + entry("Blue West, Iran.");
    const one = amdpar("a. Under IRAN, by adding an entry for “Blue”;");
    expect(problems({ instructions: one, rows })).toEqual([
      "name/without-row",
      "row/without-instruction",
      "row/without-instruction",
    ]);
  });

  test("a row left over is not a new name if two instructions may take it", () => {
    const instructions =
      amdpar("a. Under IRAN, by adding an entry for “Blue”;") +
      amdpar("b. Under IRAN, by revising the entry for “Red”;");
    expect(problems({ instructions, rows: country("IRAN") + entry("Green, Iran.") })).toEqual([
      "name/without-row",
      "name/without-row",
      "row/without-instruction",
    ]);
  });

  test("a redesignated entry has its row under the new destination", () => {
    const instructions = amdpar(
      "a. Redesignating the entry for “Blue” under HONG KONG as an entry under CHINA;",
    );
    const { rule: read } = parseRule(
      rule({ instructions, rows: country("CHINA") + entry("Blue, Kowloon, Hong Kong.") }),
    );
    expect(read.problems).toEqual([]);
    expect(read.amendments).toMatchObject([
      { op: "redesignate", destination: "HONG KONG", names: ["Blue"], entryIndexes: [0] },
    ]);
  });

  test("a list's table below an instruction about something else is a problem", () => {
    const document = rule({ rows: country("IRAN") + entry("Blue, Iran.") }).replace(
      "Supplement No. 4 to part 744 is amended:",
      "Section 744.11 is amended by revising paragraph (a) to read as follows:",
    );
    const { rule: read } = parseRule(document);
    expect(read.entries).toEqual([]);
    expect(read.problems).toMatchObject([
      { code: "table/without-instruction", text: expect.stringContaining("Blue, Iran.") },
    ]);
  });

  test("a removal has names and reasons, but no rows", () => {
    const { rule: read } = parseRule(
      rule({
        summary: "By removing one entity from the Entity List under the destination of Turkey.",
        preamble:
          "<P>The ERC determined to remove Blue Şirketi in Turkey from the Entity List based on information received pursuant to § 744.16 (e) of the EAR.</P>",
        instructions: amdpar("a. Under TURKEY, by removing the entry for “Blue Şirketi”."),
      }),
    );
    expect(read.amendments).toMatchObject([
      { op: "remove", names: ["Blue Şirketi"], entryIndexes: [] },
    ]);
    expect(read.justifications).toMatchObject([
      { names: ["Blue Şirketi"], entryIndexes: [], sections: ["744.16(e)"] },
    ]);
    expect(read.claimsAgree).toBe(true);
  });
});

describe("an instruction without its text, as in 89 FR 96836", () => {
  // The eCFR: "these amendments could not be incorporated because no text was supplied".
  const { rule: read, rows } = parseRule(
    rule({
      summary:
        "By adding two entities to the Entity List, under the destinations of China (1) and Iran (1). This final rule also modifies one existing entry under the destination of China.",
      instructions: `<AMDPAR>a. Under CHINA, PEOPLE'S REPUBLIC OF, by adding in alphabetical order an entry for “A Limited” and by revising the entry for “B (Group) Co., Ltd.”;</AMDPAR>
<AMDPAR>b. Under IRAN, by adding an entry for “Blue”; and</AMDPAR>
<AMDPAR>c. Under TURKEY, by removing the entry for “Red”.</AMDPAR>`,
      rows: country("IRAN") + entry("Blue, Tehran, Iran."),
    }),
  );

  test("is a problem that names the missing entries", () => {
    expect(read.problems.filter(({ code }) => code === "name/without-row")).toEqual(
      [/“A Limited”, which the rule adds/, /“B \(Group\) Co., Ltd.”, which the rule revises/].map(
        (message) => ({
          code: "name/without-row",
          message: expect.stringMatching(message),
          text: expect.stringMatching(/^a\. Under CHINA/),
        }),
      ),
    );
    expect(read.entries.map(({ name }) => name)).toEqual(["Blue"]);
    expect(read.amendments.map(({ op, entryIndexes }) => [op, entryIndexes])).toEqual([
      ["add", []],
      ["revise", []],
      ["add", [0]],
      ["remove", []],
    ]);
  });

  test("contradicts the claims of the rule", () => {
    expect(read.claimsAgree).toBe(false);
  });

  test("changes no entry, and the others are executed", () => {
    const listed = [
      makeEntry({ name: "B (Group) Co., Ltd.", destination: "CHINA", country: "CN" }),
      makeEntry({ name: "Red", destination: "TURKEY", country: "TR" }),
    ].map((entry) => ({
      entryId: mintEntryId(entry, 0),
      partyId: mintPartyId(entry),
      version: 1,
      versions: 1,
      listed: true,
      entry,
      pending: [],
    }));
    const index = new ListIndex("EL", "2025-03-24", listed);
    const { changes, problems } = executeRule(read, rows, index);
    expect(problems).toEqual([]);
    expect(changes.map(({ op, before, after }) => [op, (after ?? before)?.name])).toEqual([
      ["added", "Blue"],
      ["removed", "Red"],
    ]);
  });
});

describe("other documents", () => {
  test("that amend no list are read, too", () => {
    const { rule: read, tally } = parseRule(
      `<RULE><PREAMB><AGENCY>Bureau of Industry and Security</AGENCY><SUBJECT>Controls on adding entities</SUBJECT><SUM><HD>S</HD><P>This rule mentions the Entity List.</P></SUM></PREAMB>
<REGTEXT TITLE="15" PART="774"><AMDPAR>1. Supplement No. 1 to part 774 is amended by adding “0A501”.</AMDPAR><GPOTABLE><ROW><ENT>A</ENT><ENT>B</ENT></ROW></GPOTABLE></REGTEXT>
<FRDOC>[FR Doc. 2026-00001 Filed 1-2-26; 8:45 am]</FRDOC></RULE>`,
    );
    expect(read).toMatchObject({
      amendments: [],
      entries: [],
      lists: [],
      claims: null,
      claimsAgree: null,
      problems: [],
    });
    expect(tally.rows).toBe(0);
  });

  test("without a number are refused, as are snapshots", () => {
    const code = expect.objectContaining({ code: "parse/wrong-kind" });
    expect(() => parseRule("<RULE><P>A fragment.</P></RULE>")).toThrow(code);
    expect(() => parseRule("<DIV5/>")).toThrow(code);
  });

  test("in any mutilation give one clear error or a tally that adds up", () => {
    const mutation = fc.record({
      at: fc.nat(two.length),
      cut: fc.nat(120),
      put: fc.constantFrom("", "<ROW>", "<ENT>", "“", "&", "</P>", "Under IRAN"),
    });
    fc.assert(
      fc.property(mutation, ({ at, cut, put }) => {
        try {
          const { tally, rule: read } = parseRule(two.slice(0, at) + put + two.slice(at + cut));
          expect(tally.entries).toBe(read.entries.length);
          expect(
            tally.entries +
              tally.continuations +
              tally.headings +
              tally.reserved +
              tally.quarantined,
          ).toBe(tally.rows);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a name that its instruction quotes", () => {
  const named = (quoted: string, cell: string, verb = "adding an entry for") => {
    const text = rule({
      instructions: `<AMDPAR>a. Under TURKEY, by ${verb} “${quoted}”.</AMDPAR>`,
      rows: `${country("TURKEY")}${entry(cell)}`,
    });
    const { rule: read } = parseRule(text);
    expect(read.problems).toEqual([]);
    expect(read.amendments).toMatchObject([{ names: [quoted], entryIndexes: [0] }]);
    return read.entries[0];
  };

  test.each([
    ["Foo, Bar Holding", "Foo, Bar Holding, 4 New Street, Ankara, Turkey."],
    ["Foo; Bar Holding", "Foo; Bar Holding, 4 New Street, Ankara, Turkey."],
    ["Foo, Bar Holding", "Foo, Bar Holding; 4 New Street, Ankara, Turkey."],
    ["Foo, Bar Holding", "Foo, Bar Holding<LI>4 New Street, Ankara, Turkey.</LI>"],
    ["Foo, Bar Holding", "Foo, Bar Holding. 4 New Street, Ankara, Turkey."],
  ])("%s, is complete: %s", (quoted, cell) => {
    expect(named(quoted, cell)).toMatchObject({
      name: quoted,
      aliases: [],
      addresses: [{ text: "4 New Street, Ankara, Turkey", country: "TR" }],
      flags: ["name-quoted"],
    });
  });

  test("is complete if the row announces aliases after it", () => {
    const cell =
      "Foo, Bar Holding, a.k.a., the following one alias:<LI>—FBH.</LI><LI>4 New Street, Ankara, Turkey.</LI>";
    expect(named("Foo, Bar Holding", cell)).toMatchObject({
      name: "Foo, Bar Holding",
      aliases: [{ name: "FBH" }],
      addresses: [{ text: "4 New Street, Ankara, Turkey" }],
      flags: [],
    });
  });

  test.each([
    // The quotation of a revision may include the address.
    ["Foo, 4 New Street", "Foo, 4 New Street, Ankara, Turkey.", "Foo"],
    ["Foo, Ankara", "Foo, Ankara, Turkey.", "Foo"],
    ["Foo, New Road", "Foo, New Road, Ankara, Turkey.", "Foo"],
    // It ends within a word, or before its legal form.
    ["Foo, Bar", "Foo, Barracks, 4 New Street, Ankara, Turkey.", "Foo"],
    ["Foo, Bar", "Foo, Bar, Ltd., 4 New Street, Ankara, Turkey.", "Foo"],
  ])("%s, is not certain: %s", (quoted, cell, name) => {
    const text = rule({
      instructions: `<AMDPAR>a. Under TURKEY, by revising the entry for “${quoted}”.</AMDPAR>`,
      rows: `${country("TURKEY")}${entry(cell)}`,
    });
    expect(parseRule(text).rule.entries).toMatchObject([{ name, flags: [] }]);
  });

  test("under another destination is not used here", () => {
    const text = rule({
      instructions: `<AMDPAR>a. Under TURKEY, by adding an entry for “Foo”.</AMDPAR>
<AMDPAR>b. Under CANADA, by adding an entry for “Foo, Bar Holding”.</AMDPAR>`,
      rows: `${country("CANADA")}${entry("Foo, Bar Holding, 4 New Street, Toronto, Canada.")}
${country("TURKEY")}${entry("Foo, Bar Holding, 4 New Street, Ankara, Turkey.")}`,
    });
    expect(parseRule(text).rule.entries.map(({ name }) => name)).toEqual([
      "Foo, Bar Holding",
      "Foo",
    ]);
  });

  test("with a semicolon inside quotation marks is found without the instruction", () => {
    expect(
      named(
        "Nested “Inner; Quote” Co.",
        "Nested “Inner; Quote” Co., 4 New Street, Ankara, Turkey.",
      ),
    ).toMatchObject({
      name: "Nested “Inner; Quote” Co.",
      addresses: [{ text: "4 New Street, Ankara, Turkey" }],
      flags: [],
    });
  });
});

corpusTest("the rule 2023-03929 is read as it counts itself", "fr/2023-03929.xml", (bytes) => {
  const { rule: read } = parseRule(decodeDocument(bytes));
  expect(read).toMatchObject({
    documentNumber: "2023-03929",
    filedAt: "2023-02-24",
    publicationDate: "2023-02-27",
    effectiveOn: "2023-02-24",
    claimsAgree: true,
    problems: [],
  });
  expect(read.entries.map(({ country: code, name }) => `${code} ${name}`)).toEqual([
    "CA CPUNTO Inc.",
    "CA Electronic Network Inc.",
    "CN AOOK Technology Ltd.",
    "CN Beijing Ti-Tech Science and Technology Development Co.",
    "CN Beijing Yunze Technology Co., Ltd.",
    "CN China HEAD Aerospace Technology Co.",
    "CN Spacety Co., Ltd.",
    "FR China HEAD Aerospace Technology Co.",
    "LU Spacety Co., Ltd.",
    "NL China HEAD Aerospace Technology Co.",
    "RU Dexias Industrial Products and Trade Limited Company",
    "RU Innovation and Technologies LLC",
    "RU Promtekhkomplekt JSC",
  ]);
  expect(
    read.entries.filter(
      ({ aliases, addresses, flags }) =>
        aliases.length === 0 || addresses.length === 0 || flags.length > 0,
    ),
  ).toEqual([]);
  expect(
    read.entries.filter(({ licenseRequirement: terms }) => terms?.footnotes.join() !== "3"),
  ).toEqual([]);
  expect(
    read.amendments.map(({ op, list, entryIndexes }) => [op, list, entryIndexes.length]),
  ).toEqual([2, 5, 1, 1, 1, 3].map((count) => ["add", "EL", count]));
  expect(read.claims?.added).toMatchObject({ entities: 10, entries: 13 });
  expect(read.claims?.added?.destinations).toHaveLength(6);
  expect(read.justifications.map(({ sections }) => sections)).toEqual([
    ["744.11", "744.21"],
    ["744.11", "744.21"],
  ]);
  expect(new Set(read.justifications.flatMap(({ entryIndexes }) => entryIndexes)).size).toBe(13);
});

test("a reason without parties is a problem, but entries do not wait for it", () => {
  const reading = parseRule(
    two.replace(
      /<P>These entities are being added based on .*?<\/P>/,
      "<P>The ERC determined to add one entity under the destination of China because it supplied engines.</P>",
    ),
  );
  expect(reading.rule.problems.map(({ code }) => code)).toEqual(["reason/without-party"]);
  expect(isReadWhole(reading)).toBe(true);
});
