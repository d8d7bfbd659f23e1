/** Chromium without a head, and tests in it; where the machine has none they are skipped, and say so. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { test } from "vitest";
import { findChromium } from "./find-chromium.ts";

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const SCREENSHOTS = join(process.env["ENTITYWIRE_ARTIFACTS"] ?? "artifacts", "screenshots");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function browserTest(name: string, run: () => Promise<void>): void {
  if (findChromium() === null) test.skip(`${name} (no chromium on this machine: install one)`);
  else test(name, run, 120_000);
}

export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no chromium on this machine");
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

export interface Visit {
  readonly page: Page;
  /** What should not have been: errors, dialogs, refused or foreign requests. */
  readonly faults: readonly string[];
  /** Of each answer, in bytes. */
  readonly weights: ReadonlyMap<string, number>;
}

/** A page in a context of its own, which ends with `stack`. */
export async function visit(
  browser: Browser,
  stack: AsyncDisposableStack,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  stack.defer(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  const weights = new Map<string, number>();
  page.on("console", (said) => {
    if (said.type() === "error" || said.type() === "warning") faults.push(said.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin)
      faults.push(`foreign: ${request.url()}`);
  });
  const bodies: Promise<unknown>[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
    const path = new URL(response.url()).pathname;
    const weigh = (body: Buffer) => void weights.set(path, body.length);
    // Of what the page goes on to, when it goes, there may be no body to be had any more.
    const miss = (error: Error) => void faults.push(`${path}: ${error.message}`);
    bodies.push(response.body().then(weigh, miss));
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await Promise.all(bodies);
  return { page, faults, weights };
}

/** What axe finds that keeps a person from the page. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** Letters by which the page is wider than the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - innerWidth");
}

export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
