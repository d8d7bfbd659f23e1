import { describe, expect, test } from "vitest";
import { InstructionReader } from "../../src/parsers/instructions.ts";

type Paragraph = string | readonly [text: string, part: string];
type Form = readonly [what: string, paragraphs: readonly Paragraph[], read: readonly string[]];

/** `add EL IRAN: A | B`, `redesignate EL HONG KONG → CHINA: A → B`, `add EL Iran: #2`, `? a.` for a paragraph unread. */
function read(paragraphs: readonly Paragraph[]): string[] {
  const reader = new InstructionReader();
  for (const paragraph of paragraphs) {
    const [text, part] = typeof paragraph === "string" ? [paragraph, "744"] : paragraph;
    reader.read(text, part);
  }
  const instructions = reader.instructions.map(
    ({ op, list, destination, names, count, newDestination, newNames }) => {
      const place = [destination, newDestination].filter((where) => where !== null).join(" → ");
      const what = [names.join(" | "), newNames.join(" | ")].filter((name) => name !== "");
      const counted = count === null ? "" : `#${count}`;
      return `${op} ${list} ${place}: ${what.join(" → ")} ${counted}`.replace(/ +/g, " ").trim();
    },
  );
  return [...instructions, ...reader.problems.map(({ text }) => `? ${text?.split(" ")[0]}`)];
}

const EL = "2. Supplement No. 4 to part 744 is amended:";
const UVL = "2. Supplement No. 6 to part 744 is amended:";
const CN = "CHINA, PEOPLE'S REPUBLIC OF";

const PLACES: readonly Form[] = [
  [
    "under a destination",
    [EL, "a. Under CANADA, by adding in alphabetical order, entries for “A Inc.” and “B Inc.”;"],
    ["add EL CANADA: A Inc. | B Inc."],
  ],
  [
    "after an authority citation",
    [
      "1. The authority citation for part 744 continues to read as follows:",
      EL,
      "a. Under IRAN, by adding an entry for “A”.",
    ],
    ["add EL IRAN: A"],
  ],
  [
    "in one sentence",
    [
      `2. Supplement no. 4 to part 744 is amended under ${CN} by revising the entry for “A Co., Ltd.” to read as follows:`,
    ],
    [`revise EL ${CN}: A Co., Ltd.`],
  ],
  [
    "in capitals",
    ["2. In Supplement No. 4 to Part 744, under IRAN, by adding an entry for “A”."],
    ["add EL IRAN: A"],
  ],
  [
    "as an order",
    ["2. Amend supplement no. 4 to part 744 by removing the entry for “A” under RUSSIA."],
    ["remove EL RUSSIA: A"],
  ],
  [
    "without its part",
    ["2. Supplement No. 4 is further amended under IRAQ by adding an entry for “A”."],
    ["add EL IRAQ: A"],
  ],
  [
    "further",
    [
      EL,
      "a. Under IRAN, by adding an entry for “A”.",
      "3. Supplement No. 4 to part 744 is further amended by removing the entry for “B” under INDIA.",
    ],
    ["add EL IRAN: A", "remove EL INDIA: B"],
  ],
  [
    "part first",
    ["2. In part 744, Supplement No. 4, under IRAN, is amended by adding an entry for “A”."],
    ["add EL IRAN: A"],
  ],
  [
    "as the table of a supplement",
    [
      "2. The table in Supplement No. 4 to part 744 is amended by adding, in alphabetical order, entries for “A,” and “B,” under INDIA.",
    ],
    ["add EL INDIA: A | B"],
  ],
  [
    "with the supplement last",
    [["2. Adding, under IRAN, an entry for “A” to Supplement No. 4 to part 744.", "744"]],
    ["add EL IRAN: A"],
  ],
  [
    "of another list",
    [
      UVL,
      "a. Under ARMENIA, by adding entries for “A” and “B”.",
      "3. Supplement No. 7 to part 744 is amended by removing the entry for “C” under RUSSIA.",
    ],
    ["add UVL ARMENIA: A | B", "remove MEU RUSSIA: C"],
  ],
  [
    "under a destination that prints its article",
    [
      EL,
      "a. Under the UNITED ARAB EMIRATES, by adding an entry for “A”;",
      "b. Under the destination of the Netherlands, by adding an entry for “B”.",
    ],
    ["add EL UNITED ARAB EMIRATES: A", "add EL Netherlands: B"],
  ],
  [
    "under a heading no country has",
    [EL, "a. Under CRIMEA (OCCUPIED), by adding an entry for “A”;"],
    ["add EL CRIMEA (OCCUPIED): A"],
  ],
  [
    "under a quoted destination",
    [EL, `a. Under “${CN},” by adding an entry for “A”;`],
    [`add EL ${CN}: A`],
  ],
  [
    "under several destinations",
    [EL, "a. Under CANADA and CHINA, by adding an entry for “A”;"],
    ["add EL CANADA: A", "add EL CHINA: A"],
  ],
  [
    "under several, and who stands where is not said",
    [EL, "a. Under CANADA and CHINA, by removing the entries for “A” and “B”;"],
    ["? a."],
  ],
  [
    "as the destination, for the second time",
    [
      EL,
      "a. Under IRAN, by adding “A”;",
      "b. Under CHINA, by adding “A”;",
      "c. Under IRAN, by removing “B”.",
    ],
    ["add EL IRAN: A", "add EL CHINA: A", "remove EL IRAN: B"],
  ],
  [
    "by the name of the list",
    [
      "2. Supplement No. 4 to part 744 is amended by adding “A” under IRAN.",
      "3. The Unverified List is amended by removing the entry for “A” under IRAN.",
    ],
    ["add EL IRAN: A", "remove UVL IRAN: A"],
  ],
];

