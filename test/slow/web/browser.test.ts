import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import { openStore, openStoreToRead } from "../../../src/db/store/open-store.ts";
import { createKey } from "../../../src/db/subscribers/keys.ts";
import { isEntityEvent } from "../../../src/model/events/event.ts";
import {
  browserTest,
  DESKTOP,
  keepScreenshot,
  openBrowser,
  overflowOf,
  PHONE,
  seriousFindings,
  visit,
} from "../../support/browser.ts";
import { endpointServiceOf } from "../../support/endpoint-service-of.ts";
import { findChromium } from "../../support/find-chromium.ts";
import { ADMIN_KEY, serveSite } from "../../support/open-site.ts";
import { DEMO_NOW, FULL_NOW, fillDemo, fillFullList, webFolder } from "../../support/web-worlds.ts";

const stack = new AsyncDisposableStack();
let browser: Browser;
/** URLs by the name of the page. */
const pages = new Map<string, string>();

beforeAll(async () => {
  if (findChromium() === null) return;
  browser = await openBrowser();
  stack.defer(() => browser.close());
  const [demo, full] = [webFolder(stack), webFolder(stack)];
  await fillDemo(demo);
  const demoUrl = await serveSite(stack, demo, DEMO_NOW);
  pages.set("latest", `${demoUrl}/`);
  pages.set("rule", `${demoUrl}/rules/2025-05426`);
  pages.set("entry", `${demoUrl}/entries/${changedEntry(demo)}`);
  pages.set("missing", `${demoUrl}/nowhere`);
  pages.set("manage", `${demoUrl}/manage`);
  pages.set("manage-endpoint", `${demoUrl}/manage/endpoints/${endpointOf(demo)}`);
  // Where the corpus is not at hand, the list is the demo's.
  const fullUrl = (await fillFullList(full)) ? await serveSite(stack, full, FULL_NOW) : demoUrl;
  pages.set("search", `${fullUrl}/search`);
  pages.set("search-found", `${fullUrl}/search?q=hikvision&list=EL`);
  pages.set("trends", `${fullUrl}/trends`);
  pages.set("trends-by-month", `${fullUrl}/trends?by=month`);
  pages.set("health", `${fullUrl}/health`);
}, 120_000);
afterAll(() => stack[Symbol.asyncDispose]());

function changedEntry(data: string): string {
  using store = openStoreToRead(data);
  const changed = readEvents(store.db, { after: 0, types: ["entity.modified"] }).find(
    isEntityEvent,
  );
  return changed?.data.entryId ?? "";
}

/** A new one, and its id. */
function endpointOf(data: string): string {
  using store = openStore(data);
  const { endpoint } = endpointServiceOf(store).create({
    url: "https://example.com/hook",
    description: "Screening",
  });
  createKey(store.db, { name: "Screening", scope: "read" }, DEMO_NOW());
  return endpoint.id;
}

/** How each page is looked at: every one of them in both themes, and once on a phone. */
const LOOKS = [
  ["light", { colorScheme: "light", viewport: DESKTOP }],
  ["dark", { colorScheme: "dark", viewport: DESKTOP }],
  ["phone", { colorScheme: "light", viewport: PHONE }],
  ["without-scripts", { colorScheme: "dark", viewport: PHONE, javaScriptEnabled: false }],
] as const;
const NAMES = [
  ...["latest", "rule", "entry", "search", "search-found", "trends", "trends-by-month", "health"],
  ...["manage", "manage-endpoint", "missing"],
];
/** In bytes, with all that it brings but the charting library. */
const MOST_WEIGHT = 100_000;
const KEY = { httpCredentials: { username: "", password: ADMIN_KEY } };

describe.each(NAMES)("the page %s", (name) => {
  for (const [look, options] of LOOKS) {
    browserTest(`is whole and open to everybody: ${look}`, async () => {
      await using visiting = new AsyncDisposableStack();
      const credentials = name.startsWith("manage") ? KEY : {};
      const url = pages.get(name) ?? "";
      const { page, faults, weights } = await visit(browser, visiting, url, {
        ...options,
        ...credentials,
      });
      await keepScreenshot(page, `${name}-${look}`);
      const isMissing = (fault: string) => name === "missing" && fault.includes("404");
      expect(faults.filter((fault) => !isMissing(fault))).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const own = [...weights].filter(([path]) => !path.endsWith("/chart.js"));
      const weight = own.reduce((sum, [, bytes]) => sum + bytes, 0);
      expect(weight).toBeLessThan(MOST_WEIGHT);
      expect(await page.title()).toMatch(/^.+ · entitywire$/);
      if (look !== "without-scripts") expect(await seriousFindings(page)).toEqual([]);
    });
  }
});

