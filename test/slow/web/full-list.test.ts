import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStoreToRead, type Store } from "../../../src/db/store/open-store.ts";
import { corpusPath } from "../../support/corpus.ts";
import { openPages, textOf } from "../../support/open-pages.ts";
import { FULL_NOW, fillFullList, webFolder } from "../../support/web-worlds.ts";

const hasCorpus = corpusPath("ecfr", "part744-2026-07-18.xml.gz") !== null;

describe.skipIf(!hasCorpus)("over the whole list (set ENTITYWIRE_CORPUS)", () => {
  const stack = new AsyncDisposableStack();
  let store: Store;
  beforeAll(async () => {
    const data = webFolder(stack);
    await fillFullList(data);
    store = stack.use(openStoreToRead(data));
  }, 60_000);
  afterAll(() => stack[Symbol.asyncDispose]());

  test.each([
    ["Hikvision", /^Hangzhou Hikvision Digital Technology/],
    ["Hangzhou Hikvision", /^Hangzhou Hikvision Digital Technology/],
    ["hikvison", /^Hangzhou Hikvision Digital Technology/],
    ["Inspur Taiwan", /^Inspur Taiwan$/],
    ["Zhongguancun", /./],
    ["Микрон", /Mikron/],
    ["Ростех", /Rostekh/],
    ["Элерон", /Eleron/],
  ])("search finds %s", async (asked, name) => {
    const { page } = openPages(store, FULL_NOW);
    const document = await page(`/search?q=${encodeURIComponent(asked)}`);
    const first = document.querySelector("#results li");
    expect(textOf(first?.querySelector("a") ?? null)).toMatch(name);
    if (asked === "Zhongguancun") expect(textOf(first)).toMatch(/at .*Zhongguancun/);
  });

  test("each page of the search, and of the trends, is light", async () => {
    const { ask } = openPages(store, FULL_NOW);
    for (const path of [
      "/",
      "/search",
      "/search?country=CN",
      "/trends",
      "/trends?by=month",
      "/health",
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect((await answer.text()).length, path).toBeLessThan(50_000);
    }
  });
});
