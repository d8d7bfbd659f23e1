import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import {
  browserTest,
  keepScreenshot,
  openBrowser,
  overflowOf,
  PHONE,
  seriousFindings,
  visit,
} from "../../support/browser.ts";
import { findChromium } from "../../support/find-chromium.ts";
import { fillHostile, HOSTILE_TEXTS } from "../../support/hostile-world.ts";
import { serveSite } from "../../support/open-site.ts";
import { webFolder } from "../../support/web-worlds.ts";

const stack = new AsyncDisposableStack();
let browser: Browser;
let url: string;
let world: ReturnType<typeof fillHostile>;

beforeAll(async () => {
  if (findChromium() === null) return;
  browser = await openBrowser();
  stack.defer(() => browser.close());
  const data = webFolder(stack);
  world = fillHostile(data);
  url = await serveSite(stack, data, () => new Date("2025-03-28T13:15:00Z"));
}, 60_000);
afterAll(() => stack[Symbol.asyncDispose]());

async function look(
  path: string,
  name: string,
  run: (visited: Awaited<ReturnType<typeof visit>>) => Promise<void>,
) {
  await using visiting = new AsyncDisposableStack();
  const visited = await visit(browser, visiting, `${url}${path}`, { viewport: PHONE });
  await keepScreenshot(visited.page, `hostile-${name}`);
  expect(visited.faults).toEqual([]);
  expect(await visited.page.evaluate("window.pwned")).toBeUndefined();
  expect(
    await visited.page.evaluate("document.querySelectorAll('main script, main img').length"),
  ).toBe(0);
  expect(await overflowOf(visited.page)).toBeLessThanOrEqual(0);
  expect(visited.weights.get(new URL(visited.page.url()).pathname)).toBeLessThan(100_000);
  expect(await seriousFindings(visited.page)).toEqual([]);
  await run(visited);
}

describe("a text that tries to be more than a text", () => {
  for (const [what, text] of Object.entries(HOSTILE_TEXTS)) {
    browserTest(`is shown letter for letter, and nothing of it runs: ${what}`, () =>
      look(`/entries/${world.entries.get(what)}`, `entry-${what}`, async ({ page }) => {
        expect(await page.textContent("h1 bdi")).toBe(text);
        const members = await page.locator("dd bdi").allTextContents();
        expect(members).toContain(`f.k.a. ${text} ${what}`);
        // Its letters may run from right to left; those around it do not.
        expect(
          await page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).unicodeBidi"),
        ).toBe("isolate");
      }),
    );
    browserTest(`can be searched for: ${what}`, () =>
      look(
        `/search?q=${encodeURIComponent(text.slice(0, 200))}`,
        `search-${what}`,
        async ({ page }) => {
          expect(await page.inputValue("input[name=q]")).toBe(text.slice(0, 200));
        },
      ),
    );
  }

  browserTest("is shown sixty times over, with forty addresses", () =>
    look(`/entries/${world.entries.get("many")}`, "entry-many", async ({ page }) => {
      const members = await page.locator("dl.facts-of").nth(0).locator("dd li").allTextContents();
      expect(members.filter((member) => member.startsWith("a.k.a."))).toHaveLength(60);
      expect(members.filter((member) => member.endsWith("Street, Paris [FR]"))).toHaveLength(40);
    }),
  );

  browserTest("is nothing but text in the latest rules", () =>
    look("/", "latest", async ({ page }) => {
      expect(await page.textContent("h2 bdi")).toBe(Object.values(HOSTILE_TEXTS).join(" "));
    }),
  );

  browserTest("is nothing but text in a rule, its reasons and its problems", () =>
    look(`/rules/${world.rule}`, "rule", async ({ page }) => {
      const reasons = await page.locator("blockquote bdi").allTextContents();
      for (const text of Object.values(HOSTILE_TEXTS)) expect(reasons).toContain(`${text} is why`);
      expect(await page.getAttribute("a.official", "href")).toMatch(
        /^https:\/\/www\.federalregister\.gov\//,
      );
    }),
  );

  browserTest("is nothing but text where somebody is to look at it", () =>
    look("/health", "health", async ({ page }) => {
      const rows = await page.locator("pre.printed bdi").allTextContents();
      expect(rows).toEqual(Object.values(HOSTILE_TEXTS));
    }),
  );
});
