import { describe, expect, test } from "vitest";
import { withNote } from "../support/displayed-rule.ts";
import { NUMBER, openDisplay } from "../support/open-display.ts";
import { openPages, textOf } from "../support/open-pages.ts";

async function openShown() {
  const world = await openDisplay();
  await world.show(world.displayed);
  const { page } = openPages(world.store, () => world.clock.now);
  return { ...world, page };
}

describe("a rule on display", () => {
  test("stands first, with its stage, and its entries can be looked up at once", async () => {
    const { page } = await openShown();
    const [article] = (await page("/")).querySelectorAll("article");
    expect(textOf(article ?? null)).toMatch(/displayed EL .*effective 2025-04-02 · 2025-05427/);
    const rule = await page(`/rules/${NUMBER}`);
    const link = rule.querySelector("li a[href*='entries/']");
    expect(textOf(link)).toBe("Gamma");
    const entry = await page(link?.getAttribute("href")?.replace("..", "") ?? "");
    expect(textOf(entry.querySelector("ol.timeline > li"))).toMatch(
      /^2025-04-02 to now version 1 added by 2025-05427.* displayed; proof/,
    );
  });

  test("is published by the same page, once print says the same", async () => {
    const { page, publish } = await openShown();
    await publish("xml");
    const rule = await page(`/rules/${NUMBER}`);
    expect(textOf(rule.querySelector(".mark"))).toBe("published");
    expect(rule.querySelectorAll("a[href*='/raw']")).toHaveLength(2);
  });

  test("that went before its day is gone, and its entry says that it never was law", async () => {
    const { page, showNextDay, pollAfter } = await openShown();
    const listed = await page("/search?q=Gamma");
    const path = listed.querySelector("#results a")?.getAttribute("href")?.slice(1) ?? "";
    await showNextDay();
    await pollAfter(12);
    expect((await page("/")).querySelectorAll("article")).toHaveLength(0);
    expect(textOf((await page(`/rules/${NUMBER}`, 404)).querySelector("main"))).toContain(
      "was withdrawn",
    );
    const entry = await page(path);
    expect(textOf(entry.querySelector(".lead"))).toContain("No longer on the Entity List");
    expect(textOf(entry.querySelector("main"))).toContain("every event about it was withdrawn");
  });

  test("that a note withdraws is gone, and the note is quoted as text", async () => {
    const { page, show, displayed } = await openShown();
    const note = "BIS withdrew this document <i>today</i>.";
    await show(withNote(displayed, note));
    const missing = await page(`/rules/${NUMBER}`, 404);
    expect(textOf(missing.querySelector("main"))).toContain(`Public inspection says: “${note}”`);
  });
});