const CARRIED: readonly Form[] = [
  [
    "the destination, from a label",
    [EL, "a. CANADA", "i. Adding an entry for “A”;", "ii. Revising the entry for “B”."],
    ["add EL CANADA: A", "revise EL CANADA: B"],
  ],
  [
    "the destination, to (a)(1)(i)",
    [
      EL,
      "(a) By amending the entries under CHINA as follows:",
      "(1) By adding:",
      "(i) An entry for “A”;",
      "(ii) An entry for “B”;",
      "(2) By removing the entry for “C”;",
      "(b) Under IRAN, by removing the entry for “D”.",
    ],
    ["add EL CHINA: A", "add EL CHINA: B", "remove EL CHINA: C", "remove EL IRAN: D"],
  ],
  [
    "the destination, through letters that are numbers",
    [
      EL,
      ..."abcdefgh"
        .split("")
        .map((letter) => `${letter}. Under IRAN, by adding an entry for “${letter}”;`),
      "i. Under CHINA:",
      "i. Adding an entry for “I”;",
      "ii. Revising the entry for “J”;",
      "j. Under INDIA, by removing the entry for “K”.",
    ],
    [
      ..."abcdefgh".split("").map((letter) => `add EL IRAN: ${letter}`),
      "add EL CHINA: I",
      "revise EL CHINA: J",
      "remove EL INDIA: K",
    ],
  ],
  [
    "the destination, but not out of its paragraphs",
    [
      EL,
      "a. In the entry for PAKISTAN:",
      "i. Adding an entry for “A”; and",
      "b. Removing the entry for “B”.",
    ],
    ["add EL PAKISTAN: A", "? b."],
  ],
  [
    "the destination, from the sentence before",
    [EL, "a. Under CHINA, by adding an entry for “A”;", "b. By revising the entry for “B”."],
    ["add EL CHINA: A", "revise EL CHINA: B"],
  ],
  [
    "no destination that came after its names",
    [EL, "a. By removing the entry for “A” under RUSSIA;", "b. By removing the entry for “B”."],
    ["remove EL RUSSIA: A", "? b."],
  ],
  [
    "the verb",
    [
      "2. Supplement No. 7 to part 744 is amended by adding in alphabetical order:",
      "a. Under BURMA, an entry for “A”;",
      "b. Under CAMBODIA, an entry for “B”.",
    ],
    ["add MEU BURMA: A", "add MEU CAMBODIA: B"],
  ],
  [
    "the verb, from the paragraph before",
    [EL, "a. By adding, under CANADA, an entry for “A”;", "b. Under FRANCE, an entry for “B”."],
    ["add EL CANADA: A", "add EL FRANCE: B"],
  ],
  [
    "the supplement, and both in one label",
    [
      "2.a. Supplement No. 4 to part 744 is amended by:",
      "(1) Adding in alphabetical order under Iran, one Iranian entity;",
      "(2) Removing under Iraq the entry for “A”.",
    ],
    ["add EL Iran: #1", "remove EL Iraq: A"],
  ],
  [
    "nothing into another part",
    [
      EL,
      "a. Under IRAN, by adding an entry for “A”.",
      ["3. The authority citation for part 748 continues to read as follows:", "748"],
      ["4. Supplement No. 7 to part 748 is amended by adding “B” under CHINA.", "748"],
      ["a. Adding an entry for “C”.", "748"],
    ],
    ["add EL IRAN: A"],
  ],
  [
    "nothing into another section or supplement",
    [
      EL,
      "a. Under IRAN, by adding an entry for “A”.",
      "3. Section 744.21 is amended by revising paragraph (b) to read as follows:",
      "a. Adding “B” in paragraph (c).",
      "4. § 734.9 is amended by adding an entry for “C”.",
      "5. In § 744.11, revise paragraph (a)(2).",
      "6. Supplement No. 2 to part 744 is amended by adding “EAR99”.",
      "7. Supplement No. 1 to part 740 is amended by removing “D” under CHINA.",
      "8. Supplement No. 4 to part 744 is amended by removing the entry for “E” under IRAN.",
    ],
    ["add EL IRAN: A", "remove EL IRAN: E"],
  ],
  [
    "nothing out of a section that mentions the supplement",
    [
      "2. Section 744.16 is amended by revising the reference to supplement no. 4 to part 744 in paragraph (a).",
      "a. By adding “A” under IRAN.",
    ],
    [],
  ],
  [
    "nothing into a section named between",
    [
      EL,
      "a. Under IRAN, by adding an entry for “A”;",
      "b. Revising § 744.16(e);",
      "c. Under IRAQ, by adding an entry for “B”.",
    ],
    ["add EL IRAN: A", "add EL IRAQ: B"],
  ],
  [
    "over the heading of what follows",
    [
      EL,
      "a. Under IRAN, by adding an entry for “A”.",
      "The additions and revisions read as follows:",
    ],
    ["add EL IRAN: A"],
  ],
  [
    "without labels",
    [
      "Supplement No. 4 to part 744 is amended:",
      "Under IRAN, by adding an entry for “A”;",
      "By revising the entry for “B”;",
    ],
    ["add EL IRAN: A", "revise EL IRAN: B"],
  ],
  [
    "no verb from the supplement's own",
    [
      "2. Amend supplement no. 4 to part 744 as follows:",
      "a. Under IRAN, an entry for “A”;",
      "b. Under IRAN, add an entry for “B”.",
    ],
    ["add EL IRAN: B", "? a."],
  ],
  [
    "nothing from what names several supplements",
    [
      "2. Supplements No. 4 and No. 6 to part 744 are amended as follows:",
      "a. Removing the entry for “A” under IRAN.",
    ],
    ["? 2.", "? a."],
  ],
  [
    "a verb that another paragraph prints",
    [EL, "a. Under IRAN, by adding in alphabetical order", "i. “A”; and", "ii. “B”."],
    ["add EL IRAN: A", "add EL IRAN: B", "? a."],
  ],
];

