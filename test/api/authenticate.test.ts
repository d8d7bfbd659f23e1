import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { createKey, listKeys, revokeKey } from "../../src/db/subscribers/keys.ts";
import { openApi } from "../support/open-api.ts";

/** With headers, or a path, that fetch would set by itself. */
function askAs(url: string, headers: Record<string, string>, path = new URL(url).pathname) {
  return new Promise<number>((resolve, reject) => {
    request(url, { headers, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

describe("bound beyond the loopback", () => {
  test("nothing is read without a key, and what the API is by anybody", async () => {
    const api = await openApi({ events: 3, host: "0.0.0.0" });
    for (const path of [
      "/v1/events",
      "/v1/events/event_1",
      "/v1/events/stream",
      "/v1/notices",
      "/v1/status",
    ]) {
      const { status, headers, body } = await api.askJson(path);
      expect({ path, status }).toEqual({ path, status: 401 });
      expect(headers.get("www-authenticate")).toMatch(
        /^Bearer realm="entitywire", Basic realm="entitywire"/,
      );
      expect(body).toMatchObject({ title: "API key required", status: 401, instance: path });
      expect(body.detail).toContain("entitywire keys add NAME --scope read");
    }
    // Not even whether there is such a path.
    expect(await api.askJson("/v1/nothing")).toMatchObject({ status: 401 });
    for (const path of ["/v1", "/docs", "/docs/docs.js", "/v1/openapi.json"]) {
      expect((await api.ask(path)).status).toBe(200);
    }
  });

  test("a key to read opens what is read, as a token or as a password", async () => {
    const api = await openApi({ events: 3, host: "0.0.0.0" });
    const { headers } = api.authorize("read");
    expect((await api.ask("/v1/events", { headers })).status).toBe(200);
    const key = headers.authorization.slice("Bearer ".length);
    const basic = `Basic ${Buffer.from(`any:${key}`).toString("base64")}`;
    expect((await api.ask("/v1/events", { headers: { authorization: basic } })).status).toBe(200);
  });

  test("a key with the scope read cannot manage, and the answer names the required scope", async () => {
    const api = await openApi({ host: "0.0.0.0" });
    const { headers } = api.authorize("read");
    for (const [method, path] of [
      ["GET", "/v1/keys"],
      ["POST", "/v1/keys"],
      ["DELETE", "/v1/keys/key_000000000000"],
      ["GET", "/v1/endpoints"],
      ["POST", "/v1/endpoints"],
    ] as const) {
      const answer = await api.askJson(path, { method, headers });
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
      expect(answer.headers.get("www-authenticate")).toContain(
        'error="insufficient_scope", scope="manage"',
      );
    }
    expect(listKeys(api.store.db)).toHaveLength(1);
  });

  test("a key to manage reads as well", async () => {
    const api = await openApi({ events: 3, host: "0.0.0.0" });
    const { headers } = api.authorize("manage");
    expect((await api.ask("/v1/events", { headers })).status).toBe(200);
    expect((await api.ask("/v1/keys", { headers })).status).toBe(200);
  });

  test("no other key, and no other form of it, opens anything", async () => {
    const api = await openApi({ host: "0.0.0.0" });
    const key = api.authorize("manage").headers.authorization.slice("Bearer ".length);
    const [made] = listKeys(api.store.db);
    for (const wrong of [
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${key.slice(3)}`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${made?.id}`,
      "Bearer ",
      key,
      `Token ${key}`,
      `Basic ${key}`,
    ]) {
      const answer = await api.ask("/v1/events", { headers: { authorization: wrong } });
      expect({ wrong, status: answer.status }).toEqual({ wrong, status: 401 });
    }
  });

  test("a browser's password does not manage: a page elsewhere could have it sent", async () => {
    const api = await openApi({ host: "0.0.0.0" });
    const key = api.authorize("manage").headers.authorization.slice("Bearer ".length);
    const authorization = `Basic ${Buffer.from(`:${key}`).toString("base64")}`;
    const answer = await api.ask("/v1/keys", { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="entitywire"');
  });

  test("a key that is revoked opens nothing from then on, not even what it waits for", async () => {
    const api = await openApi({ events: 3, host: "0.0.0.0" });
    const { id, headers } = api.authorize("read");
    const waiting = api.askJson("/v1/events?after=3&wait=30", { headers });
    expect((await api.ask("/v1/events", { headers })).status).toBe(200);
    api.store.transact((tx) => revokeKey(tx, id, new Date()));
    expect((await api.ask("/v1/events", { headers })).status).toBe(401);
    api.append(4);
    expect((await waiting).body.events).toEqual([]);
  });
});

describe("behind a proxy on the same host", () => {
  // A proxy connects from the loopback, may write any Host, and need not say what it is.
  test.each([
    {},
    { host: "127.0.0.1" },
    { host: "localhost" },
    { host: "[::1]" },
    { host: "127.0.0.1", connection: "close" },
    { host: "127.0.0.1", "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "localhost" },
    { host: "127.0.0.1", forwarded: "for=127.0.0.1;host=localhost", "x-real-ip": "127.0.0.1" },
  ] as Record<string, string>[])("headers %j open nothing without a key", async (headers) => {
    const { url, authorize } = await openApi({ events: 3, auth: "on" });
    for (const path of ["/v1/events", "/v1/entries", "/v1/status", "/v1/exports/entries.ndjson"]) {
      expect({ path, status: await askAs(url + path, headers) }).toEqual({ path, status: 401 });
    }
    const withKey = { ...headers, ...authorize("read").headers };
    expect(await askAs(`${url}/v1/events`, withKey)).toBe(200);
  });
});

describe("where the operator lets this host read without a key", () => {
  test("a password that is no key is taken for none, because a browser sends it to every page", async () => {
    const { ask, askJson } = await openApi({ events: 3, adminKey: "an-admin-key-of-a-test" });
    const authorization = `Basic ${Buffer.from(":a-former-admin-key").toString("base64")}`;
    expect((await ask("/v1/events", { headers: { authorization } })).status).toBe(200);
    expect((await askJson("/v1/keys", { headers: { authorization } })).status).toBe(401);
  });

  test("reading from this host wants no key, and managing does", async () => {
    const { ask } = await openApi({ events: 3 });
    expect((await ask("/v1/events")).status).toBe(200);
    expect((await ask("/v1/keys")).status).toBe(401);
    expect((await ask("/v1/endpoints")).status).toBe(401);
  });

  test("no other spelling of a path manages without a key", async () => {
    const { url } = await openApi({ events: 3 });
    for (const path of [
      "/v1/%6beys",
      "/v1/k%65ys",
      "/v1//keys",
      "//v1/keys",
      "/v1/./keys",
      "/v1/x/../keys",
      "/V1/KEYS",
      "/v1/keys/",
      "/v1/keys;x",
      "/v1%2fkeys",
    ]) {
      const status = await askAs(`${url}/`, { host: "localhost" }, path);
      expect({ path, status }).toEqual({
        path,
        status: expect.toSatisfy((s) => s === 401 || s === 404),
      });
    }
  });

  test("a wrong key is not taken for none", async () => {
    const { ask } = await openApi({ events: 3 });
    expect((await ask("/v1/events", bearer("ew_wrong"))).status).toBe(401);
  });

  test("everything wants a key where the server is bound beyond the loopback", async () => {
    const { ask } = await openApi({ events: 3, host: "0.0.0.0" });
    expect((await ask("/v1/events")).status).toBe(401);
  });

  test("a page whose name was pointed here, and what a proxy passes on, want a key", async () => {
    const { url } = await openApi({ events: 3 });
    const { port } = new URL(url);
    const events = `${url}/v1/events`;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, "127.9.9.9"]) {
      expect(await askAs(events, { host })).toBe(200);
    }
    for (const headers of [
      { host: `evil.example:${port}` },
      { host: "localhost.evil.example" },
      { host: "127.0.0.1.evil.example" },
      { host: "10.0.0.1" },
      { host: "localhost", "x-forwarded-for": "203.0.113.9" },
      { host: "localhost", forwarded: "for=203.0.113.9" },
      { host: "localhost", via: "1.1 proxy" },
      { host: "localhost", "x-real-ip": "203.0.113.9" },
      { host: "localhost", "x-forwarded-proto": "https" },
    ]) {
      expect({ headers, status: await askAs(events, headers) }).toEqual({ headers, status: 401 });
    }
  });
});

describe("keys", () => {
  test("are made, listed and revoked by who may manage, and shown once", async () => {
    const api = await openApi({ events: 1, auth: "on" });
    const manage = api.authorize("manage").headers;
    const made = await api.askJson("/v1/keys", {
      method: "POST",
      headers: { ...manage, "content-type": "application/json" },
      body: JSON.stringify({ name: "  screening ", scope: "read" }),
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: "screening",
        scopes: ["read"],
        revokedAt: null,
        secret: expect.stringMatching(/^ew_[\w-]{43}$/),
      },
    });
    expect(made.headers.get("cache-control")).toBe("no-store");
    const { secret, ...shown } = made.body;
    expect((await api.ask("/v1/events", bearer(secret))).status).toBe(200);
    const { body } = await api.askJson("/v1/keys", { headers: manage });
    expect(body.keys).toContainEqual(shown);
    expect(JSON.stringify(body)).not.toContain(secret);

    const revoke = () => api.askJson(`/v1/keys/${shown.id}`, { method: "DELETE", headers: manage });
    expect(await revoke()).toMatchObject({
      status: 200,
      body: { id: shown.id, revokedAt: expect.any(String) },
    });
    expect((await api.ask("/v1/events", bearer(secret))).status).toBe(401);
    expect((await revoke()).status).toBe(200);
    const unknown = await api.askJson("/v1/keys/key_000000000000", {
      method: "DELETE",
      headers: manage,
    });
    expect(unknown.status).toBe(404);
  });

  test.each([
    ['{"name":"x"}', 400, "scope"],
    ['{"name":"","scope":"read"}', 400, "name"],
    ['{"name":"x","scope":"all"}', 400, "scope"],
    ['{"name":"x","scope":"read","more":1}', 400, "more"],
    ["[]", 400, ""],
    ['{"name"', 400, "JSON"],
    ["", 400, "JSON"],
  ])("are not made of %s", async (body, status, said) => {
    const api = await openApi();
    const headers = { ...api.authorize("manage").headers, "content-type": "application/json" };
    const answer = await api.askJson("/v1/keys", { method: "POST", headers, body });
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toContain(said);
    expect(listKeys(api.store.db)).toHaveLength(1);
  });

  test("are not made of a body that does not say it is JSON", async () => {
    const api = await openApi();
    const { headers } = api.authorize("manage");
    const body = '{"name":"x","scope":"read"}';
    const answer = await api.askJson("/v1/keys", { method: "POST", headers, body });
    expect(answer.status).toBe(415);
  });

  test("are kept as hashes alone", async () => {
    const { store } = await openApi();
    const { secret } = store.transact((tx) =>
      createKey(tx, { name: "x", scope: "read" }, new Date()),
    );
    const row = JSON.stringify(store.db.all("SELECT * FROM api_keys"));
    expect(row).not.toContain(secret);
    expect(row).not.toContain(secret.slice(3));
    expect(row).toMatch(/[0-9a-f]{64}/);
  });
});
