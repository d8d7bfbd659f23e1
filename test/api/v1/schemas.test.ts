import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { schemaRoutes } from "../../../src/api/v1/schemas.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import { EVENT_TYPES } from "../../../src/model/events/event.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";

const PUBLIC_URL = "http://localhost:8080";
const routes = schemaRoutes({ publicUrl: PUBLIC_URL, version: "1.2.3" });
const get = (uri: string, headers: Record<string, string> = {}, method = "GET") =>
  Promise.resolve(routes.request(uri, { headers, method }));

describe("a schema", () => {
  test("is where each event says, and the event is valid by it", async () => {
    const { store, sync } = await openTestPipeline(BEFORE);
    await sync();
    const events = readEvents(store.db, { after: 0 });
    expect(events.length).toBeGreaterThan(2);
    for (const event of events) {
      const answer = await get(event.dataschema);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("application/schema+json");
      const schema = (await answer.json()) as { $id: string };
      expect(schema.$id).toBe(event.dataschema);
      const ajv = new Ajv2020();
      formats.default(ajv);
      expect(ajv.compile(schema)(event)).toBe(true);
    }
  });

  test("of every type is there, and of no other", async () => {
    for (const type of EVENT_TYPES) {
      expect((await get(`${PUBLIC_URL}/schemas/${type}.v1.json`)).status).toBe(200);
    }
    for (const name of ["entity.added.v2.json", "entity.added", "constructor"]) {
      const answer = await get(`${PUBLIC_URL}/schemas/${name}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("is kept by whoever has it, and any page may load it", async () => {
    for (const path of ["/schemas/entity.added.v1.json", "/asyncapi.json"]) {
      const first = await get(path);
      expect(Object.fromEntries(first.headers)).toMatchObject({
        "cache-control": "public, max-age=86400",
        "access-control-allow-origin": "*",
      });
      const tag = first.headers.get("etag") ?? "";
      expect(tag).toMatch(/^"[\w-]{22}"$/);
      const again = await get(path, { "if-none-match": tag });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      expect((await get(path, { "if-none-match": '"other"' })).status).toBe(200);
      const head = await get(path, {}, "HEAD");
      expect([head.status, await head.text()]).toEqual([200, ""]);
    }
  });
});