const VERBS: readonly Form[] = [
  [
    "several, each with its destination",
    [
      "2. Supplement No. 4 to part 744 is amended under IRAN, by adding an entry for “A” and by revising the entry for “B”, and under IRAQ, by removing the entry for “C”.",
    ],
    ["add EL IRAN: A", "revise EL IRAN: B", "remove EL IRAQ: C"],
  ],
  [
    "a destination that leads and one that follows",
    [
      EL,
      "a. Under CHINA, by adding an entry for “A”, and by removing the entry for “B” under RUSSIA.",
    ],
    ["add EL CHINA: A", "remove EL RUSSIA: B"],
  ],
  [
    "orders",
    [
      EL,
      "a. Add, under IRAN, an entry for “A”;",
      "b. Revise the entry for “B” under IRAN; and",
      "c. Remove the entry for “C” under IRAN.",
    ],
    ["add EL IRAN: A", "revise EL IRAN: B", "remove EL IRAN: C"],
  ],
  [
    "gerunds without by",
    [EL, "a. Removing the entries for “A” and “B” under RUSSIA; and"],
    ["remove EL RUSSIA: A | B"],
  ],
  [
    "deleting and amending",
    [
      EL,
      "a. Deleting the entry for “A” under IRAN;",
      "b. By amending the entry for “B” under IRAN;",
    ],
    ["remove EL IRAN: A", "revise EL IRAN: B"],
  ],
  [
    "the passive voice: added",
    [EL, "a. Entries for “A” and “B” are added in alphabetical order under CHINA;"],
    ["add EL CHINA: A | B"],
  ],
  [
    "the passive voice: revised, removed",
    [
      EL,
      "a. The entry for “A” under CHINA is revised to read as follows;",
      "b. The entry for “B” under CHINA is removed.",
    ],
    ["revise EL CHINA: A", "remove EL CHINA: B"],
  ],
  [
    "the passive voice: two in one",
    [EL, "a. The entry for “A” is removed and an entry for “B” is added under CHINA."],
    ["remove EL CHINA: A", "add EL CHINA: B"],
  ],
  [
    "the passive voice: amended to read",
    [
      "2. In supplement no. 4 to part 744, the entry for “A” under IRAN is amended to read as follows:",
    ],
    ["revise EL IRAN: A"],
  ],
  [
    "the passive voice, under a destination that leads",
    [EL, "a. Under CHINA, the entries for “A” and “B” are revised and an entry for “C” is added."],
    ["revise EL CHINA: A | B", "add EL CHINA: C"],
  ],
  [
    "removing and adding in its place",
    [
      EL,
      "a. Under Hong Kong: by removing “A” and adding in its place “B”;",
      "b. By removing “C” and adding “D” in its place under IRAN;",
    ],
    ["remove EL Hong Kong: A", "add EL Hong Kong: B", "remove EL IRAN: C", "add EL IRAN: D"],
  ],
  [
    "amended to add",
    ["2. Supplement No. 4 to part 744 is amended to add under IRAN an entry for “A”."],
    ["add EL IRAN: A"],
  ],
  [
    "redesignating, between destinations",
    [EL, "a. Redesignating the entry for “A” under HONG KONG as an entry under CHINA;"],
    ["redesignate EL HONG KONG → CHINA: A"],
  ],
  [
    "redesignating, by a new name",
    [EL, "a. Under CHINA, by redesignating the entry for “A” as “B”;"],
    ["redesignate EL CHINA: A → B"],
  ],
  [
    "moving",
    [EL, `a. Moving the entry for “A” from HONG KONG to ${CN};`],
    [`redesignate EL HONG KONG → ${CN}: A`],
  ],
  [
    "correcting",
    [
      EL,
      "a. Under CHINA, by correcting the entry for “A”;",
      "b. The entry for “B” under CHINA is corrected to read as follows:",
    ],
    ["correct EL CHINA: A", "correct EL CHINA: B"],
  ],
  [
    "one that is none of ours",
    [EL, "a. Under CHINA, by adding an entry for “A” and by replacing the entry for “B” with “C”;"],
    ["add EL CHINA: A", "? a."],
  ],
  ["none at all", ["2. Supplement No. 4 to part 744 under CHINA, “A”."], ["? 2."]],
  [
    "by:",
    [
      EL,
      "a. Under CHINA, by:",
      "i. Adding, in alphabetical order, entries for “A,” and “B;” and",
      "ii. Revising the entries for “C” and “D.”",
    ],
    ["add EL CHINA: A | B", "revise EL CHINA: C | D."],
  ],
  [
    "the entries for a country",
    [
      EL,
      "a. By revising the entries for CHINA for “A” and “B”;",
      "b. Under the entry for IRAN, removing “C”.",
    ],
    ["revise EL CHINA: A | B", "remove EL IRAN: C"],
  ],
  [
    "the passive voice, in the supplement's own sentence",
    [
      "2. In supplement no. 4 to part 744, the entry for “A” is removed under IRAN.",
      "3. Supplement no. 4 to part 744 is revised by removing “B” under IRAQ.",
    ],
    ["remove EL IRAN: A", "remove EL IRAQ: B"],
  ],
  [
    "redesignating several",
    [
      EL,
      "a. Redesignating the entry for “A” under HONG KONG as an entry under CHINA and the entry for “B” under MACAU as an entry under CHINA;",
    ],
    ["redesignate EL HONG KONG → CHINA: A", "redesignate EL MACAU → CHINA: B"],
  ],
  [
    "revising to a new name",
    [EL, "a. Under IRAN, by revising the entry for “A” to read “B”;"],
    ["revise EL IRAN: A → B"],
  ],
];

