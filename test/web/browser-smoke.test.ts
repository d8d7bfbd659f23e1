/** One look at the first page in a real Chromium; `test/slow/web/browser.test.ts` looks at all of them. */

import { expect } from "vitest";
import {
  browserTest,
  DESKTOP,
  openBrowser,
  overflowOf,
  seriousFindings,
  visit,
} from "../support/browser.ts";
import { serveSite } from "../support/open-site.ts";
import { DEMO_NOW, fillDemo, webFolder } from "../support/web-worlds.ts";

browserTest("the latest page loads without a fault and shows the batch", async () => {
  await using stack = new AsyncDisposableStack();
  const browser = await openBrowser();
  stack.defer(() => browser.close());
  const folder = webFolder(stack);
  await fillDemo(folder);
  const url = await serveSite(stack, folder, DEMO_NOW);
  const { page, faults } = await visit(browser, stack, url, { viewport: DESKTOP });
  expect(faults).toEqual([]);
  expect(await page.textContent("main")).toContain("2025-05426");
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await seriousFindings(page)).toEqual([]);
});
