import { describe, expect, test } from "vitest";
import type { Amendment, AmendmentOp } from "../../src/model/reading/rule.ts";
import { findUnjustified } from "../../src/model/reading/unjustified.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import type { PreambleBlock } from "../../src/parsers/document/printed-document.ts";
import { readJustifications } from "../../src/parsers/preamble/justifications.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { corpusTest } from "../support/corpus.ts";
import { makeEntry } from "../support/make-entry.ts";

type Row = readonly [name: string, destination?: string, aliases?: readonly string[]];

interface World {
  readonly added?: readonly Row[];
  readonly revised?: readonly Row[];
  readonly removed?: readonly string[];
  /** The name that the instruction quotes for the one revised row. */
  readonly quoted?: string;
}

function makeRule({ added = [], revised = [], removed = [], quoted }: World) {
  const entries = [...added, ...revised].map(([name, destination = "IRAN", aliases = []]) =>
    makeEntry({
      name,
      destination,
      aliases: aliases.map((alias) => ({ name: alias, type: "aka" as const })),
    }),
  );
  const amendment = (op: AmendmentOp, names: readonly string[], entryIndexes: readonly number[]) =>
    names.length === 0
      ? []
      : [
          {
            op,
            list: "EL",
            destination: "IRAN",
            names,
            text: "",
            entryIndexes,
          } satisfies Amendment,
        ];
  const names = entries.map(({ name }) => name);
  const indexes = names.map((_, at) => at);
  const amendments = [
    ...amendment("add", names.slice(0, added.length), indexes.slice(0, added.length)),
    ...amendment(
      "revise",
      quoted === undefined ? names.slice(added.length) : [quoted],
      indexes.slice(added.length),
    ),
    ...amendment("remove", removed, []),
  ];
  return { amendments, entries };
}

const read = (world: World, ...lines: readonly string[]) => readAll(world, lines).justifications;

/** A line that starts with `#` is a heading. */
function readAll(world: World, lines: readonly string[]) {
  const { amendments, entries } = makeRule(world);
  const blocks: PreambleBlock[] = lines.map((line) =>
    line.startsWith("# ")
      ? { kind: "heading", text: line.slice(2) }
      : { kind: "paragraph", text: line },
  );
  return readJustifications(blocks, amendments, entries);
}

const named = (world: World, ...lines: readonly string[]) =>
  read(world, ...lines).map(({ names }) => names);

const BLUE = "Blue Works Co., Ltd.";
const RED = "Red Trading LLC";
const GREEN = "Green Institute of Optics";
const GREY = "Grey Marine";
const FOUR: World = { added: [[BLUE], [RED], [GREEN], [GREY]] };
const REASON = "have been involved in activities contrary to the national security";