const INSIDE: readonly Form[] = [
  [
    "to add an alias",
    [
      EL,
      "a. Under IRAN, by revising the entry for “A” to add the alias “B” and two addresses; and by adding an entry for “C”;",
    ],
    ["revise EL IRAN: A", "add EL IRAN: C"],
  ],
  [
    "an alias to an entry",
    [EL, "a. Under IRAN, by adding the alias “B” to the entry for “A”;"],
    ["revise EL IRAN: A"],
  ],
  [
    "two addresses to an entry",
    [EL, "a. Under IRAN, by adding two addresses to the entry for “A”;"],
    ["revise EL IRAN: A"],
  ],
  [
    "within an entry",
    [EL, "a. In the entry for “A” under IRAN, by removing “B” and adding in its place “C”;"],
    ["revise EL IRAN: A"],
  ],
  [
    "within an entry, paragraph by paragraph",
    [
      EL,
      "a. In the entry for “A” under IRAN:",
      "i. Removing the alias “B”;",
      "ii. Adding “C” in its place;",
      "b. Under IRAQ, by adding an entry for “D”;",
    ],
    ["revise EL IRAN: A", "add EL IRAQ: D"],
  ],
  [
    "a column",
    [
      EL,
      "a. Under IRAN, by revising the “License Requirement” column for the entry for “A”;",
      "b. Under IRAN, by revising the license review policy column of the entries for “B” and “C”;",
    ],
    ["revise EL IRAN: A", "revise EL IRAN: B | C"],
  ],
  [
    "a footnote designation",
    [EL, "a. Under CHINA, by adding a footnote 4 designation to the entries for “A” and “B”;"],
    ["revise EL CHINA: A | B"],
  ],
  [
    "the spelling",
    [EL, "a. Under CHINA, by correcting the spelling of the name in the entry for “A”;"],
    ["revise EL CHINA: A"],
  ],
  [
    "an address of a name",
    [
      EL,
      "a. Under IRAN, by adding an additional address for “A”;",
      "b. Under IRAN, by removing the alias “B” from “C”;",
    ],
    ["revise EL IRAN: A", "revise EL IRAN: C"],
  ],
  ["an alias of nobody", [EL, "a. Under IRAN, by removing the alias “B”;"], ["? a."]],
  [
    "the alias of an entry named first",
    [EL, "a. In the entry for “A” under IRAN, by removing the alias “B”;"],
    ["revise EL IRAN: A"],
  ],
];

