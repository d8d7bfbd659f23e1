import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EVENT_TYPES } from "../../src/model/events/event.ts";
import { openApi } from "../support/open-api.ts";
import { publishedOpenApi } from "../support/published-openapi.ts";

test("the committed document is what the routes say: else run `npm run openapi`", () => {
  const committed = readFileSync(new URL("../../contract/openapi.json", import.meta.url), "utf8");
  expect(committed).toBe(publishedOpenApi());
});

test("the served document is the committed one, of its own version and address", async () => {
  const { askJson, ask } = await openApi();
  const { headers, body } = await askJson("/v1/openapi.json");
  const committed = JSON.parse(publishedOpenApi());
  expect(body).toEqual({ ...committed, info: { ...committed.info, version: "0.0.0" } });
  const etag = headers.get("etag") ?? "";
  expect((await ask("/v1/openapi.json", { headers: { "if-none-match": etag } })).status).toBe(304);
});

test("each operation says who may ask, has an id of its own, and ends in problems that are declared", () => {
  const document = JSON.parse(publishedOpenApi());
  const operations = Object.entries<Record<string, unknown>>(document.paths).flatMap(
    ([path, item]) =>
      Object.values(item).map((operation) => ({ path, ...(operation as Operation) })),
  );
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, security, responses, summary } of operations) {
    expect(summary.length).toBeGreaterThan(5);
    // What the API is is nobody's secret.
    const isOpen = !path.startsWith("/v1/");
    const isManaged = /^\/v1\/(keys|endpoints)/.test(path);
    const scope = isManaged ? "manage" : "read";
    expect({ path, security }).toEqual({ path, security: isOpen ? [] : [{ apiKey: [scope] }] });
    if (isOpen) continue;
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(["400", "401", "403", "429", "503"]),
    );
  }
});

test("a webhook of each type refers to the schema that the event names", () => {
  const { webhooks } = JSON.parse(publishedOpenApi());
  expect(Object.keys(webhooks)).toEqual([...EVENT_TYPES]);
  for (const type of EVENT_TYPES) {
    expect(webhooks[type].post.requestBody.content["application/json"].schema).toEqual({
      $ref: `http://localhost:8080/schemas/${type}.v1.json`,
    });
  }
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: unknown;
  readonly responses: object;
}