describe("a reason is given to the parties", () => {
  test("that its paragraph names, between semicolons or commas", () => {
    expect(
      named(
        FOUR,
        `The ERC determined to add ${BLUE}, under the destination of Iran; and ${RED}, under the destinations of Iran and Oman, to the Entity List. These additions are based on information that both supplied engines.`,
        `The ERC determined to add ${GREEN}, and ${GREY}, all under the destination of Iran, to the Entity List for supplying lenses.`,
      ),
    ).toEqual([
      [BLUE, RED],
      [GREEN, GREY],
    ]);
  });

  test("on the basis of a section, in the words of a determination", () => {
    const [first] = read(
      FOUR,
      `The ERC determined that ${BLUE} and ${RED} be added to the Entity List on the basis of § 744.11(b) and § 744.6(b)(3) of the EAR. They are subject to § 734.9(e).`,
    );
    expect(first).toMatchObject({ names: [BLUE, RED], sections: ["744.11(b)", "744.6(b)(3)"] });
  });

  test("that the paragraph before named", () => {
    expect(
      named(
        FOUR,
        `The ERC determined to add ${BLUE} and ${RED} to the Entity List.`,
        `These entities ${REASON} of the United States.`,
        `The ERC determined to add ${GREEN}.`,
        `This entity was involved in making lenses for missiles.`,
      ),
    ).toEqual([[BLUE, RED], [GREEN]]);
  });

  test("that were named before, in the number given", () => {
    const before = [
      `The ERC determined to add ${BLUE} and ${RED} to the Entity List.`,
      `The ERC determined to add ${GREEN}.`,
    ];
    const reason = (count: string) =>
      named(
        FOUR,
        ...before,
        `Pursuant to § 744.11(b) of the EAR, the ERC determined that the conduct of these ${count} entities raises concerns.`,
      );
    expect(reason("three")).toEqual([[BLUE, RED, GREEN]]);
    expect(reason("two")).toEqual([[BLUE, RED]]);
    // All that the rule adds.
    expect(reason("four")).toEqual([[BLUE, RED, GREEN, GREY]]);
  });

  test("or to none if it is not clear which are meant", () => {
    const before = `The ERC determined to add ${BLUE}, ${RED} and ${GREEN}.`;
    expect(named(FOUR, before, `These two entities ${REASON}.`)).toEqual([]);
    expect(named(FOUR, before, `This entity is involved in smuggling.`)).toEqual([]);
    expect(named(FOUR, before, "# Background", `These entities ${REASON}.`)).toEqual([]);
  });

  test("that a separate paragraph describes", () => {
    expect(
      named(
        FOUR,
        `The ERC determined to add ${BLUE}, ${RED}, ${GREEN} and ${GREY}.`,
        `Specifically, ${BLUE} and ${RED} have sold engines.`,
        `Specifically, these four companies acted as agents of ${GREY}.`,
      ),
    ).toEqual([
      [BLUE, RED],
      [BLUE, RED, GREEN, GREY],
    ]);
  });

  test("that are listed by country before it", () => {
    const reason = (words: string) =>
      named(
        FOUR,
        "The ERC reviewed the following:",
        `China: (1) ${BLUE}; (2) ${RED}.`,
        `Iran: (1) ${GREEN}.`,
        `${words} ${REASON}.`,
      );
    expect(reason("These entities")).toEqual([[BLUE, RED, GREEN]]);
    expect(reason("The ERC determined that the three entities")).toEqual([[BLUE, RED, GREEN]]);
  });

  test("that are listed below it, country headings between them", () => {
    expect(
      named(
        FOUR,
        "# Additions",
        `The ERC determined that the following three entities ${REASON}:`,
        "# China",
        `(1) ${BLUE}, a.k.a., the following one alias: Blue, 5 Harbour Road; and`,
        `(2) ${RED}.`,
        "# Iran",
        `• ${GREEN}`,
        "# License terms",
        `• ${GREY}`,
      ),
    ).toEqual([[BLUE, RED, GREEN]]);
  });

  test("in the number given, if one of them is named as an example", () => {
    expect(
      named(
        FOUR,
        `The ERC determined that the four entities ${REASON}. Specifically, ${BLUE} sold engines.`,
        `The ERC determined to add the two non-U.S. affiliates of ${BLUE} because they act for it.`,
        "China",
        `(1) ${RED}; and`,
        `(2) ${GREEN}.`,
      ),
    ).toEqual([
      [BLUE, RED, GREEN, GREY],
      // The owner of the affiliates is only mentioned.
      [RED, GREEN],
    ]);
  });

  test("of the whole rule, if the rule's own parties are meant", () => {
    expect(
      named(FOUR, `It named ${BLUE}.`, `The entities added to the list in this rule ${REASON}.`),
    ).toEqual([[BLUE, RED, GREEN, GREY]]);
  });

  test("in every entry, under any number of destinations", () => {
    const [first] = read(
      {
        added: [
          [BLUE, "IRAN"],
          [RED, "IRAN"],
          [BLUE, "OMAN"],
        ],
      },
      `${BLUE} was added because it supplied engines.`,
    );
    expect(first?.entryIndexes).toEqual([0, 2]);
  });
});