const LOST: readonly Form[] = [
  [
    "where one of two is not named",
    [EL, "a. Under IRAN, by removing the entry for Acme and adding an entry for “B”;"],
    ["add EL IRAN: B", "? a."],
  ],
  [
    "where the second says it",
    [EL, "a. Removing “A” under IRAN and adding it under IRAQ;"],
    ["remove EL IRAN: A", "? a."],
  ],
  [
    "where the table is meant",
    [EL, "a. Under IRAN, by adding an entry for “A” and by revising the table."],
    ["add EL IRAN: A", "? a."],
  ],
  [
    "but not a footnote",
    [EL, "a. Under IRAN, by adding an entry for “A” and by revising footnote 1."],
    ["add EL IRAN: A"],
  ],
];

const NAMES: readonly Form[] = [
  [
    "in straight marks",
    ['2. Supplement No. 6 to part 744 is amended under ARMENIA by adding "A", "B", and "C".'],
    ["add UVL ARMENIA: A | B | C"],
  ],
  [
    "in GPO's marks",
    [EL, "a. Under IRAN, by adding entries for ``A'' and ``B'';"],
    ["add EL IRAN: A | B"],
  ],
  [
    "in single marks",
    [EL, "a. Under IRAN, by adding entries for ‘Workers’ Works’ and ‘B’s Co.’;"],
    ["add EL IRAN: Workers’ Works | B’s Co."],
  ],
  [
    "in straight single marks",
    [EL, `a. Under ${CN}, by adding entries for 'A's Works' and 'B Co.';`],
    [`add EL ${CN}: A's Works | B Co.`],
  ],
  [
    "in other nations' marks",
    [EL, "a. Under RUSSIA, by adding entries for «A» and „B“;"],
    ["add EL RUSSIA: A | B"],
  ],
  [
    "in mixed marks",
    [EL, 'a. Under IRAN, by adding entries for “A" and "B”;'],
    ["add EL IRAN: A | B"],
  ],
  [
    "that quote",
    [EL, "a. Under RUSSIA, by adding entries for “Works “GAMMA””; and “B”;"],
    ["add EL RUSSIA: Works “GAMMA” | B"],
  ],
  [
    "that quote, in straight marks",
    [EL, 'a. Under RUSSIA, by adding entries for "Works "GAMMA""; and "B";'],
    ["add EL RUSSIA: Works “GAMMA” | B"],
  ],
  [
    "that quote, and close once",
    [EL, "a. Under RUSSIA, by adding entries for “Works “GAMMA”; and “B”;"],
    ["add EL RUSSIA: Works “GAMMA | B"],
  ],
  [
    "that hold what separates names",
    [
      EL,
      "a. Under IRAN, by adding entries for “A; B and C, Ltd.;” “D, under E;” and “Adding Machines for Iraq.”",
    ],
    ["add EL IRAN: A; B and C, Ltd. | D, under E | Adding Machines for Iraq."],
  ],
  [
    "that lack a closing mark",
    [EL, "a. Under IRAN, by adding entries for “A and “B”;"],
    ["add EL IRAN: A | B"],
  ],
  [
    "that lack an opening mark",
    [EL, "a. Under IRAN, by adding entries for A” and “B”;"],
    ["add EL IRAN: B", "? a."],
  ],
  ["that lack their last mark", [EL, "a. Under IRAN, by adding an entry for “A;"], ["? a."]],
  [
    "with possessives",
    [EL, `a. Under ${CN}, by adding an entry for “Xi'an Workers' Co.”;`],
    [`add EL ${CN}: Xi'an Workers' Co.`],
  ],
  [
    "that are not quoted",
    [
      EL,
      "a. Under IRAN, by adding in alphabetical order an entry for Acme Works;",
      "b. Under IRAN, by removing the entry for Acme Trading.",
    ],
    ["add EL IRAN:", "? b."],
  ],
];

