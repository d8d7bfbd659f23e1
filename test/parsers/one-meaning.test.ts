/** Texts that differ only in print parse to equal fields. */

import { describe, expect, test } from "vitest";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { readEntryCell } from "../../src/parsers/entry/cell.ts";
import { readCitations } from "../../src/parsers/entry/citations.ts";
import { readLicenseRequirement } from "../../src/parsers/entry/license-requirement.ts";
import { readLicenseReviewPolicy } from "../../src/parsers/entry/license-review-policy.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { CellText } from "../../src/parsers/text/cell-text.ts";
import { corpusTest } from "../support/corpus.ts";
import { seededRandom } from "../support/random.ts";

const SEED = 2026;

type Chance = () => number;

function oneOf<T>(random: Chance, ...these: readonly T[]): T {
  return these[Math.floor(random() * these.length)] as T;
}

/** The same text in another typesetting, built as a cell of a document is. */
function reprint(text: string, random: Chance): string {
  const cell = new CellText();
  text.split("\n").forEach((line, at) => {
    if (at > 0) cell.breakLine();
    cell.append(reprintLine(line, random));
  });
  return cell.finish();
}

function reprintLine(line: string, random: Chance): string {
  return line
    .replace(/^[—–―-]/, () => oneOf(random, "—", "–", "―", "-"))
    .replace(/(?!^)[-–]/g, () => oneOf(random, "-", "–", "‐", "‑", "−"))
    .replace(/'/g, () => oneOf(random, "'", "’", "‘"))
    .replace(/ /g, () => oneOf(random, " ", " ", " ", "\u00a0", "  ", "\n ", "\u2009"))
    .replace(/(?<=\p{L})(?=\p{L})/gu, () => (random() < 0.02 ? "\u200b" : ""))
    .normalize(oneOf(random, "NFC", "NFD"));
}

/** Varies the blank line before the address at the end of an entry, and the period after it. */
function reprintEnd(text: string, random: Chance): string {
  const lines = text.split("\n");
  const address = lines.length - 1;
  const above = lines[address - 1];
  const boundary = above === "" ? address - 1 : address;
  const follows =
    /^[—–-].*\.$/.test(lines[boundary - 1] ?? "") && !/^[—–-]/.test(lines[address] ?? "-");
  if (!follows) return text;
  const between = oneOf(random, [], [""]);
  return [...lines.slice(0, boundary), ...between, ...lines.slice(address)].join("\n");
}

const CELLS = [
  "Blue Harbor Co., Ltd., a.k.a., the following two aliases:\n—Blue-Harbor Works; and\n—BHC.\n\nNo. 2-14 Dock Road, Xi'an, China; and 3 Quay Street, Kowloon, Hong Kong.",
  "Ann Bee, a.k.a., Anna Bea, 5 Road, Tehran, Iran (See alternate address under Turkey).",
  "Blue Harbor, OOO (f.k.a., Red Harbor ZAO; a.k.a. Harbor-3), 7-1 Nevsky, Moscow, Russia.",
  "Sky Academy, a.k.a., the following one alias, and one subordinate institution:\n—Academy of Sky.\nSubordinate institution\n201 Works.\nThe following addresses apply to the entity and to the subordinate institution:\n\n5 Sky Road, Beijing, China.",
  "Émile Société S.A.R.L., 4 Rue de l'Été, Beirut, Lebanon.",
];

describe("an entry cell", () => {
  test.each(CELLS)("%s", (cell) => {
    const random = seededRandom(SEED);
    const expected = readEntryCell(cell, "CN");
    for (let run = 0; run < 100; run += 1) {
      expect(readEntryCell(reprint(reprintEnd(cell, random), random), "CN")).toEqual(expected);
    }
  });

  for (const file of ["part744-2026-03-25.xml.gz", "supplement4-2023-12-05.xml.gz"]) {
    corpusTest(`of ${file}, each of them (seed ${SEED})`, `ecfr/${file}`, (bytes) => {
      const random = seededRandom(SEED);
      const entries = parseSnapshot(decodeDocument(bytes)).lists.flatMap((list) => list.entries);
      const differing = entries.filter(({ raw, country }) => {
        const again = readEntryCell(reprint(reprintEnd(raw, random), random), country);
        return JSON.stringify(again) !== JSON.stringify(readEntryCell(raw, country));
      });
      expect(differing.map(({ raw }) => raw)).toEqual([]);
    });
  }
});

describe("a license requirement", () => {
  test.each([
    [
      "For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)",
      "For all items subject to the EAR. (See §§734.9(g), 3 746.8(a)(3), and 744.21(b) of the EAR.)",
      "For all items subject to the EAR.  ( See §§ 734.9(g)3, 746.8(a)(3), and 744.21(b) of the EAR).",
      "For all items subject to the EAR. (See §§\u00a0734.9(g) ,3 746.8(a)(3), and 744.21(b) of the EAR )",
    ],
    [
      "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR) 4",
      "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)4",
      "For all items subject to the EAR. (See §§734.9(e)(2) and 744.11 of the EAR).4",
    ],
    [
      "For all items subject to the EAR. (See § 744.11 of the EAR)",
      "For all items subject to the EAR. (See §744.11 of the EAR).",
      "For all items subject to the EAR. (See §\u2009744.11 of the EAR.) ",
    ],
  ])("%s", (...variants) => {
    const [first, ...others] = variants.map((text) => readLicenseRequirement(text));
    for (const other of others) expect(other).toEqual(first);
  });
});

describe("a license review policy", () => {
  test.each([
    ["Presumption of denial", "Presumption of denial.", "Presumption of  denial ."],
    [
      "Policy of denial. See §§ 746.8(b) and 744.21(e)",
      "Policy of denial. See §§746.8(b) and 744.21(e).",
    ],
    ["Case-by-case basis", "Case–by–case basis.", "Case\u2011by\u2011case  basis"],
  ])("%s", (...variants) => {
    const [first, ...others] = variants.map((text) => readLicenseReviewPolicy(text));
    for (const other of others) expect(other).toEqual(first);
  });
});

describe("citations", () => {
  test.each([
    ["76 FR 71869, 11/21/11.", "76 FR 71869, 11/21/2011", "76  FR FR 71869 , November 21, 2011."],
    ["66 FR 24266, 5/14/01. 75 FR 78883, 12/17/10.", "66 FR 24266, 5/14/0175 FR 78883, 12/17/10"],
  ])("%s", (...variants) => {
    const [first, ...others] = variants.map((text) => readCitations(text));
    for (const other of others) expect(other).toEqual(first);
  });
});