describe("a party is recognized", () => {
  const rest = "because it supplied engines.";

  test.each([
    ["in another spelling", [BLUE], "BLUE WORKS Company Limited"],
    ["in the possessive", [GREY], "Grey Marine’s ships are listed, and"],
    ["by an alias of its entry", [BLUE, "IRAN", ["Azure Manufacturing"]], "Azure Manufacturing"],
    ["by an alias of one word, written so", [BLUE, "IRAN", ["Azure"]], "Azure"],
  ] as const)("%s", (_how, row, words) => {
    expect(named({ added: [row] }, `${words} was added ${rest}`)).toEqual([[row[0]]]);
  });

  test("not by a word that only looks like an alias", () => {
    const world: World = { added: [[BLUE, "IRAN", ["Target", "Oman", "ABC"]]] };
    expect(named(world, `The target was in Oman ${rest}`)).toEqual([]);
    expect(named(world, `ABC was in Oman ${rest}`)).toEqual([]);
  });

  test("not by an alias that two parties share", () => {
    const world: World = {
      added: [
        [BLUE, "IRAN", ["Azure Group"]],
        [RED, "IRAN", ["Azure Group"]],
      ],
    };
    expect(named(world, `Azure Group was added ${rest}`)).toEqual([]);
  });

  test("not inside a longer name", () => {
    const world: World = { added: [["Blue"], ["Blue Works"]] };
    expect(named(world, `Blue Works was added ${rest}`)).toEqual([["Blue Works"]]);
  });

  test.each([
    `${BLUE} (“Azure”)`,
    `${BLUE} (hereinafter referred to as “Azure”)`,
    `${BLUE} (a.k.a. Azure)`,
    `${BLUE} (also known as Azure)`,
  ])("by the short form defined after its name: %s", (defined) => {
    expect(
      named(FOUR, `The ERC decided on ${defined} and ${RED}.`, `Azure was added ${rest}`),
    ).toEqual([[BLUE]]);
  });

  test("by its own first word in brackets, and by no other word in brackets", () => {
    const decided = `The ERC decided on ${BLUE} (Blue) and ${RED} (Dubai) and ${GREY} (“Oman”).`;
    expect(named(FOUR, decided, `Blue was added ${rest}`)).toEqual([[BLUE]]);
    expect(named(FOUR, decided, `Dubai was warned ${rest}`, `Oman was warned ${rest}`)).toEqual([]);
  });

  test("with the others of a named group", () => {
    expect(
      named(
        FOUR,
        `The ERC decided on ${BLUE}, ${RED}, and ${GREEN} (collectively, the “Rainbow Group”). It also decided on ${GREY}.`,
        `The Rainbow Group was added ${rest}`,
      ),
    ).toEqual([[BLUE, RED, GREEN]]);
  });
});

describe("a removed or modified entry", () => {
  const removal = (name: string) =>
    `The ERC determined to remove ${name} in Iran from the Entity List based on information received pursuant to § 744.16 (e) of the EAR.`;
  const quoted = "Mavi Sistemleri Anonim Şirketi İzmir Şubesi, Atatürk Bulvarı";

  test.each([quoted, "Mavi Sistemleri Anonim Şirketi İzmir Şubesi"])(
    "is found though the instruction quotes into the address: %s",
    (name) => {
      expect(read({ removed: [quoted] }, removal(name))).toMatchObject([
        { names: [quoted], entryIndexes: [], sections: ["744.16(e)"] },
      ]);
    },
  );

  test("is counted apart from what is added", () => {
    expect(
      named(
        { ...FOUR, removed: ["Old Works", "Older Works"] },
        "The decision to remove the two entities was based on the review of their requests.",
      ),
    ).toEqual([["Old Works", "Older Works"]]);
  });

  test("under a new name is found by the old one", () => {
    const world: World = { revised: [["Azure Manufacturing Ltd."]], quoted: "Old Blue Works" };
    const line =
      "The ERC also determined to modify the existing entry for Old Blue Works by adding two aliases.";
    expect(read(world, line)).toMatchObject([
      { names: ["Azure Manufacturing Ltd."], entryIndexes: [0], text: line },
    ]);
  });
});

