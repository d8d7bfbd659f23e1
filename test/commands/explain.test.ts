import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { markUpRule } from "../../src/commands/explain/mark-up-rule.ts";
import { type Page, pageFor, wrap } from "../../src/commands/explain/page.ts";
import { screenOf } from "../../src/commands/terminal/screen.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { corpusPath } from "../support/corpus.ts";
import { runCommand, runProcess } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../support/small-world.ts";

const PLAIN: Page = { width: 80, paint: (_style, text) => text };

function explain(document: string, page: Page = PLAIN): string {
  return markUpRule(parseRule(document), page).join("\n");
}

const FACTS = makeRuleFacts({
  claims: { entities: 1, destinations: { France: 1, Iran: 1 }, revised: { France: 1 } },
  added: [
    addedRow("Blue Harbor Trading Ltd."),
    addedRow("Blue Harbor Trading Ltd.", {
      destination: "IRAN",
      entity: ["Blue Harbor Trading Ltd., 5 Quay Road, Tehran, Iran."],
      licenseRequirement:
        "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR) 4",
    }),
  ],
  revised: [amended(makeRow("Grey Marine"))],
  reasons: [{ text: "supplying engines.", sections: ["744.11(b)"] }],
});

test("a rule is marked up: particulars, claims, instructions with rows and reasons, doubts, counts", () => {
  expect(explain(renderRule(FACTS))).toMatchInlineSnapshot(`
    "2025-00001: Additions to the Entity List
    Document   Rule: Final rule.
    Citation   unknown
    Published  2025-03-28
    Filed      2025-03-25
    Effective  2025-03-25; printed: “This rule is effective March 25, 2025.”
    Read from  the full-text XML

    CLAIMS

                       claimed  read
    added, entries           –     2
    added, entities          1     1
      under France           1     1
      under Iran             1     1
    revised, entries         1     1
    revised, entities        –     1
      under France           1     1

    INSTRUCTIONS

    | a. Under FRANCE, by adding in alphabetical order, an entry for “Blue Harbor
    | Trading Ltd.”;
      => add, list EL, under FRANCE: “Blue Harbor Trading Ltd.”
        - Blue Harbor Trading Ltd.
          FRANCE; 1 alias; 1 address; row 7
          License: all items; § 744.11
          Review: presumption of denial
          Citations: 90 FR (page unknown), 2025-03-28
          Justification 1 (§ 744.11(b)):
            “The ERC determined to add Blue Harbor Trading Ltd., under the
            destination of France; and Blue Harbor Trading Ltd., under the
            destination of Iran, to the Entity List. These additions are based on
            information that these entities are involved in activities contrary to
            the national security or foreign policy interests of the United States
            under § 744.11(b) of the EAR: supplying engines.”

    | b. Under IRAN, by adding in alphabetical order, an entry for “Blue Harbor
    | Trading Ltd.”;
      => add, list EL, under IRAN: “Blue Harbor Trading Ltd.”
        - Blue Harbor Trading Ltd.
          IRAN; no aliases; 1 address; row 12
          License: all items; §§ 734.9(e)(2), 744.11; footnote 4
          Review: presumption of denial
          Citations: 90 FR (page unknown), 2025-03-28
          Justification 1, above.

    | c. Under FRANCE, by revising the entry for “Grey Marine”.
      => revise, list EL, under FRANCE: “Grey Marine”
        - Grey Marine
          FRANCE; 1 alias; 1 address; row 8
          License: all items; § 744.11
          Review: presumption of denial
          Citations: 84 FR 61541, 2019-11-13; 90 FR (page unknown), 2025-03-28
          No justification found.

    WITHOUT A JUSTIFICATION

      - Grey Marine, under FRANCE

    2 added, 1 revised, 0 removed; claims agree; 1 without a justification; 0
    problems; 0 rows quarantined"
  `);
});

describe("what does not fit", () => {
  const cut = renderRule(FACTS)
    .replace("Iran (1)", "Iran (3)")
    .replace("“Grey Marine”", "“Black Marine”, “White Marine”")
    .replace(/<ENT>Presumption of denial<\/ENT>/, "<ENT>?</ENT><ENT>?</ENT>");
  const shown = explain(cut);

  test("is marked where the claims stand", () => {
    expect(shown).toMatch(/^ {2}under Iran +3 +1 {2}<- disagrees$/m);
    // Its row was held back with the others: what is to be added and has no row is not read.
    expect(shown).toMatch(/^ {2}under France +1 +0 {2}<- disagrees$/m);
  });

  test("stands at the end with what to do, the summary once", () => {
    const doubts = shown.slice(shown.indexOf("NEEDS ATTENTION"));
    expect(doubts).toMatch(/! the summary claims 3 under Iran, but 1 were read as\s+added/);
    expect(doubts).toContain("[name/without-row]");
    expect(doubts.match(/What to do: /g)?.length).toBeGreaterThan(2);
    expect(doubts.match(/amends the Export Administration/g)).toHaveLength(1);
  });

  test("is counted in the last line", () => {
    expect(shown.split("\n").slice(-2).join(" ")).toMatch(
      /claims disagree; \d without a justification; [2-9] problems; 1 row quarantined/,
    );
  });

  test("such as a row that cannot be read, says which and why", () => {
    const held = renderRule(FACTS).replace(
      /<ENT>Grey Marine,[\s\S]*?<\/ROW>/,
      `<ENT>${"x".repeat(200_001)}</ENT></ROW>`,
    );
    expect(explain(held)).toMatch(/! row \d+ of EL is quarantined: a cell has \d+ characters/);
  });
});

