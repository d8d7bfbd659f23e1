/** Reads the extracted text of a displayed manuscript, and never ignores it silently. */

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RuleFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { PipelineError } from "../../src/model/errors.ts";
import { isReadWhole, type RuleReading } from "../../src/model/reading/reading.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { corpusPath } from "../support/corpus.ts";
import { addingRule, printedEntry } from "../support/displayed-rule.ts";
import { arbitraryRule, arbitraryWording } from "../support/rendered-rule/arbitrary-rule.ts";
import {
  asExtractedText,
  type ManuscriptLook,
  PLAIN_LOOK,
} from "../support/rendered-rule/as-extracted-text.ts";
import type { Wording } from "../support/rendered-rule/instruction-forms.ts";
import { printedPage } from "../support/rendered-rule/printed-page.ts";
import type { PrintedRule } from "../support/rendered-rule/printed-rule.ts";
import {
  claimsPrinted,
  claimsRead,
  instructionsPrinted,
  instructionsRead,
} from "../support/rendered-rule/read-back.ts";
import { fc, SEED } from "../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_RENDERED_RUNS"] ?? 200);

const WORDING: Wording = {
  form: "by destination",
  separator: "; ",
  and: "and",
  supplement: "Supplement No. 4",
  commaInside: false,
};
const HARBOR = printedEntry("Harbor Optics Co., Ltd.");
const SUMA = printedEntry("Suma-Tec Instruments LLC", { aliases: [] });
const RULE = addingRule("2025-00007", "2025-03-28", "2025-03-25", [HARBOR, SUMA]);
const REMOVAL: PrintedRule = {
  ...RULE,
  instructions: RULE.instructions.map((one) => ({ ...one, op: "remove" })),
};

const typed = (rule: PrintedRule, look: Partial<ManuscriptLook> = {}) =>
  asExtractedText(printedPage(rule, WORDING), { ...PLAIN_LOOK, ...look });
const codesOf = ({ rule }: RuleReading) => rule.problems.map(({ code }) => code);

describe("a displayed text", () => {
  test("gives the amendments and their parties, and reports that the table is unread", () => {
    const reading = parseRule(typed(RULE));
    expect(reading.rule).toMatchObject({
      form: "text",
      stage: "displayed",
      documentNumber: "2025-00007",
      publicationDate: "2025-03-28",
      filedAt: "2025-03-25",
      effectiveOn: "2025-03-25",
      docketIds: ["Docket No. 250324-0001"],
      rins: ["0694-AZ99"],
      lists: ["EL"],
      entries: [],
      claimsAgree: true,
      amendments: [
        {
          op: "add",
          destination: "FRANCE",
          names: ["Harbor Optics Co., Ltd.", "Suma-Tec Instruments LLC"],
          entryIndexes: [],
        },
      ],
    });
    expect(codesOf(reading)).toEqual(["table/unread"]);
    expect(isReadWhole(reading)).toBe(false);
  });

  test("that only removes is read whole", () => {
    const reading = parseRule(typed(REMOVAL));
    expect(codesOf(reading)).toEqual([]);
    expect(reading.rule).toMatchObject({
      claimsAgree: true,
      amendments: [{ op: "remove", names: [HARBOR.name, SUMA.name] }],
    });
  });

  test("without its last line has the number of its stamp, and reports that it may be truncated", () => {
    const text = typed(RULE).replace(/\[FR Doc\.[^\]]*\]/, "");
    const reading = parseRule(text);
    expect(reading.rule.documentNumber).toBe("2025-00007");
    expect(codesOf(reading)).toContain("text/cut-off");
  });

  test("without its last line and its stamp is refused as truncated", () => {
    const text = typed(RULE, { hasStamp: false }).replace(/\[FR Doc\.[^\]]*\]/, "");
    expect(() => parseRule(text)).toThrow(/does not end with its line/);
  });

  test("whose stamp names another document is reported", () => {
    const text = typed(RULE).replace("gov/d/2025-00007", "gov/d/2025-00008");
    expect(codesOf(parseRule(text))).toContain("text/two-numbers");
  });

  test("whose stamp lost the hyphen of its number has it restored", () => {
    const text = typed(RULE)
      .replace("gov/d/2025-00007", "gov/d/202500007")
      .replace(/\[FR Doc\.[^\]]*\]/, "");
    expect(parseRule(text).rule.documentNumber).toBe("2025-00007");
  });

  test("without the line that names the supplement is reported", () => {
    const text = typed(RULE).replace(/2\. Supplement No\. 4 to part 744 is amended:\n/, "");
    const reading = parseRule(text);
    expect(reading.rule.amendments).toEqual([]);
    expect(codesOf(reading)).toContain("text/no-supplement");
  });

  test("keeps a watermark out of the names", () => {
    const text = typed(RULE, { linesPerPage: 8 }).replace(/\n\f/g, "\nDRAFT\n\n\f");
    expect(parseRule(text).rule.amendments).toMatchObject([{ names: [HARBOR.name, SUMA.name] }]);
  });
});

