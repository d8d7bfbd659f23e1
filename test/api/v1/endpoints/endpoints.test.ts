import { expect, onTestFinished, test } from "vitest";
import { openEndpointApi } from "../../../support/endpoint-api.ts";
import { openWebhookSink } from "../../../support/webhook-sink.ts";

test("endpoints are made, shown, changed, rotated, paused, tested, replayed and deleted; a secret is shown twice, ever", async () => {
  const sink = await openWebhookSink();
  onTestFinished(() => sink[Symbol.asyncDispose]());
  const { ask, run } = await openEndpointApi();
  const made = await ask("POST", "/v1/endpoints", {
    url: sink.url,
    description: "Acme",
    filter: { countries: ["CN"] },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { state: "active", secret: expect.stringMatching(/^whsec_/) },
  });
  expect(made.headers.get("cache-control")).toBe("no-store");
  const { id, secret } = made.body;

  const { body: page } = await ask("GET", "/v1/endpoints");
  expect(page).toMatchObject({ endpoints: [{ id, url: sink.url }], next: null });
  expect((await ask("GET", `/v1/endpoints/${id}`)).body).toMatchObject({ id, description: "Acme" });
  const changed = await ask("PATCH", `/v1/endpoints/${id}`, { filter: null });
  expect(changed.body).toMatchObject({ filter: null, description: "Acme" });
  const rotated = await ask("POST", `/v1/endpoints/${id}/rotate`, { overlapHours: 1 });
  expect(rotated.body.secret).not.toBe(secret);

  expect((await ask("POST", `/v1/endpoints/${id}/pause`)).body.state).toBe("paused");
  await run(3);
  const owed = await ask("GET", `/v1/endpoints/${id}/deliveries?state=pending&limit=2`);
  expect(owed.body.deliveries).toMatchObject([{ sequence: 1 }, { sequence: 2 }]);
  const rest = await ask(
    "GET",
    `/v1/endpoints/${id}/deliveries?state=pending&cursor=${owed.body.next}`,
  );
  expect(rest.body).toMatchObject({ deliveries: [{ sequence: 3, attempts: 0 }], next: null });

  expect((await ask("POST", `/v1/endpoints/${id}/resume`)).body.state).toBe("active");
  await run(3);
  expect(sink.received).toHaveLength(3);
  expect((await ask("POST", `/v1/endpoints/${id}/test`)).body).toMatchObject({
    status: 204,
    error: null,
  });
  expect(await ask("POST", `/v1/endpoints/${id}/replay`, { from: 2, to: 3 })).toMatchObject({
    status: 202,
    body: { deliveries: 2 },
  });
  await run(3);
  expect(sink.received).toHaveLength(6);

  for (const body of [page, changed.body, owed.body]) {
    expect(JSON.stringify(body ?? "")).not.toMatch(/whsec|sealed/);
  }
  expect((await ask("DELETE", `/v1/endpoints/${id}`)).status).toBe(204);
  expect((await ask("GET", `/v1/endpoints/${id}`)).status).toBe(404);
});

test.each([
  ["POST", "/v1/endpoints", { url: "https://10.0.0.1/" }, 422],
  ["POST", "/v1/endpoints", { url: "http://example.com/" }, 422],
  ["POST", "/v1/endpoints", { url: "https://example.com/", secret: "whsec_x" }, 422],
  ["POST", "/v1/endpoints", { url: "https://example.com/", from: 99 }, 422],
  [
    "POST",
    "/v1/endpoints",
    { url: "https://example.com/", filter: { types: ["list.baselined"] } },
    400,
  ],
  ["POST", "/v1/endpoints", { url: "https://example.com/", more: 1 }, 400],
  ["POST", "/v1/endpoints", {}, 400],
  ["GET", "/v1/endpoints?cursor=%20", undefined, 400],
  ["GET", "/v1/endpoints?limit=501", undefined, 400],
  ["GET", "/v1/endpoints/endpoint_x", undefined, 404],
  ["GET", "/v1/endpoints/endpoint_x/deliveries", undefined, 404],
  ["PATCH", "/v1/endpoints/endpoint_x", { description: "" }, 404],
  ["DELETE", "/v1/endpoints/endpoint_x", undefined, 404],
  ["POST", "/v1/endpoints/endpoint_x/rotate", {}, 404],
  ["POST", "/v1/endpoints/endpoint_x/test", undefined, 404],
  ["POST", "/v1/endpoints/endpoint_x/replay", { dead: true }, 404],
  ["POST", "/v1/endpoints/endpoint_x/replay", { from: 2, to: 1 }, 400],
])("%s %s with %j is a problem", async (method, path, body, status) => {
  const { ask } = await openEndpointApi();
  const answer = await ask(method, path, body);
  expect(answer).toMatchObject({ status, body: { status, title: expect.any(String) } });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
});

test("who may only read hears nothing of endpoints", async () => {
  const { askAs } = await openEndpointApi();
  expect((await askAs("read", "GET", "/v1/endpoints")).status).toBe(403);
  expect((await askAs(null, "GET", "/v1/endpoints")).status).toBe(401);
});

// `{"types": […]}` once made a filter of types and countries one of types alone: the endpoint heard of every country.
test("a change of a filter keeps its other fields; null removes one field, or all", async () => {
  const { ask } = await openEndpointApi();
  const filter = { types: ["entity.added"], countries: ["CN"], destinations: ["CHINA"] };
  const made = await ask("POST", "/v1/endpoints", { url: "https://example.com/", filter });
  const path = `/v1/endpoints/${made.body.id}`;
  const change = async (changes: unknown) =>
    (await ask("PATCH", path, { filter: changes })).body.filter;
  expect(await change({ types: ["entity.removed"] })).toEqual({
    ...filter,
    types: ["entity.removed"],
  });
  expect(await change({ destinations: null, classes: ["citation"] })).toEqual({
    ...{ types: ["entity.removed"], countries: ["CN"], classes: ["citation"] },
  });
  const { body } = await ask("PATCH", path, { description: "Other" });
  expect(body.filter).toMatchObject({ countries: ["CN"] });
  expect((await ask("PATCH", path, { filter: { countries: [] } })).status).toBe(400);
  expect(await change({ types: null, classes: null, countries: null })).toBeNull();
  expect(await change({ historical: true })).toEqual({ historical: true });
  expect(await change(null)).toBeNull();
});

test.each(["\u001b[2J", "a\rb", "a\nb", "a\n", "a\0b", "a\u009bb", "a\u202eb"])(
  "text with control characters (%j) is refused",
  async (text) => {
    const { ask } = await openEndpointApi();
    const url = "https://example.com/";
    const { body } = await ask("POST", "/v1/endpoints", { url });
    for (const [method, path, given] of [
      ["POST", "/v1/endpoints", { url, description: text }],
      ["POST", "/v1/endpoints", { url, filter: { destinations: [text] } }],
      ["PATCH", `/v1/endpoints/${body.id}`, { description: text }],
      ["PATCH", `/v1/endpoints/${body.id}`, { filter: { destinations: [text] } }],
      ["POST", "/v1/keys", { name: text, scope: "read" }],
    ] as const) {
      const answer = await ask(method, path, given);
      expect({ path, status: answer.status }).toEqual({ path, status: 400 });
      expect(answer.body.detail).toMatch(/: must be one line without control characters$/);
    }
  },
);
