import { expect, test } from "vitest";
import type { Store } from "../../../src/db/store/open-store.ts";
import { anything, fitting, type JsonSchema, mostly } from "../../support/arbitrary-of-schema.ts";
import { createAnswerCheck, type OpenApi, type Operation } from "../../support/check-answer.ts";
import { endpointServiceOf } from "../../support/endpoint-service-of.ts";
import { fillList } from "../../support/fill-list.ts";
import { ORIGIN } from "../../support/fill-log.ts";
import { openApi } from "../../support/open-api.ts";
import { fc, SEED } from "../../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_API_FUZZ_RUNS"] ?? 3_000);
const EVENTS = 300;

interface Planned {
  readonly path: string;
  readonly method: string;
  readonly given: readonly {
    readonly where: string;
    readonly name: string;
    readonly value: unknown;
  }[];
  readonly body: { readonly type: string | null; readonly text: string } | null;
  readonly who: "nobody" | "read" | "manage" | "stranger";
}

/** What exists, so that not every id asks for nothing. */
const KNOWN_IDS = ["event_1", `event_${EVENTS}`, "key_000000000000"];
/** Some are deleted on the way. */
const ENDPOINTS = 60;
/** Of the list's resources and the endpoints: known once it is filled. */
const LISTED_IDS: string[] = [];