describe("a hyphen at the end of a printed line", () => {
  /** Manuscripts with a column width that breaks the second name at its hyphen. */
  const brokenAtHyphen = (rule: PrintedRule) => {
    const texts = Array.from({ length: 60 }, (_, at) => typed(rule, { columns: 62 + at }));
    return texts.filter((text) =>
      text.slice(0, text.indexOf("Supplement No. 4 to Part")).includes("SumaTec"),
    );
  };

  test("is restored if the table prints it", () => {
    const texts = brokenAtHyphen(RULE);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const reading = parseRule(text);
      expect(reading.rule.amendments).toMatchObject([{ names: [HARBOR.name, SUMA.name] }]);
      expect(codesOf(reading)).toEqual(["table/unread"]);
    }
  });

  test("is doubtful if the name occurs nowhere else", () => {
    const texts = brokenAtHyphen(REMOVAL);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(codesOf(parseRule(text))).toEqual(["name/hyphen-lost"]);
  });
});

const arbitraryLook: fc.Arbitrary<ManuscriptLook> = fc.record({
  columns: fc.integer({ min: 64, max: 104 }),
  indent: fc.constantFrom(0, 5, 8),
  blanks: fc.constantFrom("pages", "paragraphs", "lines"),
  linesPerPage: fc.integer({ min: 14, max: 45 }),
  hasStamp: fc.boolean(),
  hasPages: fc.boolean(),
});
const DOUBTED_NAME = /^name\/(?:hyphen-lost|cut-by-page)$/;

test(`random rules as random manuscripts: ${RUNS} from seed ${SEED}`, () => {
  let [whole, doubted] = [0, 0];
  const property = fc.property(
    arbitraryRule,
    arbitraryWording,
    arbitraryLook,
    (rule, wording, look) => {
      const reading = parseRule(asExtractedText(printedPage(rule, wording), look));
      const showsTable = rule.instructions.some(({ op }) => op !== "remove");
      const codes = codesOf(reading);
      expect(codes.filter((code) => !DOUBTED_NAME.test(code))).toEqual(
        showsTable ? ["table/unread"] : [],
      );
      expect(claimsRead(reading)).toEqual(claimsPrinted(rule));
      expect(reading.rule).toMatchObject({
        stage: "displayed",
        documentNumber: rule.documentNumber,
        effectiveOn: rule.effectiveOn,
        entries: [],
      });
      const read = instructionsRead(reading).map(({ rows: _, ...one }) => one);
      const printed = instructionsPrinted(rule, wording).map(({ rows: _, ...one }) => one);
      if (codes.some((code) => DOUBTED_NAME.test(code))) {
        doubted += 1;
        // The problems list the doubtful names. All other names must be right.
        const doubts = reading.rule.problems.map(({ message }) => message).join(" ");
        const known = new Set(printed.flatMap(({ names }) => names));
        const wrong = read.flatMap(({ names }) => names).filter((name) => !known.has(name));
        expect(wrong.filter((name) => !doubts.includes(name))).toEqual([]);
      } else {
        whole += 1;
        expect(read).toEqual(printed);
      }
    },
  );
  fc.assert(property, { numRuns: RUNS });
  process.stdout.write(
    `names of ${whole} rules are certain, of ${doubted} at least one is doubtful\n`,
  );
}, 3_600_000);