describe("no reason", () => {
  test.each([
    `The ERC determined to add ${BLUE} to the Entity List.`,
    `For the four entities added in this rule, BIS imposes a license requirement because of § 744.21: ${BLUE}.`,
    `For the reasons described above, this final rule adds ${BLUE}, based on § 744.11.`,
    `License applications for ${BLUE} are reviewed under a presumption of denial because of § 744.11.`,
    `These entities are added with a license requirement due to § 744.11. ${BLUE} is one.`,
    `Accordingly, part 744 is amended, because of ${BLUE}.`,
    `The ERC reviewed § 744.11(b) (Criteria for revising the Entity List) to add these four entities. Under that paragraph, entities are added that ${REASON}.`,
  ])("%s", (line) => {
    expect(read(FOUR, line)).toEqual([]);
  });

  test("comes from the Entity List itself, or from standard passages", () => {
    expect(
      named(
        FOUR,
        `The ERC determined to add ${BLUE}.`,
        "The Entity List identifies those for which there is reasonable cause to believe they pose a significant risk.",
        "Because these entities are foreign, the Regulatory Flexibility Act does not apply.",
      ),
    ).toEqual([]);
  });
});

describe("a reason comes with", () => {
  const terms = (words: string) =>
    read(FOUR, `${BLUE} was added because it supplied engines. ${words}`)[0];

  test("the footnote designations", () => {
    expect(terms("It receives a footnote 4 designation.")?.footnotes).toEqual([4]);
    expect(terms("It is listed with footnotes 1 and 4 designations.")?.footnotes).toEqual([1, 4]);
    expect(terms("See footnote 4 of this preamble.")?.footnotes).toEqual([]);
  });

  test.each([
    [
      "License applications will be reviewed under a presumption of denial.",
      "presumption-of-denial",
    ],
    ["The license review policy is one of case-by-case review.", "case-by-case"],
    [
      "License applications will be reviewed under a policy of denial, but those for food on a case-by-case basis.",
      "mixed",
    ],
    ["A presumption of denial of guilt was rebutted.", null],
    ["It is based in Iran.", null],
  ])("the license review policy: %s", (words, policy) => {
    expect(terms(words)?.licenseReviewPolicy).toBe(policy);
  });
});

test("a paragraph that a page break split is one paragraph", () => {
  expect(
    read(FOUR, `${BLUE} was added because of its`, "sales of engines, under § 744.11.").map(
      ({ text, sections }) => [text, sections],
    ),
  ).toEqual([[`${BLUE} was added because of its sales of engines, under § 744.11.`, ["744.11"]]]);
});

test("parties without a passage are found entry by entry", () => {
  const rule = makeRule({ ...FOUR, removed: ["Old Works"] });
  const justifications = read({ ...FOUR, removed: ["Old Works"] }, `${BLUE} and ${RED} ${REASON}.`);
  expect(findUnjustified({ ...rule, justifications }).map(({ name }) => name)).toEqual([
    GREEN,
    GREY,
    "Old Works",
  ]);
});

corpusTest("every entry of 2023-03929 has its reason", "fr/2023-03929.xml", (bytes) => {
  const { rule } = parseRule(decodeDocument(bytes));
  rule.entries.forEach((_, at) => {
    const found = rule.justifications.filter(({ entryIndexes }) => entryIndexes.includes(at));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      sections: ["744.11", "744.21"],
      footnotes: [3],
      licenseReviewPolicy: "mixed",
    });
  });
  expect(findUnjustified(rule)).toEqual([]);
});