describe("by keyboard", () => {
  browserTest(
    "a page is walked from its skip link through every link and field, each seen",
    async () => {
      await using visiting = new AsyncDisposableStack();
      const { page } = await visit(browser, visiting, pages.get("search-found") ?? "", {
        viewport: DESKTOP,
      });
      const wanted: string[] = await page.evaluate(
        "[...document.querySelectorAll('a[href], input, select, button')].map((one) => one.outerHTML.slice(0, 80))",
      );
      const walked: string[] = [];
      while (walked.at(-1) !== wanted.at(-1)) {
        await page.keyboard.press("Tab");
        const at: string = await page.evaluate("document.activeElement.outerHTML.slice(0, 80)");
        // The parts of a date are one field.
        if (at === walked.at(-1)) continue;
        walked.push(at);
        expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe(
          "solid",
        );
      }
      expect(walked[0]).toContain("Skip to the content");
      expect(walked).toEqual(wanted);
    },
  );

  browserTest("the skip link leads to the content", async () => {
    await using visiting = new AsyncDisposableStack();
    const { page } = await visit(browser, visiting, pages.get("latest") ?? "");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
  });
});

describe("search as you type", () => {
  browserTest("shows what is typed, and keeps it in the URL", async () => {
    await using visiting = new AsyncDisposableStack();
    const { page, faults } = await visit(browser, visiting, pages.get("search") ?? "");
    const first = (await page.textContent("#results")) ?? "";
    await page.locator("input[name=q]").pressSequentially("zhejiang", { delay: 30 });
    await page.waitForURL(/q=zhejiang$/);
    expect(await page.textContent("#results")).not.toBe(first);
    await page.selectOption("select[name=list]", "UVL");
    await page.waitForURL(/q=zhejiang&list=UVL$/);
    expect(await page.title()).toBe("zhejiang: search · entitywire");
    // Who types on gives up what was asked before.
    expect(faults.filter((fault) => !fault.includes("/search"))).toEqual([]);
    const answered = await page.textContent("#results");
    await page.reload();
    expect(await page.textContent("#results")).toBe(answered);
  });

  browserTest("without scripts the form is sent, empty fields and all", async () => {
    await using visiting = new AsyncDisposableStack();
    const options = { javaScriptEnabled: false };
    const { page } = await visit(browser, visiting, pages.get("search") ?? "", options);
    await page.fill("input[name=q]", "zhejiang");
    await page.press("input[name=q]", "Enter");
    await page.waitForURL(/q=zhejiang&list=&/);
    expect(await page.title()).toBe("zhejiang: search · entitywire");
  });
});

describe("a chart", () => {
  browserTest("is drawn from its table, which is folded and can be opened", async () => {
    await using visiting = new AsyncDisposableStack();
    const { page } = await visit(browser, visiting, pages.get("trends") ?? "", {
      viewport: DESKTOP,
    });
    const drawn = await page.evaluate(
      "[...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 800, 300).data].some((value) => value !== 0)",
    );
    expect(drawn).toBe(true);
    const table = page.locator("table").first();
    expect(await table.isVisible()).toBe(false);
    await page.locator("summary").first().click();
    expect(await table.isVisible()).toBe(true);
  });
});

describe("on paper", () => {
  browserTest("a rule is its text, without what leads elsewhere", async () => {
    await using visiting = new AsyncDisposableStack();
    const { page } = await visit(browser, visiting, pages.get("rule") ?? "", {
      colorScheme: "dark",
    });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").first().isVisible()).toBe(false);
    expect(await page.locator("h1").isVisible()).toBe(true);
    const ink = await page.evaluate("getComputedStyle(document.body).color");
    expect(ink).toBe("rgb(26, 32, 39)");
    await keepScreenshot(page, "rule-on-paper");
  });
});

describe("elsewhere", () => {
  browserTest("a feed reader finds the feed, and each page has a preview of its own", async () => {
    await using visiting = new AsyncDisposableStack();
    const previews = new Set<string | null>();
    for (const name of ["latest", "rule", "entry", "trends"]) {
      const { page } = await visit(browser, visiting, pages.get(name) ?? "");
      const feed = await page.getAttribute("link[type='application/atom+xml']", "href");
      const answer = await page.request.get(new URL(feed ?? "", page.url()).href);
      expect([answer.status(), answer.headers()["content-type"]]).toEqual([
        200,
        expect.stringContaining("application/atom+xml"),
      ]);
      previews.add(await page.getAttribute("meta[property='og:description']", "content"));
    }
    expect(previews.size).toBe(4);
  });
});