describe("no displayed text is ignored silently", () => {
  /** Neither an error, nor a problem, nor a complete reading. */
  const isIgnored = (text: string, truth: readonly string[]) => {
    try {
      const { rule } = parseRule(text);
      if (rule.problems.length > 0) return false;
      const names = rule.amendments.flatMap((one) => one.names);
      return names.length === 0 || truth.some((name) => !names.includes(name));
    } catch (error) {
      if (error instanceof PipelineError) return false;
      throw error;
    }
  };
  const cases: [string, PrintedRule][] = [
    ["adds", RULE],
    ["only removes", REMOVAL],
  ];

  test.each(cases)("if a rule that %s lacks any one line", (_, rule) => {
    const lines = typed(rule).split("\n");
    const ignored = lines.filter((_line, at) =>
      isIgnored(lines.toSpliced(at, 1).join("\n"), [HARBOR.name, SUMA.name]),
    );
    expect(ignored).toEqual([]);
  });

  test.each(cases)("if a rule that %s is truncated anywhere", (_, rule) => {
    const text = typed(rule);
    const places = Array.from({ length: text.length / 7 }, (_, at) => at * 7);
    const end = text.lastIndexOf("[FR Doc.");
    const ignored = places.filter(
      (at) => at < end && isIgnored(text.slice(0, at), [HARBOR.name, SUMA.name]),
    );
    expect(ignored).toEqual([]);
  });

  test.each(cases)("if a rule that %s lacks several random lines", (_, rule) => {
    const lines = typed(rule).split("\n");
    const dropped = fc.uniqueArray(fc.nat(lines.length - 1), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(dropped, (gone) => {
        const text = lines.filter((_line, at) => !gone.includes(at)).join("\n");
        expect(isIgnored(text, [])).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});

const SAMPLES = [
  "2023-03929.4",
  "2023-03929.5",
  "2025-05426.3",
  "2025-05426.6",
  "2025-05427.1",
  "2025-05427.2",
];

describe("real rules, printed as manuscripts with two layouts", () => {
  const table: SampleRow[] = [];

  for (const sample of SAMPLES) {
    const path = corpusPath("display", `${sample}.txt`);
    const xml = path === null ? null : xmlOf(sample.replace(/\.\d$/, ""));
    const title = `${sample} reads like its XML, and reports that its table is unread`;
    if (path === null || xml === null || !existsSync(path)) {
      test.skip(`${title} (the corpus has no such sample; set ENTITYWIRE_CORPUS)`);
      continue;
    }
    test(title, () => {
      const truth = parseRule(xml).rule;
      const reading = parseRule(readFileSync(path, "utf8"));
      table.push(rowOf(sample, reading.rule, truth));
      expect(codesOf(reading)).toEqual(["table/unread"]);
      expect(isReadWhole(reading)).toBe(false);
      expect(withoutTable(reading.rule)).toEqual(withoutTable(truth));
      expect(reading.rule).toMatchObject({ stage: "displayed", entries: [], claimsAgree: true });
    });
  }

  test("as a table", () => {
    process.stdout.write(`${printTable(table)}\n`);
    expect(table.every(({ wrongNames }) => wrongNames === 0)).toBe(true);
  });
});

function xmlOf(number: string): string | null {
  const [xml, facts] = [
    corpusPath("fr", `${number}.xml`),
    corpusPath("rules", `${number}.facts.json`),
  ];
  if (xml !== null) return readFileSync(xml, "utf8");
  return facts === null ? null : renderRule(JSON.parse(readFileSync(facts, "utf8")) as RuleFacts);
}

/** The fields that come from outside the table. */
function withoutTable(rule: Rule) {
  const { documentNumber, title, action, effectiveOn, docketIds, rins, lists, claims } = rule;
  return {
    ...{ documentNumber, title, action, effectiveOn, docketIds, rins, lists, claims },
    amendments: rule.amendments.map(({ op, list, destination, names }) => ({
      op,
      list,
      destination,
      names,
    })),
    reasons: rule.justifications.map(({ names, sections, footnotes, licenseReviewPolicy }) => {
      return { names: names.toSorted(), sections, footnotes, licenseReviewPolicy };
    }),
  };
}

interface SampleRow {
  readonly text: string;
  readonly instructions: string;
  readonly names: string;
  readonly wrongNames: number;
  readonly claims: string;
  readonly effectiveOn: string | null;
  readonly reasons: string;
  readonly problems: string;
}

function printTable(rows: readonly SampleRow[]): string {
  const head = Object.keys(rows[0] ?? {});
  const cells = [head, ...rows.map((row) => Object.values(row).map(String))];
  return cells.map((row) => row.map((cell) => cell.padEnd(14)).join(" ")).join("\n");
}

function rowOf(text: string, rule: Rule, truth: Rule): SampleRow {
  const names = namesOf(rule);
  const known = new Set(namesOf(truth));
  return {
    text,
    instructions: `${rule.amendments.length} of ${truth.amendments.length}`,
    names: `${names.length} of ${namesOf(truth).length}`,
    wrongNames: names.filter((name) => !known.has(name)).length,
    claims: rule.claimsAgree === true ? "agree" : "do not",
    effectiveOn: rule.effectiveOn,
    reasons: `${rule.justifications.length} of ${truth.justifications.length}`,
    problems: rule.problems.map(({ code }) => code).join(" "),
  };
}

function namesOf({ amendments }: Rule): string[] {
  return amendments.flatMap(({ names }) => names);
}
