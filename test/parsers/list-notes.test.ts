import { describe, expect, test } from "vitest";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { readListNotes } from "../../src/parsers/list-notes.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusTest } from "../support/corpus.ts";

const AIDS =
  "For Federal Register citations affecting supplement no. 4, see the List of CFR Sections Affected.";

describe("a note of the eCFR's editors", () => {
  test("that only lists finding aids is skipped", () => {
    expect(readListNotes([`Editorial Note: ${AIDS}`])).toEqual([]);
  });

  test("may be one of several, and say what could not be incorporated", () => {
    const text =
      "At 90 FR 14035, Mar. 28, 2025, supplement no. 4 to part 744 was amended under FRANCE by adding entries for “Gamma Co., Ltd.” and “Delta” and by removing the entry for “Beta”; however, these amendments could not be incorporated.";
    expect(readListNotes([`Editorial Notes: 1. ${AIDS} 2. ${text}`])).toEqual([
      {
        kind: "not-incorporated",
        citation: { volume: 90, page: 14035, date: "2025-03-28" },
        amendments: [
          { op: "add", destination: "FRANCE", names: ["Gamma Co., Ltd.", "Delta"] },
          { op: "remove", destination: "FRANCE", names: ["Beta"] },
        ],
        until: null,
        text,
      },
    ]);
  });

  test.each([
    ["the introductory text was stayed, effective until Nov. 9, 2026.", "stayed", "2026-11-09"],
    ["the introductory text was stayed indefinitely.", "stayed", null],
    ["the heading was printed twice.", "other", null],
  ])("%s", (words, kind, until) => {
    const text = `At 90 FR 50857, Nov. 12, 2025, in supplement no. 4 to part 744, ${words}`;
    expect(readListNotes([`Effective Date Note: ${text}`])).toMatchObject([
      { kind, until, text, citation: { volume: 90, page: 50857, date: "2025-11-12" } },
    ]);
  });
});

corpusTest(
  "S2C Limited stands in the notes of 2026 alone",
  "ecfr/part744-2026-03-25.xml.gz",
  (bytes) => {
    const { lists } = parseSnapshot(decodeDocument(bytes));
    const notes = lists.map(({ list, notes }) =>
      [list, ...notes.map(({ kind }) => kind)].join(" "),
    );
    expect(notes).toEqual(["EL not-incorporated stayed", "UVL", "MEU stayed"]);
    const [el] = lists;
    expect(el?.notes[0]?.amendments).toEqual([
      { op: "add", destination: "CHINA, PEOPLE'S REPUBLIC OF", names: ["S2C Limited"] },
      {
        op: "revise",
        destination: "CHINA, PEOPLE'S REPUBLIC OF",
        names: ["Shanghai Micro Electronics Equipment (Group) Co., Ltd."],
      },
    ]);
    expect(el?.entries.filter(({ name }) => name.startsWith("S2C"))).toEqual([]);
  },
);