for (const [number, op, section] of [
  ["2026-17230", "remove", "744.16(e)"],
  ["2026-17231", "revise", "744.16"],
] as const) {
  corpusTest(`${number} gives its reason in plain text`, `fr/${number}.document.json`, (bytes) => {
    const { full_text: text } = JSON.parse(new TextDecoder().decode(bytes));
    const { rule } = parseRule(text);
    expect(rule.amendments.map((amendment) => amendment.op)).toEqual([op]);
    expect(rule.justifications.map(({ sections }) => sections)).toEqual([[section]]);
    expect(rule.justifications[0]?.text).toMatch(/^The ERC determined to remove /);
    expect(findUnjustified(rule)).toEqual([]);
  });
}

describe("a number that fits no set of the rule's parties is reported", () => {
  const problemsOf = (...lines: readonly string[]) => readAll(FOUR, lines).problems;

  test("in the committee's decision", () => {
    const text =
      "The ERC determined to add two entities under the destination of Iran because they sold drones.";
    expect(problemsOf(text)).toEqual([
      {
        code: "reason/without-party",
        message: expect.stringContaining("“two entities under the destination of Iran”"),
        text,
      },
    ]);
    expect(readAll(FOUR, [text]).justifications).toEqual([]);
  });

  test("together with a named party", () => {
    const text = `The ERC determined to add ${BLUE} for selling drones. The ERC also determined to add two entities in Iran for buying them.`;
    expect(problemsOf(text)).toHaveLength(1);
    expect(named(FOUR, text)).toEqual([[BLUE]]);
  });

  test("in a paragraph that refers back", () => {
    const decided = `The ERC determined to add ${BLUE}, ${RED} and ${GREEN} to the Entity List.`;
    expect(problemsOf(decided, "These two entities are involved in selling drones.")).toHaveLength(
      1,
    );
    expect(problemsOf(decided, "These three entities are involved in selling drones.")).toEqual([]);
  });

  test("unless it fits, counts something that the rule does not do, or belongs to another program", () => {
    expect(
      problemsOf(
        "The ERC determined to add four entities under the destination of Iran because they sold drones.",
        "The ERC determined to remove nine entities because they sold drones.",
        "The ERC determined to add three companies to the list of Validated End-Users because they asked for it.",
        "For the nine entities added, BIS imposes a license requirement because they sold drones.",
      ),
    ).toEqual([]);
  });
});

describe("a sentence that does several things", () => {
  const world: World = { added: [[BLUE]], revised: [[RED]], removed: [GREY] };

  test("gives its reason to the parties of each", () => {
    const text = `On the basis of the annual review, the ERC determined to remove one entry: ${GREY}; to add ${BLUE}, as it moved; and to modify the entry for ${RED}, by adding an alias.`;
    expect(named(world, text).map((names) => names.toSorted())).toEqual([[BLUE, GREY, RED]]);
  });

  test("may have two subjects", () => {
    const text = `The ERC determined to modify the entry for ${RED} to show its new name, and this rule removes ${GREY} because it was dissolved.`;
    expect(named(world, text)).toEqual([[RED, GREY]]);
  });
});

test("two parties named one after the other may both be meant", () => {
  const text = `${BLUE} is a subsidiary of ${RED}. Both are added for selling drones.`;
  expect(named(FOUR, text)).toEqual([[BLUE, RED]]);
});

test("the reason for a removal from one list is no reason for an addition to another", () => {
  const world: World = { added: [[BLUE], [RED]], removed: [RED] };
  const [, removal] = read(
    world,
    `The ERC determined to add ${BLUE} and ${RED} for selling drones.`,
    `As a conforming change, ${RED} is removed from the Unverified List because it stands on the Entity List now.`,
  );
  expect(removal).toMatchObject({ names: [RED], entryIndexes: [] });
});
