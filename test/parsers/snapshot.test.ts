import { describe, expect, test } from "vitest";
import { PipelineError } from "../../src/model/errors.ts";
import type { ListReading } from "../../src/model/reading/reading.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusTest } from "../support/corpus.ts";
import { fc } from "../support/seeded.ts";

const TERMS = [
  "For all items subject to the EAR. (See § 744.11 of the EAR)",
  "Presumption of denial",
];
const CITED = "90 FR 100, 1/2/25.";

const row = (...cells: string[]) =>
  `<TR>${cells.map((cell) => `<TD>${cell}</TD>`).join("")}</TR>\n`;
const full = (destination: string, entity: string) => row(destination, entity, ...TERMS, CITED);

const HEADINGS: Readonly<Record<number, string>> = {
  4: "Supplement No. 4 to Part 744—Entity List",
  6: "Supplement No. 6 to Part 744—Unverified List",
  7: "Supplement No. 7 to Part 744—‘Military End-User’ (MEU) List",
};

function supplement(number: number, rows: string, after = ""): string {
  return `<DIV9 N="Supplement No. ${number} to Part 744" TYPE="APPENDIX"><HEAD>${HEADINGS[number]}</HEAD>
<DIV><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH></TR></THEAD><TBODY>
${rows}</TBODY><TFOOT><TR><TD colspan="5"><sup>1</sup> A note.</TD></TR></TFOOT></TABLE></DIV>${after}</DIV9>`;
}

const part = (...supplements: string[]) =>
  `<?xml version="1.0"?>\n<DIV5 N="744">${supplements.join("")}</DIV5>`;

function read(rows: string, number = 4) {
  const { lists, quarantine } = parseSnapshot(part(supplement(number, rows)));
  const [list] = lists as [ListReading];
  return { ...list, quarantine };
}

describe("rows", () => {
  test("keep their destination until the next one", () => {
    const { entries, tally, destinations } = read(
      full("IRAN", "Blue, Tehran, Iran") +
        full(" ", "Red, Tehran, Iran") +
        full("TURKEY", "Green, Izmir, Turkey"),
    );
    expect(entries.map(({ name, country }) => [name, country])).toEqual([
      ["Blue", "IR"],
      ["Red", "IR"],
      ["Green", "TR"],
    ]);
    expect(tally).toEqual({
      rows: 3,
      entries: 3,
      continuations: 0,
      headings: 0,
      reserved: 0,
      quarantined: 0,
    });
    expect(destinations).toBe(2);
  });

  test("of the older markup, without THEAD and with <br></br>, read the same", () => {
    const old = `<DIV9 N="Supplement No. 4 to Part 744"><TABLE><TR><TH>Country</TH></TR><TR><TD class="gpotbl_cell">IRAN</TD><TD>Blue, a.k.a., the following one alias:
<br></br>—Azure.
<br></br>
<br></br> 9
<sup>th</sup> Street, Tehran, Iran.</TD><TD>For all items subject to the EAR. (See §§ 734.9(g),
<sup>3</sup> 746.8(a)(3), and 744.21(b) of the EAR)</TD><TD>Policy of denial</TD><TD>90 FR 100, 1/2/25.
<br></br>91 FR 7, 2/3/26.
</TD></TR></TABLE></DIV9>`;
    const [entry] = parseSnapshot(old).lists[0]?.entries ?? [];
    expect(entry).toMatchObject({
      name: "Blue",
      aliases: [{ name: "Azure", type: "aka" }],
      addresses: [{ text: "9th Street, Tehran, Iran", country: "IR" }],
      raw: "Blue, a.k.a., the following one alias:\n—Azure.\n\n9th Street, Tehran, Iran.",
      licenseRequirement: {
        text: "For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)",
        footnotes: [3],
      },
      citations: [
        { volume: 90, page: 100, date: "2025-01-02" },
        { volume: 91, page: 7, date: "2026-02-03" },
      ],
    });
  });

  test("with nothing but the entity column continue the entry above", () => {
    const { entries, rows, tally } = read(
      full("IRAN", "Blue, a.k.a., the following one alias:<br/>—Azure.") +
        row(" ", "5 Road, Tehran, Iran.", "", "", "") +
        full("", "Red, Iran"),
    );
    expect(entries[0]).toMatchObject({
      name: "Blue",
      addresses: [{ text: "5 Road, Tehran, Iran" }],
    });
    expect(entries[0]?.raw).toBe(
      "Blue, a.k.a., the following one alias:\n—Azure.\n5 Road, Tehran, Iran.",
    );
    expect(rows).toEqual([[1, 2], [3]]);
    expect(tally).toMatchObject({ rows: 3, entries: 2, continuations: 1 });
  });

  test("without license columns join the alias row below that has them", () => {
    const { entries, rows } = read(
      full("IRAN", "Red, Iran") +
        row("", "Blue, a.k.a., the following two aliases:<br/>—Azure;<br/>", "", "", "") +
        full("", "—Navy.<br/> <br/>5 Road, Tehran, Iran."),
    );
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ name: "Blue", flags: ["license-on-continuation"] });
    expect(entries[1]?.aliases.map(({ name }) => name)).toEqual(["Azure", "Navy"]);
    expect(rows).toEqual([[1], [2, 3]]);
  });

  test("that are not understood are quarantined with a reason, never dropped", () => {
    const { tally, quarantine, entries } = read(
      full("", "Orphan, Nowhere") +
        row("IRAN", "Blue", "x", "y") +
        row("", "", ...TERMS, CITED) +
        full("", "—Azure."),
    );
    expect(entries).toEqual([]);
    expect(tally).toMatchObject({ rows: 4, entries: 0, quarantined: 4 });
    expect(quarantine.map(({ row: at, reason }) => [at, reason])).toEqual([
      [1, "no destination heading stands above the row"],
      [2, "the row has 4 cells, but the list has 5 columns"],
      [3, "the entity column is empty, but other columns are filled"],
      [4, "the row starts with an alias, but no row above it lacks its license columns"],
    ]);
  });
});

