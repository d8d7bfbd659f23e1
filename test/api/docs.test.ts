import { readFileSync } from "node:fs";
import { Window } from "happy-dom";
import { expect, onTestFinished, test, vi } from "vitest";
import { openApi } from "../support/open-api.ts";
import { until } from "../support/until.ts";

/** The page as served, its script run in it. */
async function openDocs() {
  const api = await openApi({ events: 3 });
  const page = await api.ask("/docs");
  const window = new Window({ url: `${api.url}/docs` });
  onTestFinished(() => window.close());
  window.document.write(await page.text());
  vi.stubGlobal("document", window.document);
  onTestFinished(() => void vi.unstubAllGlobals());
  const script = new URL("../../src/api/docs/docs.js", import.meta.url);
  vi.resetModules();
  await import(/* @vite-ignore */ script.pathname);
  return { api, page, document: window.document };
}

test("the page shows each operation and webhook of the document, and sends what is filled in", async () => {
  const { api, document } = await openDocs();
  const { body } = await api.askJson("/v1/openapi.json");
  const shown = [...document.querySelectorAll("details.operation > summary")].map(
    ({ textContent }) => textContent.trim().replaceAll(/\s+/g, " "),
  );
  const paths = Object.entries<Record<string, { summary: string }>>(body.paths);
  for (const [path, item] of paths) {
    for (const [method, { summary }] of Object.entries(item)) {
      expect(shown).toContain(`${method.toUpperCase()}${path} ${summary}`);
    }
  }
  expect(shown.filter((line) => / Delivers \S+ to an endpoint$/.test(line))).toHaveLength(
    Object.keys(body.webhooks).length,
  );

  const operation = [...document.querySelectorAll("details.operation")].find((one) =>
    one.querySelector("summary")?.textContent.startsWith("GET/v1/events/{id}"),
  );
  const field = operation?.querySelector("input");
  if (!operation || !field) throw new Error("no field for the id");
  field.value = "event_2";
  operation.querySelector("button")?.click();
  const output = operation.querySelector("button ~ pre");
  const text = await until(
    "it is answered",
    () => /^GET .*\n200 [\s\S]*/.exec(output?.textContent ?? "")?.[0],
  );
  expect(text).toContain(`GET ${api.url}/v1/events/event_2\n200`);
  expect(text).toContain('"id": "event_2"');
});

test("the page requests nothing from other servers, and its policy forbids it", async () => {
  const { page } = await openDocs();
  expect(page.headers.get("content-security-policy")).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  for (const file of ["docs.html", "docs.js", "docs.css"]) {
    const text = readFileSync(new URL(`../../src/api/docs/${file}`, import.meta.url), "utf8");
    expect(text).not.toMatch(/https?:|\/\/\w+\.\w|\bstyle=|\bon\w+=|innerHTML|eval\(|new Function/);
  }
});