const COUNTS: readonly Form[] = [
  [
    "of a nation",
    [
      "2. Supplement No. 4 to part 744 is amended by:",
      "(1) Adding under China, in alphabetical order, five Chinese entities;",
      "(2) Adding under Iran, in alphabetical order, two (2) Iranian entities; and",
      "(3) Adding under the United Arab Emirates, seven United Arab Emirates entities.",
    ],
    ["add EL China: #5", "add EL Iran: #2", "add EL United Arab Emirates: #7"],
  ],
  [
    "before their destinations",
    [
      "2. Supplement No. 4 to part 744 is amended by adding two entities under IRAN and 12 entities under IRAQ.",
    ],
    ["add EL IRAN: #2", "add EL IRAQ: #12"],
  ],
  [
    "beside the names",
    [EL, "a. Under IRAN, by adding two Iranian entities, “A” and “B”;"],
    ["add EL IRAN: A | B #2"],
  ],
  ["that remove", [EL, "a. Under IRAN, by removing two Iranian entities;"], ["? a."]],
  ["that do not say where", [EL, "a. By adding two Iranian entities;"], ["? a."]],
  [
    "of addresses",
    [EL, "a. Under CHINA, by adding three addresses in alphabetical order;"],
    ["add EL CHINA: #3"],
  ],
  [
    "before the names and their destination",
    [
      EL,
      "a. By adding two entities under China: “A” and “B”;",
      "b. By removing one entity under Iran, “C”, and two entities under IRAQ: “D” and “E”;",
    ],
    ["add EL China: A | B #2", "remove EL Iran: C #1", "remove EL IRAQ: D | E #2"],
  ],
  [
    "here and a name there",
    [EL, "a. By adding two entities under IRAN and an entry for “B” under IRAQ;"],
    ["add EL IRAN: #2", "add EL IRAQ: B"],
  ],
  [
    "that names below make good",
    [
      EL,
      "a. Under CHINA, by adding two entities:",
      "i. “A”; and",
      "ii. “B”;",
      "b. Under IRAN, by adding the following entries:",
      "i. “C”.",
    ],
    ["add EL CHINA: A", "add EL CHINA: B", "add EL IRAN: C"],
  ],
];

