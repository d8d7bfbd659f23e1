import { describe, expect, test } from "vitest";
import { InstructionReader } from "../../src/parsers/instructions/instructions.ts";

function read(...paragraphs: string[]) {
  const reader = new InstructionReader();
  for (const paragraph of paragraphs) reader.read(paragraph, "744");
  const instructions = reader.instructions.map(({ op, list, destination, names, count }) => [
    op,
    list,
    destination,
    names,
    count,
  ]);
  return { instructions, problems: reader.problems.map(({ code }) => code), list: reader.list };
}

describe("an instruction", () => {
  test("that is longer than any is not read, and neither is what depends on it", () => {
    const names = Array.from({ length: 2_000 }, (_, nth) => `“Works ${nth}”`).join(", ");
    const { instructions, problems, list } = read(
      "2. Supplement No. 4 to part 744 is amended:",
      `a. Under IRAN, by removing ${names}:`,
      "i. “A Co.”.",
      "b. Under IRAQ, by removing “B Co.”.",
    );
    expect(instructions).toEqual([["remove", "EL", "IRAQ", ["B Co."], null]]);
    expect(problems).toEqual(["instruction/unread", "instruction/unread"]);
    expect(list).toBe("EL");
  });

  const CHINA = "CHINA, PEOPLE'S REPUBLIC OF";

  test.each<[string, string[], unknown[][]]>([
    [
      "takes its list from the paragraph before it",
      [
        "2. Supplement No. 4 to part 744 is amended:",
        "a. Under CANADA, by adding in alphabetical order, entries for “A Inc.” and “B Inc.”;",
      ],
      [["add", "EL", "CANADA", ["A Inc.", "B Inc."], null]],
    ],
    [
      "may be a single sentence",
      [
        `2. Supplement no. 4 to part 744 is amended under ${CHINA} by revising the entry for “A Co., Ltd.” to read as follows:`,
      ],
      [["revise", "EL", CHINA, ["A Co., Ltd."], null]],
    ],
    [
      "of removal may quote more than the name",
      [
        "2. Supplement no. 4 to part 744 is amended under TURKEY by removing the entry for “A Şubesi, Bülent Bulvarı”.",
      ],
      [["remove", "EL", "TURKEY", ["A Şubesi, Bülent Bulvarı"], null]],
    ],
    [
      "may name the destination last",
      [
        "2. Supplement No. 4 to part 744 is amended:",
        "a. By removing the entries for “A” and “B” under RUSSIA; and",
      ],
      [["remove", "EL", "RUSSIA", ["A", "B"], null]],
    ],
    [
      "may name several destinations, each after its entries",
      [
        "2. Supplement No. 4 to part 744 is amended by removing the entries for “A” and “B” under RUSSIA and for “C” under IRAN.",
      ],
      [
        ["remove", "EL", "RUSSIA", ["A", "B"], null],
        ["remove", "EL", "IRAN", ["C"], null],
      ],
    ],
    [
      "may count instead of naming",
      [
        "2. Supplement No. 4 to part 744 is amended by:",
        "(1) Adding in alphabetical order under Iran, one Iranian entity;",
      ],
      [["add", "EL", "Iran", [], 1]],
    ],
    [
      "takes its destination from the paragraph before it",
      [
        "2. Supplement No. 4 to part 744 is amended:",
        "a. In the entry for PAKISTAN:",
        "i. Adding in alphabetical order an entry for “A”; and",
        "ii. Revising the entry for “B”.",
      ],
      [
        ["add", "EL", "PAKISTAN", ["A"], null],
        ["revise", "EL", "PAKISTAN", ["B"], null],
      ],
    ],
    [
      "takes its verb from the paragraph before it",
      [
        "2. Supplement No. 7 to part 744 is amended by adding in alphabetical order:",
        "a. Under BURMA, an entry for “A”;",
        "b. Under CAMBODIA, an entry for “B”.",
      ],
      [
        ["add", "MEU", "BURMA", ["A"], null],
        ["add", "MEU", "CAMBODIA", ["B"], null],
      ],
    ],
    [
      "may do several things under several destinations",
      [
        "2. Supplement No. 4 to part 744 is amended under IRAN, by adding an entry for “A” and by revising the entry for “B”, and under IRAQ, by removing the entry for “C”.",
      ],
      [
        ["add", "EL", "IRAN", ["A"], null],
        ["revise", "EL", "IRAN", ["B"], null],
        ["remove", "EL", "IRAQ", ["C"], null],
      ],
    ],
    [
      "may add the destination itself",
      [
        "2. Supplement No. 4 to part 744 is amended:",
        "a. Adding the destination of CYPRUS in alphabetical order and adding an entry for “A”;",
      ],
      [["add", "EL", "CYPRUS", ["A"], null]],
    ],
    [
      "may use straight quotation marks",
      ['2. Supplement No. 6 to part 744 is amended under ARMENIA by adding "A", "B", and "C".'],
      [["add", "UVL", "ARMENIA", ["A", "B", "C"], null]],
    ],
    [
      "may quote a name with quotation marks",
      [
        "2. Supplement No. 4 to part 744 is amended under RUSSIA by adding entries for “Works “GAMMA””; and “B”;",
      ],
      [["add", "EL", "RUSSIA", ["Works “GAMMA”", "B"], null]],
    ],
  ])("%s", (_, paragraphs, instructions) => {
    const read_ = read(...paragraphs);
    expect(read_.instructions).toEqual(instructions);
    expect(read_.problems).toEqual([]);
  });

  test("about something else is ignored", () => {
    const { instructions, problems, list } = read(
      "1. The authority citation for part 744 continues to read as follows:",
      "2. Section 744.21 is amended by revising paragraph (b) to read as follows:",
      "3. Supplement No. 2 to part 744 is amended by adding “EAR99”.",
    );
    expect([instructions, problems, list]).toEqual([[], [], null]);
  });

  test("about the list that cannot be read is a problem with its text", () => {
    const { instructions, problems } = read(
      "2. Supplement No. 4 to part 744 is amended by republishing footnote 1.",
      "3. Supplement No. 4 to part 744 is amended by removing the entry for “A”.",
    );
    expect(instructions).toEqual([]);
    expect(problems).toEqual(["instruction/unread", "instruction/unread"]);
  });
});