test("a document that amends no list says so in one line", () => {
  const other = `<RULE><PREAMB><SUBJECT>Controls on lasers</SUBJECT><ACT><P>Final rule.</P></ACT></PREAMB><REGTEXT TITLE="15" PART="740"><AMDPAR>1. Section 740.2 is amended by revising paragraph (a).</AMDPAR></REGTEXT><FRDOC>[FR Doc. 2026-00001 Filed 1-2-26; 8:45 am]</FRDOC></RULE>`;
  expect(explain(other)).toBe("2026-00001: Controls on lasers: this document amends no list");
});

test("a correction shows its substitutions and the words that could not be read", () => {
  const correction = `<CORRECT><SUPLINF>
    <P>In rule document 2025-00001, beginning on page 14035, make the following corrections:</P>
    <P>1. On page 14036, “Gama” should read “Gamma”.</P>
    <P>2. On page 14037, the table should read as set forth below.</P></SUPLINF>
    <FRDOC>[FR Doc. C1-2025-00001 Filed 3-31-25; 8:45 am]</FRDOC></CORRECT>`;
  expect(explain(correction, { ...PLAIN, width: 200 })).toMatchInlineSnapshot(`
    "C1-2025-00001 corrects 2025-00001; it amends no list
      => “Gama” reads “Gamma”
      ! the correction of 2025-00001 cannot be read [correction/unread]: 2. On page 14037, the table should read as set forth below."
  `);
});

describe("the page", () => {
  const text = "one two three four five six seven eight nine ten";

  test("breaks lines at its width, margins included", () => {
    const page = { ...PLAIN, width: 20 };
    expect(wrap(page, text, { first: "- ", rest: "   " })).toEqual([
      "- one two three four",
      "   five six seven",
      "   eight nine ten",
    ]);
    expect(wrap(page, `a ${"x".repeat(30)} b`)).toEqual(["a", "x".repeat(30), "b"]);
    expect(wrap(page, "")).toEqual([""]);
  });

  test("keeps every line of a rule within it", () => {
    for (const width of [40, 80, 132]) {
      const lines = explain(renderRule(FACTS), { ...PLAIN, width }).split("\n");
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    }
  });

  test("lets no document speak to the terminal", () => {
    expect(wrap(PLAIN, "Blue\u001b[31m \u0007Works")).toEqual(["Blue [31m Works"]);
  });

  test("is as wide as the terminal, and eighty columns without colors where there is none", () => {
    const stream = (part: object) =>
      Object.assign(new PassThrough(), part) as unknown as NodeJS.WriteStream;
    expect(pageFor(screenOf(stream({ isTTY: true, columns: 132 }))).width).toBe(132);
    expect(pageFor(screenOf(stream({ isTTY: true, columns: 12 }))).width).toBe(40);
    const file = pageFor(screenOf(stream({ isTTY: false, columns: 132 })));
    expect([file.width, file.paint("red", "word")]).toEqual([80, "word"]);
  });

  test("has the same words with colors as without", () => {
    const colored = explain(renderRule(FACTS), { width: 80, paint: (_, word) => `<<${word}>>` });
    expect(colored).not.toBe(explain(renderRule(FACTS)));
    expect(colored.replace(/<<|>>/g, "")).toBe(explain(renderRule(FACTS)));
  });
});

describe("entitywire explain", () => {
  test("prints to stdout, plain where it is no terminal", async () => {
    const path = join(scratchFolder(), "rule.xml");
    writeFileSync(path, renderRule(FACTS));
    const run = await runProcess(["explain", path], { env: { NO_COLOR: "" } });
    expect(run).toMatchObject({ code: 0, stderr: "", stdout: `${explain(renderRule(FACTS))}\n` });
  });

  test("of a snapshot points to parse", async () => {
    const path = join(scratchFolder(), "list.xml");
    writeFileSync(path, renderSnapshot([makeRow("Alpha")]));
    const { code, stderr } = await runCommand(["explain", path]);
    expect(code).toBe(65);
    expect(stderr).toMatch(/list\.xml: this is a snapshot .* parse` .*\[parse\/wrong-kind\]\n$/);
  });

  test("has an example in its help", async () => {
    const { code, stdout } = await runCommand(["explain", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("entitywire explain 2023-03929.xml");
  });

  const real = corpusPath("fr", "2023-03929.xml");
  test.skipIf(real === null)("marks up 2023-03929 (skips without the corpus)", async () => {
    const { code, stdout } = await runCommand(["explain", real ?? ""]);
    const count = (pattern: RegExp) => stdout.match(pattern)?.length ?? 0;
    expect(code).toBe(0);
    expect(count(/^ {2}=> add, list EL, under /gm)).toBe(6);
    expect(count(/^ {4}- /gm)).toBe(13);
    expect(count(/^ {6}Justification \d \(/gm)).toBe(2);
    expect(count(/^ {6}Justification \d, above\.$/gm)).toBe(11);
    expect(
      count(/<- disagrees|No justification found|NEEDS ATTENTION|WITHOUT A JUSTIFICATION/g),
    ).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /13 added, 0 revised, 0 removed; claims agree; 0 without a justification; 0 problems; 0 rows quarantined $/,
    );
  });
});