describe("misprints", () => {
  test("a row shifted by an empty cell is read correctly", () => {
    const { entries } = read(row("SPAIN", "", "Blue S.L., Madrid, Spain.", ...TERMS, CITED));
    expect(entries[0]).toMatchObject({
      name: "Blue S.L.",
      destination: "SPAIN",
      flags: ["row-shifted"],
    });
  });

  test("two rows printed as one are read and counted as two", () => {
    const { entries, tally } = read(
      row(
        "PAKISTAN",
        "Blue, Lahore, Pakistan.",
        ...TERMS,
        CITED,
        " ",
        "Red, Karachi, Pakistan.",
        ...TERMS,
        CITED,
      ),
    );
    expect(entries.map(({ name, flags }) => [name, flags])).toEqual([
      ["Blue", ["row-glued"]],
      ["Red", ["row-glued"]],
    ]);
    expect(tally.rows).toBe(2);
  });

  test("swapped requirement and policy are swapped back", () => {
    const { entries } = read(row("IRAN", "Blue, Iran", TERMS[1] ?? "", TERMS[0] ?? "", CITED));
    expect(entries[0]).toMatchObject({
      licenseRequirement: { text: TERMS[0] },
      licenseReviewPolicy: { kind: "presumption-of-denial" },
      flags: ["columns-swapped"],
    });
  });

  test("a citation at the end of the policy is a citation", () => {
    const { entries } = read(
      row(
        "IRAN",
        "Blue, Iran",
        TERMS[0] ?? "",
        "See § 744.3(d) of the EAR88 FR 13675, 3/6/23.",
        "66 FR 24266, 5/14/01.",
      ),
    );
    expect(entries[0]?.licenseReviewPolicy?.text).toBe("See § 744.3(d) of the EAR");
    expect(entries[0]?.citations.map(({ volume }) => volume)).toEqual([88, 66]);
    expect(entries[0]?.flags).toEqual(["citation-glued"]);
  });

  test("an address below the license requirement is an address", () => {
    const { entries } = read(
      row(
        "IRAN",
        "Blue, a.k.a., the following one alias:<br/>—Azure.",
        `${TERMS[0]}<br/> <br/>5 Road, Tehran, Iran.`,
        "Policy of denial",
        CITED,
      ),
    );
    expect(entries[0]).toMatchObject({
      addresses: [{ text: "5 Road, Tehran, Iran" }],
      licenseRequirement: { text: TERMS[0] },
      flags: ["address-in-license-column"],
    });
  });
});