const DESTINATIONS: readonly Form[] = [
  [
    "added",
    [
      EL,
      "a. Adding the destination of ETHIOPIA in alphabetical order and adding under it an entry for “A”;",
      "b. Adding CYPRUS in alphabetical order and an entry for “B” under CYPRUS;",
    ],
    ["add EL ETHIOPIA: A", "add EL CYPRUS: B"],
  ],
  [
    "added, then its entries",
    [
      EL,
      "a. Adding the destination of CYPRUS in alphabetical order;",
      "b. Adding an entry for “A”;",
    ],
    ["add EL CYPRUS: A"],
  ],
  [
    "removed with its entries",
    [EL, "a. By removing the country of Malta and the entry for “A”;"],
    ["remove EL Malta: A"],
  ],
  [
    "removed, and its entries not named",
    [EL, "a. By removing the destination of MALTA;"],
    ["? a."],
  ],
];

const NO_ENTRIES: readonly Form[] = [
  [
    "a footnote",
    [EL, "a. By revising footnote 1;", "b. Adding footnote 4 at the end of the table;"],
    [],
  ],
  [
    "the heading and what introduces the table",
    [
      "2. Supplement No. 4 to part 744 is amended by revising the introductory text and the heading.",
    ],
    [],
  ],
  [
    "a note, which is none of the entries",
    [EL, "a. By revising the note to the table;", "b. Under IRAN, by adding an entry for “A”;"],
    ["add EL IRAN: A"],
  ],
  [
    "a footnote, by a verb that is none of ours",
    ["2. Supplement No. 4 to part 744 is amended by republishing footnote 1."],
    ["? 2."],
  ],
  [
    "the supplement as a whole",
    [
      "2. Supplement No. 7 to part 744 is added to read as follows:",
      "3. Revise supplement no. 6 to part 744 to read as follows:",
    ],
    ["? 2.", "? 3."],
  ],
  [
    "several supplements at once",
    [
      "2. Supplements No. 4 and No. 6 to part 744 are amended by removing the entry for “A” under IRAN.",
    ],
    ["? 2."],
  ],
  [
    "other lists",
    [
      "2. The UFLPA Entity List is amended by adding “A” under CHINA.",
      "3. Supplement No. 1 to part 766 is amended by adding “B”.",
    ],
    [],
  ],
  [
    "a section whose text speaks of the list",
    [
      "2. Section 744.16 is amended by revising paragraph (e) to read as follows:",
      "(e) A party on the Entity List (supplement no. 4 to part 744) may ask that its entry under CHINA be removed.",
      "(1) The request is made in “writing”.",
    ],
    [],
  ],
  [
    "a section, and a supplement after it",
    [
      "2. Section 744.16 is amended:",
      "a. By revising paragraph (e).",
      "3. In supplement no. 4 to part 744, remove the entry for “A” under IRAN.",
    ],
    ["remove EL IRAN: A"],
  ],
];

describe.each([
  ["an instruction finds its place", PLACES],
  ["an instruction takes from those before it", CARRIED],
  ["an instruction says what is done by", VERBS],
  ["an instruction changes an entry", INSIDE],
  ["an instruction is read in part", LOST],
  ["names stand", NAMES],
  ["counts stand for names", COUNTS],
  ["destinations are", DESTINATIONS],
  ["an instruction is about", NO_ENTRIES],
])("%s", (_, forms) => {
  test.each(forms)("%s", (_what, paragraphs, expected) => {
    expect(read(paragraphs)).toEqual(expected);
  });
});
