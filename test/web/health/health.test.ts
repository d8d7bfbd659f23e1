import { describe, expect, test } from "vitest";
import { importRows } from "../../support/import-rows.ts";
import { ALPHA, BATCH, BEFORE } from "../../support/march-world.ts";
import { openPages, textOf } from "../../support/open-pages.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { addedRow, makeRow, makeRuleFacts } from "../../support/small-world.ts";

describe("health", () => {
  test("of a fresh service shows that nothing needs attention", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [BATCH] });
    await world.sync();
    const { page } = openPages(world.store, () => world.clock.now);
    const document = await page("/health");
    expect(textOf(document.querySelector(".lead"))).toBe(
      "All sources are fresh, and nothing needs attention.",
    );
    expect(textOf(document.querySelector("dl"))).toMatch(/Entity List 3 \(eCFR of 2025-03-24\)/);
    expect([...document.querySelectorAll("tbody .good")]).toHaveLength(3);
  });

  test("names each stale source, its last answer, and what to do", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [BATCH] });
    await world.sync();
    const later = new Date("2025-04-20T13:00:00Z");
    const document = await openPages(world.store, () => later).page("/health");
    expect(textOf(document.querySelector(".lead"))).toContain("stale sources (3)");
    expect(textOf(document.querySelector("section"))).toMatch(
      /entitywire doctor.*ecfr, last answer 2025-03-28T13:00/,
    );
  });

  test("shows what a rule left open, and leads to the rule", async () => {
    const rule = makeRuleFacts({
      added: [addedRow("Delta")],
      claims: { entities: 2, destinations: { France: 2 } },
    });
    const world = await openTestPipeline({ ...BEFORE, rules: [rule] });
    await world.sync();
    const document = await openPages(world.store, () => world.clock.now).page("/health");
    const section = document.querySelector("section");
    expect(textOf(section)).toMatch(
      /^Rules with problems \(\d\).*claim\/disagrees.*What to do: count/,
    );
    expect(section?.querySelector("li a")?.getAttribute("href")).toBe("./rules/2025-00001");
  });

  test("shows a quarantined list and the command that accepts it", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    const rows = Array.from({ length: 40 }, (_, at) => makeRow(`Factory ${at}`));
    await importRows(world, rows, "2025-03-01");
    const id = await importRows(world, [ALPHA], "2025-03-02");
    const document = await openPages(world.store, () => world.clock.now).page("/health");
    const held = [...document.querySelectorAll("section")].find((one) =>
      textOf(one).startsWith("Quarantined documents"),
    );
    expect(textOf(held?.querySelector("li code") ?? null)).toBe(`entitywire accept ${id}`);
  });

  test("shows that Redis cannot be reached", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    const { page } = openPages(
      world.store,
      () => world.clock.now,
      async () => null,
    );
    expect(textOf((await page("/health")).querySelector("main"))).toContain(
      "Redis cannot be reached",
    );
  });
});
