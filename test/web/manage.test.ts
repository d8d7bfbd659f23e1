import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Window } from "happy-dom";
import { afterEach, describe, expect, test } from "vitest";
import { openStoreToRead } from "../../src/db/store/open-store.ts";
import { listEndpoints } from "../../src/db/subscribers/endpoints.ts";
import { listKeys } from "../../src/db/subscribers/keys.ts";
import { BEFORE } from "../support/march-world.ts";
import { openPages, textOf } from "../support/open-pages.ts";
import { ADMIN_KEY, serveSite } from "../support/open-site.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { webFolder } from "../support/web-worlds.ts";

const KEY = `Basic ${Buffer.from(`:${ADMIN_KEY}`).toString("base64")}`;
let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack[Symbol.asyncDispose]();
  stack = new AsyncDisposableStack();
});

async function openManagement() {
  const data = webFolder(stack);
  const url = await serveSite(stack, data, () => new Date("2025-03-28T13:15:00Z"));
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      redirect: "manual",
      ...init,
      headers: { authorization: KEY, origin: url, ...init.headers },
    });
  const send = (path: string, form: Record<string, string> | URLSearchParams = {}, headers = {}) =>
    ask(path, { method: "POST", body: new URLSearchParams(form), headers });
  const page = async (answer: Response | Promise<Response>) => {
    const window = new Window();
    stack.defer(() => window.close());
    window.document.write(await (await answer).text());
    return window.document;
  };
  const create = async (receiver: string) => {
    await send("/manage/endpoints", { url: receiver, description: "<b>Screening</b>" });
    const link = (await page(ask("/manage"))).querySelector("a[href*='endpoints/']");
    return { id: textOf(link), path: `/manage/endpoints/${textOf(link)}` };
  };
  return { url, data, ask, send, page, create };
}

/** Of a receiver that takes whatever comes. */
async function listeningUrl(): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(204).end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.defer(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("management", () => {
  test("without an admin key says how to open it", async () => {
    const { store } = await openTestPipeline({ ...BEFORE, rules: [] });
    const { asset } = openPages(store);
    const answer = await asset("/manage");
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining("ENTITYWIRE_ADMIN_KEY"),
    ]);
    expect((await asset("/manage/keys")).status).toBe(404);
  });

  test("lets in only who brings the key, under a realm of its own", async () => {
    const { ask, send } = await openManagement();
    const refused = await ask("/manage", { headers: { authorization: "Basic Ond3cm9uZw==" } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain('realm="entitywire management"');
    expect((await send("/manage/keys", {}, { authorization: "" })).status).toBe(401);
    const allowed = await ask("/manage");
    expect([allowed.status, allowed.headers.get("cache-control")]).toEqual([200, "no-store"]);
  });

  test("takes no form from another site, though the browser sends the key", async () => {
    const { send, data } = await openManagement();
    const form = { name: "theirs", scope: "manage" };
    const answer = await send("/manage/keys", form, { origin: "https://evil.example" });
    expect(answer.status).toBe(403);
    using store = openStoreToRead(data);
    expect(listKeys(store.db)).toEqual([]);
  });
});

describe("keys", () => {
  test("are made, shown once, and revoked", async () => {
    const { send, ask, page, url } = await openManagement();
    const made = await page(send("/manage/keys", { name: "<i>screening</i>", scope: "read" }));
    const secret = textOf(made.querySelector("pre"));
    expect(secret).toMatch(/^ew_/);
    const asReader = () =>
      fetch(`${url}/v1/entries`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asReader()).status).toBe(200);
    const overview = await page(ask("/manage"));
    expect(textOf(overview.querySelector("table"))).toContain("<i>screening</i>");
    expect(overview.documentElement.textContent).not.toContain(secret);
    const revoke = overview.querySelector("table form")?.getAttribute("action")?.slice(1) ?? "";
    expect((await send(revoke)).status).toBe(303);
    expect((await asReader()).status).toBe(401);
    expect((await send("/manage/keys/key_000000000000/revoke")).status).toBe(404);
  });

  test.each([
    [{ name: "", scope: "read" }, "name:"],
    [{ name: "x", scope: "all" }, "scope:"],
    [{ name: "a\u001b[2Jb", scope: "read" }, "name: must be one line without control characters"],
  ])("of %j are refused in one line", async (form, said) => {
    const { send, page } = await openManagement();
    const answer = await send("/manage/keys", form);
    expect(answer.status).toBe(422);
    expect(textOf((await page(answer)).querySelector("[role=alert]"))).toContain(said);
  });
});

describe("endpoints", () => {
  test("are made, tested, paused, resumed, given a new secret and removed", async () => {
    const { send, ask, page, create } = await openManagement();
    const { path } = await create(await listeningUrl());
    const state = async () => textOf((await page(ask(path))).querySelector("dd .mark"));
    expect(textOf((await page(ask(path))).querySelector("dl"))).toContain("<b>Screening</b>");
    const tested = await send(`${path}/test`);
    expect(textOf((await page(tested)).querySelector("[role=alert]"))).toMatch(
      /accepted the test \(2\d\d\) after \d+ ms/,
    );
    expect((await send(`${path}/pause`)).headers.get("location")).toBe("../../../manage");
    expect(await state()).toBe("paused");
    await send(`${path}/resume`);
    expect(await state()).toBe("active");
    const rotated = await send(`${path}/rotate`);
    expect(rotated.headers.get("cache-control")).toBe("no-store");
    expect(textOf((await page(rotated)).querySelector("pre"))).toMatch(/^whsec_/);
    expect((await send(`${path}/remove`)).status).toBe(422);
    expect((await send(`${path}/remove`, { sure: "yes" })).status).toBe(303);
    expect((await ask(path)).status).toBe(404);
  });

  test("may hear of some types of events only", async () => {
    const { send, ask, page, data } = await openManagement();
    const form = new URLSearchParams({ url: "https://example.com/hook", description: "" });
    form.append("types", "entity.added");
    form.append("types", "rule.published");
    expect((await send("/manage/endpoints", form)).status).toBe(200);
    using store = openStoreToRead(data);
    const [endpoint] = listEndpoints(store.db);
    expect(endpoint?.filter).toEqual({ types: ["entity.added", "rule.published"] });
    const shown = await page(ask(`/manage/endpoints/${endpoint?.id}`));
    expect(textOf(shown.querySelector("dl"))).toMatch(
      /Filter ?types: entity.added, rule.published/,
    );
    expect(textOf((await page(ask("/manage"))).querySelector("table"))).toContain(
      "https://example.com/hook",
    );
  });

  test.each([
    [{ url: "http://169.254.169.254/", description: "" }, "endpoint/forbidden-target"],
    [{ url: "", description: "" }, "url:"],
    [
      { url: "https://example.com/", description: "a\rb" },
      "description: must be one line without control characters",
    ],
    [{ url: "https://example.com/", description: "", types: "entity.other" }, "types"],
  ])("of %j are refused in one line", async (form, said) => {
    const { send, page } = await openManagement();
    const answer = await send("/manage/endpoints", form as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(textOf((await page(answer)).querySelector("[role=alert]"))).toContain(said);
  });

  test("with an unknown id are refused", async () => {
    const { send, ask } = await openManagement();
    expect((await send("/manage/endpoints/none/pause")).status).toBe(422);
    expect((await ask("/manage/endpoints/none")).status).toBe(404);
    expect((await send("/manage/endpoints/none/explode")).status).toBe(404);
  });
});