describe("the other lists", () => {
  test("have no license columns", () => {
    const { list, entries } = read(
      row("ARMENIA", "Blue, Yerevan, Armenia", "85 FR 64017, October 9, 2020."),
      6,
    );
    expect(list).toBe("UVL");
    expect(entries[0]).toMatchObject({
      licenseRequirement: null,
      licenseReviewPolicy: null,
      flags: [],
    });
  });

  test("group institutions of the MEU List under a heading whose citation they inherit", () => {
    const { entries, tally } = read(
      row("BURMA", "[Reserved]", "[Reserved]") +
        row(
          "CHINA, PEOPLE'S REPUBLIC OF",
          "The following two subordinate institutions of Sky Corporation:",
          "85 FR 83799, 12/23/2020.",
        ) +
        row("", '<E T="03">Subordinate instituion:</E>', "") +
        `<TR><TD> </TD><TD>Sky Works, Xian, China</TD><TD class="left"/></TR>` +
        row("", "Blue, Beijing, China", "86 FR 1, 1/2/21."),
      7,
    );
    expect(tally).toEqual({
      rows: 5,
      entries: 2,
      continuations: 0,
      headings: 2,
      reserved: 1,
      quarantined: 0,
    });
    expect(entries[0]).toMatchObject({
      name: "Sky Works",
      remarks: "subordinate institution of Sky Corporation",
      citations: [{ volume: 85, page: 83799, date: "2020-12-23" }],
      flags: ["citation-inherited"],
    });
    expect(entries[1]).toMatchObject({ name: "Blue", remarks: null, flags: [] });
  });

  test("are read together with the Entity List, each with its notes", () => {
    const note = "<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 89 FR 1, no text.</PSPACE></EDNOTE>";
    const { lists } = parseSnapshot(
      part(supplement(4, full("IRAN", "Blue, Iran"), note), supplement(5, ""), supplement(6, "")),
    );
    expect(lists.map(({ list, notes }) => [list, notes.map(({ text }) => text)])).toEqual([
      ["EL", ["At 89 FR 1, no text."]],
      ["UVL", []],
    ]);
  });
});

