/** A mutated document is read with every row accounted for, or refused with a clear error. */

import { describe, expect, test } from "vitest";
import { readEntryCell } from "../../../src/parsers/entry/cell.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { fuzzParsers, realOriginals, syntheticOriginals } from "../../support/fuzz-parsers.ts";
import { SEED } from "../../support/seeded.ts";

const RUNS = 1000;
const MAX_MEMORY_MB = 1500;

describe("mutated documents are read completely or refused", () => {
  test(`rendered ones: ${RUNS} runs from seed ${SEED}`, () => {
    const { outcomes } = fuzzParsers(syntheticOriginals(), RUNS, SEED);
    expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(RUNS);
    expect(outcomes.get("read")).toBeGreaterThan(0);
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(MAX_MEMORY_MB);
  }, 300_000);

  const real = realOriginals();
  if (real === null) test.skip("real ones (the corpus is absent; set ENTITYWIRE_CORPUS)");
  else {
    test(`real ones: ${RUNS} runs from seed ${SEED}`, () => {
      const { outcomes } = fuzzParsers(real, RUNS, SEED);
      expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(RUNS);
      expect(outcomes.get("read")).toBeGreaterThan(0);
      expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(MAX_MEMORY_MB);
    }, 300_000);
  }
});

describe("regressions", () => {
  test.each([
    ["many alias markers in a row", "a.k.a. B, ".repeat(50_000)],
    ["many alias markers in brackets in a row", "(a.k.a. B) ".repeat(100_000)],
    ["more aliases on a line than a call accepts arguments", `a.k.a.:\n—${"a; ".repeat(300_000)}`],
  ])("%s", (_, text) => {
    expect(readEntryCell(`Blue Harbor, ${text}5 Road, Tehran, Iran`).name).toBe("Blue Harbor");
  });

  test("a destination of ten megabytes is quarantined with a reason", () => {
    const giant = `<TR><TD>${"1 FR 1, ".repeat(1_250_000)}</TD><TD>Blue</TD><TD/><TD/><TD/></TR>`;
    const { lists, quarantine } = parseSnapshot(
      `<DIV5><DIV9 N="Supplement No. 4 to Part 744"><TABLE>${giant}</TABLE></DIV9></DIV5>`,
    );
    expect(lists[0]?.tally).toMatchObject({ rows: 1, entries: 0, quarantined: 1 });
    expect(quarantine[0]?.reason).toMatch(/^a cell has \d+ characters/);
  });
});
