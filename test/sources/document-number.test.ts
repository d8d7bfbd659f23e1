/** By which number a printed document names itself, and which file a link leads to. */

import { expect, test } from "vitest";
import { numberInLink, ownNumber } from "../../src/sources/document-number.ts";
import { corpusTest } from "../support/corpus.ts";

const STAMP =
  "This document is scheduled to be published in the\nFederal Register on 10/09/2025 and available online at\nhttps://federalregister.gov/d/2025-19001, and on https://govinfo.gov\n";

test.each([
  ["its last line", `${STAMP}text\n[FR Doc. 2025-19001 Filed: 10/8/2025 8:45 am]`, "2025-19001"],
  [
    "the last of several",
    "[FR Doc. 2025-00001 Filed 1-2-25]\n[FR Doc. 2025-00002 Filed: 1/3/2025]",
    "2025-00002",
  ],
  ["its stamp where it has no such line", `${STAMP}text`, "2025-19001"],
  ["its stamp on one line", STAMP.replaceAll("\n", " "), "2025-19001"],
  ["no link in its text", "See https://www.federalregister.gov/d/2024-12345.", null],
  ["no stamp far from its head", `${"text ".repeat(500)}${STAMP}`, null],
])("a copy on display names itself by %s", (_what, text, number) => {
  expect(ownNumber(text)).toBe(number);
});

for (const name of [
  "2023-03929.4",
  "2023-03929.5",
  "2025-05426.3",
  "2025-05426.6",
  "2025-05427.1",
]) {
  corpusTest(`${name} names itself by its number`, `display/${name}.txt`, (bytes) => {
    expect(ownNumber(new TextDecoder().decode(bytes))).toBe(name.slice(0, -2));
  });
}

test.each([
  ["https://public-inspection.federalregister.gov/2026-19958.pdf", "2026-19958"],
  ["https://public-inspection.federalregister.gov/2026-19958_PI.pdf?1759300000", "2026-19958"],
  ["https://public-inspection.federalregister.gov/C1-2016-29882.pdf", "C1-2016-29882"],
  ["https://public-inspection.federalregister.gov/missing.pdf", null],
  ["https://public-inspection.federalregister.gov/raw/202/619/958.txt", null],
  ["no address", null],
])("%s is named after the number %s", (url, number) => {
  expect(numberInLink(url)).toBe(number);
});