describe("a broken file", () => {
  const code = (expected: string) => expect.objectContaining({ code: expected });
  const whole = part(supplement(4, full("IRAN", "Blue, Iran").repeat(20)));

  test("cut short is truncated, and the error gives the position", () => {
    const cut = whole.slice(0, -120);
    expect(() => parseSnapshot(cut)).toThrow(code("parse/truncated"));
    expect(() => parseSnapshot(cut)).toThrow(/line \d+, column \d+/);
  });

  test("without a list says nothing about the lists", () => {
    expect(() => parseSnapshot(part(supplement(5, "")))).toThrow(code("parse/no-list"));
    expect(() =>
      parseSnapshot('<DIV5><DIV9 N="Supplement No. 4 to Part 744"><P>None.</P></DIV9></DIV5>'),
    ).toThrow(code("parse/no-list"));
  });

  test("nested too deeply is refused early", () => {
    expect(() => parseSnapshot("<DIV5>".repeat(300_000))).toThrow(code("parse/not-xml"));
  });

  test("in any mutilation gives one clear error or a tally that adds up", () => {
    const mutation = fc.record({
      at: fc.nat(whole.length),
      cut: fc.nat(80),
      put: fc.constantFrom("", "<TD>", "</TR>", "&", "\u0000", "<br/>", "—", "<DIV9>"),
    });
    fc.assert(
      fc.property(mutation, ({ at, cut, put }) => {
        try {
          const { lists, quarantine } = parseSnapshot(
            whole.slice(0, at) + put + whole.slice(at + cut),
          );
          for (const { tally, entries } of lists) {
            expect(tally.entries).toBe(entries.length);
            expect(
              tally.entries +
                tally.continuations +
                tally.headings +
                tally.reserved +
                tally.quarantined,
            ).toBe(tally.rows);
          }
          expect(quarantine.every(({ reason }) => reason !== "")).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the real lists", () => {
  for (const date of ["2026-03-25", "2026-07-18"]) {
    corpusTest(`of ${date} lose no row`, `ecfr/part744-${date}.xml.gz`, (bytes) => {
      const { lists, quarantine } = parseSnapshot(decodeDocument(bytes));
      expect(quarantine).toEqual([]);
      expect(
        lists.map(({ list, tally, destinations }) => ({ list, ...tally, destinations })),
      ).toEqual([
        {
          list: "EL",
          rows: 3415,
          entries: 3411,
          continuations: 4,
          headings: 0,
          reserved: 0,
          quarantined: 0,
          destinations: 91,
        },
        {
          list: "UVL",
          rows: 186,
          entries: 186,
          continuations: 0,
          headings: 0,
          reserved: 0,
          quarantined: 0,
          destinations: expect.any(Number),
        },
        {
          list: "MEU",
          rows: 90,
          entries: 70,
          continuations: 0,
          headings: 16,
          reserved: 4,
          quarantined: 0,
          destinations: 5,
        },
      ]);
      const entries = lists.flatMap((list) => list.entries);
      expect(entries.filter(({ country }) => country === null)).toEqual([]);
      expect(entries.filter(({ name }) => name === "")).toEqual([]);
      const announced = entries.filter(({ raw }) => /\bfollowing\b[^:\n]*\balias/.test(raw));
      const differing = announced.filter(({ flags }) => flags.includes("alias-count-differs"));
      expect(differing.length / announced.length).toBeLessThan(0.01);
    });
  }

  corpusTest(
    "of 2026-03-25 keep subordinates with their parents",
    "ecfr/part744-2026-03-25.xml.gz",
    (bytes) => {
      const [list] = parseSnapshot(decodeDocument(bytes)).lists;
      const subordinatesOf = (start: string) =>
        list?.entries.find(({ name }) => name.startsWith(start))?.subordinates;
      expect(
        subordinatesOf("China Aerospace Science and Industry Corporation Second Academy"),
      ).toHaveLength(13);
      expect(subordinatesOf("Huawei Technologies Co., Ltd.")).toHaveLength(22);
      expect(list?.entries.filter(({ kind }) => kind === "address")).toHaveLength(19);
      expect(list?.notes).toHaveLength(2);
    },
  );

  corpusTest(
    "of 2026-03-25 have license columns of known meaning only",
    "ecfr/part744-2026-03-25.xml.gz",
    (bytes) => {
      const entries = parseSnapshot(decodeDocument(bytes)).lists[0]?.entries ?? [];
      expect(
        entries.filter(
          ({ licenseReviewPolicy: policy }) => policy === null || policy.kind === "none",
        ),
      ).toEqual([]);
      expect(entries.filter(({ licenseRequirement: terms }) => terms === null)).toEqual([]);
      expect(
        entries.filter(
          ({ citations }) =>
            citations.length === 0 ||
            citations.some(({ page, date }) => page === null || date === null),
        ),
      ).toEqual([]);
    },
  );

  corpusTest(
    "of 2023-12-05, in the older markup, lose no row",
    "ecfr/supplement4-2023-12-05.xml.gz",
    (bytes) => {
      const { lists, quarantine } = parseSnapshot(decodeDocument(bytes));
      expect(quarantine).toEqual([]);
      expect(lists[0]?.tally).toEqual({
        rows: 2674,
        entries: 2668,
        continuations: 6,
        headings: 0,
        reserved: 0,
        quarantined: 0,
      });
      const flagged = (flag: string) =>
        lists[0]?.entries.filter(({ flags }) => flags.includes(flag)).map(({ name }) => name);
      expect(flagged("row-shifted")).toEqual(["Aerofalcon S.L."]);
      expect(flagged("license-on-continuation")).toEqual(["ICSOSO Electronics Co. Ltd."]);
      expect(lists[0]?.entries.find(({ name }) => name.startsWith("ICSOSO"))?.aliases).toHaveLength(
        8,
      );
    },
  );
});

describe("a supplement with another heading than its list", () => {
  const other = (number: number) =>
    supplement(number, full("FRANCE", "Alpha, Paris.")).replace(/—.*?List/, "—List of Foo");

  test("is quarantined with its heading, and the others are read", () => {
    const { lists, quarantine } = parseSnapshot(
      part(supplement(4, full("FRANCE", "Alpha, Paris.")), other(6)),
    );
    expect(lists.map(({ list }) => list)).toEqual(["EL"]);
    expect(quarantine).toMatchObject([
      { list: "UVL", row: 0, text: "Supplement No. 6 to Part 744—List of Foo" },
    ]);
  });

  test("is refused if it is the only one", () => {
    expect(() => parseSnapshot(part(other(4)))).toThrow(
      "the supplement of EL has the heading “Supplement No. 4 to Part 744—List of Foo”",
    );
  });
});
