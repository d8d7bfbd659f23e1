import { expect, test } from "vitest";
import { openSite } from "../../src/web/site.ts";
import { openApi } from "../support/open-api.ts";
import { ADMIN_KEY } from "../support/open-site.ts";

const PAGES = [
  "/",
  "/rules/1",
  "/entries/1",
  "/search",
  "/trends",
  "/trends.csv?op=added",
  "/health",
];

function openGuarded(requestsAMinute = 1_000) {
  return openApi({
    ...{ events: 1, auth: "on", adminKey: ADMIN_KEY, requestsAMinute },
    site: (parts) => openSite({ ...parts, depths: async () => ({}) }),
  });
}

test("where reading wants a key, so does every page; a browser is asked for it as a password", async () => {
  const { ask, authorize } = await openGuarded();
  const { id: _id, headers } = authorize("read");
  const password = Buffer.from(`:${headers.authorization.replace("Bearer ", "")}`).toString(
    "base64",
  );
  for (const page of PAGES) {
    const refused = await ask(page);
    expect([page, refused.status]).toEqual([page, 401]);
    expect(refused.headers.get("www-authenticate")).toContain("Basic realm");
    const read = await ask(page, { headers: { authorization: `Basic ${password}` } });
    expect([page, read.status]).toEqual([page, page.endsWith("/1") ? 404 : 200]);
    expect(read.headers.get("cache-control")).toMatch(/no-cache/);
  }
});

test("the admin key, which a browser sends to the whole site, opens every page and manages only on /manage", async () => {
  const { ask, authorize } = await openGuarded();
  const manager = authorize("manage");
  const authorization = `Basic ${Buffer.from(`:${ADMIN_KEY}`).toString("base64")}`;
  for (const page of ["/manage", ...PAGES, "/v1/entries"]) {
    const { status } = await ask(page, { headers: { authorization } });
    expect([page, status]).toEqual([page, page.endsWith("/1") ? 404 : 200]);
  }
  expect((await ask("/v1/keys", { headers: { authorization } })).status).toBe(401);
  expect((await ask("/v1/keys", manager)).status).toBe(200);
  const token = `Bearer ${ADMIN_KEY}`;
  expect((await ask("/v1/entries", { headers: { authorization: token } })).status).toBe(401);
});

test("guesses of the admin key count together, wherever they are made", async () => {
  const { ask, authorize } = await openGuarded();
  const basic = (key: string) => ({
    authorization: `Basic ${Buffer.from(`:${key}`).toString("base64")}`,
  });
  for (let nth = 0; nth < 60; nth += 1) {
    const { status } = await ask(nth % 2 === 0 ? "/" : "/manage", {
      headers: basic(`wrong ${nth}`),
    });
    expect(status).toBe(401);
  }
  for (const page of ["/", "/manage"]) {
    expect((await ask(page, { headers: basic(ADMIN_KEY) })).status).toBe(429);
  }
  expect((await ask("/", authorize("read"))).status).toBe(200);
});

test("public pages require no key and do not show the freshness of the lists", async () => {
  const { ask } = await openGuarded();
  for (const asset of ["site.css", "search.js", "trends.js", "chart.js", "icon.svg"]) {
    const answer = await ask(`/assets/${asset}`);
    expect([asset, answer.status]).toEqual([asset, 200]);
    const tag = answer.headers.get("etag") ?? "";
    expect((await ask(`/assets/${asset}`, { headers: { "if-none-match": tag } })).status).toBe(304);
  }
  const missing = await ask("/nowhere", { headers: { accept: "text/html" } });
  expect(missing.status).toBe(404);
  expect(await missing.text()).not.toContain("See Health for what to do");
  expect((await ask("/nowhere")).headers.get("content-type")).toBe("application/problem+json");
});

test("pages count as requests", async () => {
  const { ask, authorize } = await openGuarded(2);
  const { headers } = authorize("read");
  const statuses: number[] = [];
  for (let nth = 0; nth < 3; nth += 1) statuses.push((await ask("/trends", { headers })).status);
  expect(statuses).toEqual([200, 200, 429]);
});
