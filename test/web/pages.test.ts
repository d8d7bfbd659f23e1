import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/db/log/log.ts";
import { isMergedEvent } from "../../src/model/events/event.ts";
import { importRows } from "../support/import-rows.ts";
import { AFTER, ALPHA, BATCH, BEFORE, SECOND } from "../support/march-world.ts";
import { openPages, textOf } from "../support/open-pages.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { takePaper } from "../support/random-papers.ts";
import { makeRow } from "../support/small-world.ts";

/** A rule of Friday, one of Saturday that does not keep its word, and the list that shows the first one. */
async function openWorld() {
  const world = await openTestPipeline({ ...BEFORE, rules: [BATCH, SECOND] });
  world.clock.now = new Date("2025-03-29T14:00:00Z");
  await world.sync();
  const site = openPages(world.store, () => world.clock.now);
  const idOf = async (name: string) => {
    const found = await site.page(`/search?q=${name}`);
    return found.querySelector("#results a")?.getAttribute("href")?.split("/").at(-1) ?? "";
  };
  return { ...world, ...site, idOf };
}

describe("the latest rules", () => {
  test("are batches, the newest first, with what each claims beside what was read", async () => {
    const { page } = await openWorld();
    const [second, first] = (await page("/")).querySelectorAll("article");
    expect(textOf(second ?? null)).toMatch(
      /More Additions published EL claims disagree 2 problems/,
    );
    expect(textOf(second ?? null)).toMatch(/added ?1 ?1 ?2 entities/);
    expect(textOf(first ?? null)).toContain(BATCH.title);
    expect(textOf(first ?? null)).toMatch(/claims (agree|nothing)/);
    expect(first?.querySelector("h2 a")?.getAttribute("href")).toBe("./rules/2025-00001");
  });

  test("show that nothing was read yet and that the sources have never answered", async () => {
    const { store } = await openTestPipeline({ ...BEFORE, rules: [] });
    const document = await openPages(store).page("/");
    expect(textOf(document.querySelector("main"))).toContain("No rule has been read yet");
    expect(textOf(document.querySelector("aside"))).toMatch(/ecfr has never answered/);
  });

  test("have no warning where every source was heard lately", async () => {
    const { page } = await openWorld();
    expect((await page("/")).querySelector("aside")).toBeNull();
  });
});

describe("a rule", () => {
  test("shows its entries under their destination, and instructions as read beside the print", async () => {
    const { page, ask, idOf } = await openWorld();
    const document = await page("/rules/2025-00001");
    const sections = [...document.querySelectorAll("h3")].map((heading) => textOf(heading));
    expect(sections).toEqual(["FRANCE (2)"]);
    const gamma = document.querySelector(`a[href="../entries/${await idOf("Gamma")}"]`);
    expect(textOf(gamma?.closest("li") ?? null)).toMatch(/^added Gamma/);
    const [instruction] = document.querySelectorAll(".beside");
    expect(textOf(instruction ?? null)).toMatch(/on the EL, under FRANCE/);
    expect(textOf(document.querySelector("title"))).toBe(`${BATCH.title} · entitywire`);
    expect(
      document.querySelector('meta[property="og:description"]')?.getAttribute("content"),
    ).toMatch(/1 entry added, 1 entry revised; effective/);
    expect((await ask("/rules/2025-00001?part=99")).status).toBe(200);
  });

  test("says of each problem what to do", async () => {
    const { page } = await openWorld();
    const text = textOf((await page("/rules/2025-00002")).querySelector("main"));
    expect(text).toContain("claim/disagrees");
    expect(text).toContain("What to do: count the entries of the printed rule");
    expect(text).toContain("no reason found");
  });

  test("with an unknown number is a “not found” page, whatever the number", async () => {
    const { page } = await openWorld();
    const document = await page(`/rules/${encodeURIComponent("<b>x</b>")}`, 404);
    expect(textOf(document.querySelector("main"))).toContain("No rule has the number <b>x</b>");
    await page("/entries/entry_1", 404);
  });
});

describe("an entry", () => {
  test("shows each version with what it changed, word by word, and the proof of each field", async () => {
    const { page, idOf } = await openWorld();
    const document = await page(`/entries/${await idOf("Beta")}`);
    const [second, first] = document.querySelectorAll("ol.timeline > li");
    expect(textOf(second ?? null)).toMatch(/version 2 modified substantive by 2025-00001/);
    expect([...(second?.querySelectorAll("ins") ?? [])].map(textOf).join(" ")).toContain(
      "Beta Aero",
    );
    expect(second?.querySelector("del")).toBeNull();
    expect(textOf(first ?? null)).toMatch(/version 1 found listed/);
    const fields = Object.fromEntries(
      [...(document.querySelector("dl.facts-of")?.querySelectorAll("dt") ?? [])].map((label) => [
        textOf(label),
        textOf(label.nextElementSibling),
      ]),
    );
    expect(fields["Aliases"]).toMatch(
      /a\.k\.a\. Beta Aero.*\(version 2\), proof: row \d+ of the stored document/,
    );
    expect(fields["Name"]).toMatch(
      /^Beta ?Since before 2025-03-24 \(version 1\), proof: row 2 of the eCFR of 2025-03-24$/,
    );
  });

  test("that was merged leads to the one that is kept", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    const { ask, page } = openPages(world.store);
    const at = (name: string) => makeRow(name, { entity: [`${name}, 7 Quai Bas, Lyon, France.`] });
    await importRows(world, [at("Other"), at("Red Works"), at("Green Mills")], "2025-03-24");
    await importRows(world, [at("Other"), at("Blue Yards")], "2025-04-01");
    await takePaper(world, { kind: "answer", answer: "same" });
    const merged = readEvents(world.store.db, { after: 0 }).find(isMergedEvent);
    if (merged === undefined) throw new Error("nothing was merged");
    const { mergedId, keptId } = merged.data;
    const answer = await ask(`/entries/${mergedId}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([308, `../entries/${keptId}`]);
    await page(`/entries/${keptId}`);
  });

  test("that was removed shows the day, and that no known rule removes it", async () => {
    const world = await openWorld();
    const id = await world.idOf("Alpha");
    world.show({ ...AFTER, rows: AFTER.rows.filter((row) => row !== ALPHA) });
    world.clock.now = new Date("2025-04-02T13:00:00Z");
    await world.sync();
    const document = await world.page(`/entries/${id}`);
    expect(textOf(document.querySelector(".lead"))).toBe(
      "No longer on the Entity List, under FRANCE (France).",
    );
    expect(textOf(document.querySelector("ol.timeline > li"))).toMatch(
      /removed the eCFR no longer shows it, and no known rule removes it/,
    );
  });

  test("names the other entries of its party", async () => {
    const world = await openTestPipeline({ ...BEFORE, rules: [] });
    const twin = makeRow("Alpha", {
      destination: "RUSSIA",
      entity: ["Alpha, 1 Rue Haute, Paris, France."],
    });
    await importRows(world, [ALPHA, twin], "2025-03-24");
    const { page } = openPages(world.store);
    const links = [...(await page("/search?q=Alpha")).querySelectorAll("#results a")];
    expect(links).toHaveLength(2);
    const [first, second] = links.map((link) => link.getAttribute("href")?.split("/").at(-1));
    const document = await page(`/entries/${first}`);
    expect(document.querySelector(`a[href="../entries/${second}"]`)).not.toBeNull();
  });
});
