import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { putNotice } from "../../src/db/log/source-checks.ts";
import { listKeys } from "../../src/db/subscribers/keys.ts";
import { ORIGIN } from "../support/fill-log.ts";
import { openApi } from "../support/open-api.ts";

/** Sends bytes as they are; resolves with all that comes until the connection ends. */
async function sendRaw(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  return text;
}

describe("whatever goes wrong", () => {
  test.each([
    ["a path that is none", "GET", "/v1/nothing", 404],
    ["a page that is none", "GET", "/nothing", 404],
    ["a method that is none of it", "PUT", "/v1/events", 405],
    ["another method", "DELETE", "/v1/status", 405],
    ["a URL that is too long", "GET", `/v1/events?type=${"x".repeat(9_000)}`, 414],
    ["too many parameters", "GET", `/v1/events?${"after=1&".repeat(120)}`, 400],
    ["an unknown event", "GET", "/v1/events/none", 404],
    ["an escape that is broken", "GET", "/v1/events/%E0%A4%A", 404],
  ])("%s is a problem", async (_name, method, path, expected) => {
    const { askJson } = await openApi();
    const { status, headers, body } = await askJson(path, { method });
    expect(status).toBe(expected);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      type: "about:blank",
      title: expect.any(String),
      status: expected,
      detail: expect.stringMatching(/\.$/),
    });
    expect(headers.get("allow")).toBe(expected === 405 ? "GET, HEAD" : null);
  });

  test("a body that is too large is refused, announced or not", async () => {
    const api = await openApi();
    const headers = { ...api.authorize("manage").headers, "content-type": "application/json" };
    const body = JSON.stringify({ name: "x".repeat(100_000), scope: "read" });
    const announced = await api.askJson("/v1/keys", { method: "POST", headers, body });
    expect(announced).toMatchObject({ status: 413, body: { title: "Body too large" } });
    const unannounced = async (text: string) => {
      const chunks = new Blob([text]).stream();
      const init = { method: "POST", headers, body: chunks, duplex: "half" } as RequestInit;
      return (await api.ask("/v1/keys", init)).status;
    };
    expect(await unannounced(body)).toBe(413);
    expect(await unannounced(JSON.stringify({ name: "x", scope: "read" }))).toBe(201);
  });

  test("invalid HTTP and oversized headers get an error, and the connection is closed", async () => {
    const { url, ask } = await openApi();
    expect(await sendRaw(url, "hello\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*"status":400/,
    );
    const large = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(await sendRaw(url, large)).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json/);
    const noHost = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    expect(await sendRaw(url, noHost)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask("/v1")).status).toBe(200);
  });

  test("an internal error is logged, and the client sees no details", async () => {
    const api = await openApi({ events: 1 });
    api.store.db.run("DROP TABLE notices");
    const { status, body } = await api.askJson("/v1/notices");
    expect({ status, body }).toEqual({
      status: 500,
      body: {
        type: "about:blank",
        title: "Internal error",
        status: 500,
        detail: "The error was logged. A retry may help.",
        instance: "/v1/notices",
      },
    });
    expect(String(api.faults[0])).toContain("notices");
  });

  test.each([
    ["with a key", true, "/v1/keys"],
    ["without one", false, "/docs"],
  ])(
    "a client that hangs up %s in the midst of its body is no error",
    async (_name, isKeyed, path) => {
      const api = await openApi({ adminKey: null });
      const { authorization } = api.authorize("manage").headers;
      const key = isKeyed ? `Authorization: ${authorization}\r\n` : "";
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${key}Content-Type: application/json\r\n`;
      for (const body of [
        'Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n',
        'Content-Length: 500\r\n\r\n{"nam',
      ]) {
        const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
        await new Promise((sent) => socket.write(head + body, sent));
        // Its head has been read when another request has been answered.
        await api.ask("/v1");
        socket.resetAndDestroy();
      }
      await api.close();
      expect(api.faults).toEqual([]);
      expect(listKeys(api.store.db)).toHaveLength(1);
    },
  );
});

describe("limits", () => {
  test("count the requests of each caller, say how many are left, and when to come again", async () => {
    const api = await openApi({ events: 1, auth: "on", requestsAMinute: 3 });
    const [one, other] = [api.authorize("read"), api.authorize("read")];
    const ask = ({ headers }: typeof one) => api.ask("/v1/events", { headers });
    for (const left of [2, 1, 0]) {
      const { status, headers } = await ask(one);
      expect(status).toBe(200);
      expect(headers.get("ratelimit")).toMatch(new RegExp(`^"requests";r=${left};t=\\d+$`));
      expect(headers.get("ratelimit-policy")).toBe('"requests";q=3;w=60');
    }
    const refused = await ask(one);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ title: "Too many requests", status: 429 });
    expect((await ask(other)).status).toBe(200);
  });

  test("count by address where no key is asked for", async () => {
    const api = await openApi({ events: 1, requestsAMinute: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await api.ask("/v1/events")).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("refuse to guess keys for ever, and let a right one in all the same", async () => {
    const api = await openApi({ events: 1, auth: "on" });
    const { headers } = api.authorize("read");
    const guess = (n: number) =>
      api.ask("/v1/events", { headers: { authorization: `Bearer ew_${n}` } });
    const statuses = new Set<number>();
    for (let n = 0; n < 61; n += 1) statuses.add((await guess(n)).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await api.ask("/v1/events", { headers })).status).toBe(200);
  });
});

describe("headers", () => {
  test("let nothing of an answer be framed, sniffed or run", async () => {
    const { ask } = await openApi({ events: 1 });
    for (const path of ["/v1/events", "/v1/nothing", "/v1/openapi.json", "/docs"]) {
      const { headers } = await ask(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-powered-by")).toBeNull();
    }
  });

  test("let any page read with a key of its own, see what it needs, and manage nothing", async () => {
    const api = await openApi({ events: 1, auth: "on" });
    const origin = "https://app.example";
    const preflight = await api.ask("/v1/events", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,HEAD");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("Authorization");
    const headers = { ...api.authorize("manage").headers, origin };
    const read = await api.ask("/v1/events", { headers });
    expect(read.headers.get("access-control-allow-origin")).toBe("*");
    for (const name of ["ETag", "Link", "RateLimit"]) {
      expect(read.headers.get("access-control-expose-headers")).toContain(name);
    }
    for (const method of ["GET", "OPTIONS"]) {
      const managed = await api.ask("/v1/keys", { method, headers });
      expect(managed.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("let only pages of this host read without a key", async () => {
    const { ask } = await openApi({ events: 1 });
    const allowed = async (origin: string) => {
      const { headers } = await ask("/v1/events", { headers: { origin } });
      return headers.get("access-control-allow-origin");
    };
    expect(await allowed("http://localhost:3000")).toBe("http://localhost:3000");
    expect(await allowed("http://127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
    expect(await allowed("https://app.example")).toBeNull();
    expect(await allowed("null")).toBeNull();
  });

  test.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "null" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ] as Record<string, string>[])(
    "of another site's page (%j) change nothing, whatever the content type",
    async (from) => {
      const api = await openApi({ adminKey: null });
      const manage = api.authorize("manage").headers;
      const body = JSON.stringify({ name: "theirs", scope: "manage" });
      for (const type of [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "",
      ]) {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          const headers = { ...manage, ...from, "content-type": type };
          const answer = await api.askJson("/v1/keys", { method, headers, body });
          expect(answer).toMatchObject({ status: 403, body: { title: "Cross-site request" } });
        }
      }
      expect(listKeys(api.store.db)).toHaveLength(1);
    },
  );

  test("of a page of the service itself, of its public address and of a program are accepted", async () => {
    const api = await openApi();
    const manage = { ...api.authorize("manage").headers, "content-type": "application/json" };
    const body = JSON.stringify({ name: "ours", scope: "read" });
    for (const from of [
      {},
      { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
      { origin: api.url },
      { origin: api.url.replace("http:", "https:") },
      { origin: ORIGIN.publicUrl },
    ]) {
      const headers = { ...manage, ...from };
      expect((await api.askJson("/v1/keys", { method: "POST", headers, body })).status).toBe(201);
    }
  });

  test("are all that HEAD is answered, the same as GET's", async () => {
    const { ask } = await openApi({ events: 1 });
    for (const path of [
      "/v1/events?wait=30&after=1",
      "/v1/events/event_1",
      "/v1/status",
      "/docs",
    ]) {
      const head = await ask(path, { method: "HEAD" });
      expect({ path, status: head.status, text: await head.text() }).toEqual({
        path,
        status: 200,
        text: "",
      });
      expect(head.headers.get("content-type")).toMatch(/^(application\/json|text\/html)/);
    }
  });
});

describe("the rest", () => {
  test("notices are read in their order, by their ids", async () => {
    const api = await openApi();
    const [first, second] = ["source.stale", "source.recovered"];
    for (const type of [first, second, first]) {
      api.store.transact((tx) =>
        putNotice(
          tx,
          { type, subject: "ecfr", message: `${type}!` },
          new Date("2025-03-28T14:00:00Z"),
        ),
      );
    }
    const { body } = await api.askJson("/v1/notices?limit=2");
    expect(body).toMatchObject({
      notices: [
        {
          id: 1,
          type: first,
          subject: "ecfr",
          time: "2025-03-28T14:00:00.000Z",
          message: `${first}!`,
        },
        { id: 2, type: second },
      ],
      next: 2,
    });
    expect((await api.askJson("/v1/notices?after=2")).body).toMatchObject({
      notices: [{ id: 3 }],
      next: 3,
    });
    const last = await api.ask("/v1/notices?after=3");
    expect(await last.json()).toEqual({ notices: [], next: 3 });
    const headers = { "if-none-match": last.headers.get("etag") ?? "" };
    expect((await api.ask("/v1/notices?after=3", { headers })).status).toBe(304);
  });

  test("the status shows that no source has answered yet, and is not cached", async () => {
    const { askJson } = await openApi({ events: 4 });
    const { headers, body } = await askJson("/v1/status");
    expect(body).toMatchObject({ fresh: false, writer: null, lastSequence: 4, lists: [] });
    expect(body.sources).toHaveLength(3);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("the front door says where everything is", async () => {
    const { askJson, ask, url } = await openApi({ events: 1 });
    const { body } = await askJson("/v1");
    for (const link of Object.values(body.links) as string[]) {
      const { pathname } = new URL(link);
      const answer = await ask(pathname, { method: "HEAD" });
      expect({ pathname, status: answer.status }).toEqual({ pathname, status: 200 });
    }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("long polls are answered, and not cut off, when the service ends", async () => {
    const api = await openApi({ events: 1 });
    const poll = api.askJson("/v1/events?after=1&wait=30");
    await api.ask("/v1");
    const closing = api.close();
    expect((await poll).body).toEqual({ events: [], next: 1, last: 1 });
    await closing;
  });
});