function planOperation(document: OpenApi, path: string, method: string, operation: Operation) {
  const resolve = (schema: JsonSchema): JsonSchema => resolveAll(schema, document);
  const given = (operation.parameters ?? []).map(({ name, in: where, schema }) => {
    // A wait that is as long as it may be would be the test's as well.
    const right = name === "wait" ? fc.constantFrom(0, 1) : fitting(resolve(schema));
    const values = where === "path" ? fc.oneof(right, fc.constantFrom(...idsUnder(path))) : right;
    const one = mostly(values).map((value) => [{ where, name, value }]);
    const none = { arbitrary: fc.constant([]), weight: 2 };
    // Some operations have a dozen parameters: were each given as often as not, few requests would be right.
    return where === "path" ? one : fc.oneof({ arbitrary: one, weight: 1 }, none);
  });
  const stray = fc.oneof(
    { arbitrary: fc.constant([]), weight: 9 },
    {
      arbitrary: fc
        .tuple(fc.string(), anything)
        .map(([name, value]) => [{ where: "query", name, value }]),
      weight: 1,
    },
  );
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const body = fc.record({
    type: fc.constantFrom(
      "application/json",
      "application/json",
      "application/json",
      "text/plain",
      null,
    ),
    text: fc.oneof(
      mostly(fitting(resolve(schema ?? {}))).map((value) => JSON.stringify(value) ?? ""),
      fc.string(),
    ),
  });
  return fc.record<Planned>({
    path: fc.constant(path),
    method: fc.constant(method),
    given: fc.tuple(...given, stray).map((parts) => parts.flat()),
    body: schema === undefined ? fc.constant(null) : fc.option(body, { freq: 8 }),
    who: fc.oneof(
      { arbitrary: fc.constant("manage" as const), weight: 17 },
      {
        arbitrary: fc.constantFrom("read" as const, "nobody" as const, "stranger" as const),
        weight: 3,
      },
    ),
  });
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Null where it can be sent by nobody: fetch itself refuses it, or would ask for another path. */
function toRequest(url: string, { path, given }: Planned) {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let filled = path;
  for (const { where, name, value } of given) {
    const values = Array.isArray(value) ? value.map(asText) : [asText(value)];
    if (where === "query") for (const one of values) query.append(name, one);
    else if (where === "header") headers[name] = values.join(",");
    else filled = filled.replace(`{${name}}`, encodeURIComponent(values.join(",").toWellFormed()));
  }
  if (/\/\.{1,2}$/.test(filled)) return null;
  if (Object.values(headers).some((value) => !/^[\x20-\x7e]*$/.test(value))) return null;
  return { target: `${url}${filled}?${query}`, headers };
}

/** Without references, however deep they stand. */
function resolveAll<T>(value: T, document: OpenApi): T {
  return JSON.parse(JSON.stringify(value), (_key, part) => {
    const name = part?.$ref?.split("/").at(-1);
    if (name === undefined) return part;
    return resolveAll(document.components.schemas[name] ?? {}, document);
  });
}

function idsUnder(path: string): string[] {
  const known = [...KNOWN_IDS, ...LISTED_IDS];
  const kind = /^\/v1\/(event|key|endpoint)s/.exec(path)?.[1];
  const isOther = (id: string) => !/^(?:event|key|endpoint)_/.test(id);
  return known.filter((id) => (kind === undefined ? isOther(id) : id.startsWith(`${kind}_`)));
}

/** Answers their ids: every other one rests, so that each may be paused or woken. */
function fillEndpoints(store: Store): string[] {
  const endpointService = endpointServiceOf(store);
  return Array.from({ length: ENDPOINTS }, (_, at) => {
    const { endpoint } = endpointService.create({ url: "https://127.0.0.1:1/hook" });
    return (at % 2 === 0 ? endpoint : endpointService.pause(endpoint.id)).id;
  });
}

test(`whatever is sent, it is answered as the document says (seed ${SEED})`, async () => {
  const api = await openApi({ events: EVENTS, auth: "on" });
  LISTED_IDS.push(...fillList(api.store), ...fillEndpoints(api.store));
  const document: OpenApi = (await api.askJson("/v1/openapi.json")).body;
  const check = createAnswerCheck(document, ORIGIN.publicUrl);
  const keys = {
    nobody: {},
    read: api.authorize("read").headers,
    manage: api.authorize("manage").headers,
    stranger: { authorization: "Bearer ew_stranger" },
  };
  const plans = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) =>
      planOperation(document, path, method, operation),
    ),
  );
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(fc.oneof(...plans), async (planned) => {
    const request = toRequest(api.url, planned);
    fc.pre(request !== null);
    const { method, body, path } = planned;
    const leaving = new AbortController();
    const answer = await fetch(request.target, {
      method: method.toUpperCase(),
      headers: {
        ...request.headers,
        ...keys[planned.who],
        ...(typeof body?.type === "string" && { "content-type": body.type }),
      },
      body: body === null ? null : Buffer.from(body.text),
      signal: leaving.signal,
    });
    const type = answer.headers.get("content-type") ?? "";
    const text = type.startsWith("text/event-stream") ? "" : await answer.text();
    leaving.abort();
    const told = `${method} ${path} ${answer.status}`;
    seen.set(told, (seen.get(told) ?? 0) + 1);
    expect(check(path, method, { status: answer.status, type, text }), text).toBeNull();
  });
  await fc.assert(property, { numRuns: RUNS });
  expect(api.faults).toEqual([]);
  // Each operation was asked in earnest as well: it answered what it is there for.
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of Object.keys(item)) {
      if (path === "/v1/keys/{id}") continue;
      expect([...seen.keys()]).toContainEqual(
        expect.stringMatching(`^${method} ${RegExp.escape(path)} 2`),
      );
    }
  }
}, 300_000);

test("an answer that the document does not declare is found out", async () => {
  const api = await openApi({ events: 3 });
  const document: OpenApi = (await api.askJson("/v1/openapi.json")).body;
  const check = createAnswerCheck(document, ORIGIN.publicUrl);
  const json = (status: number, value: unknown) =>
    check("/v1/events", "get", { status, type: "application/json", text: JSON.stringify(value) });
  expect(json(200, { events: [], next: 1, last: 1 })).toBeNull();
  expect(json(200, { events: [], next: 1 })).toContain("last");
  expect(json(200, { events: [{ type: "entity.added" }], next: 1, last: 1 })).toContain("required");
  expect(json(418, {})).toContain("not declared");
  expect(json(400, {})).toContain("not declared");
  expect(json(500, {})).toContain("a fault");
});
