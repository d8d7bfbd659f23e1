import { describe, expect, onTestFinished, test } from "vitest";
import { runLiveCheck } from "../../../src/commands/live-check.ts";
import { readConfig } from "../../../src/config.ts";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { addDays, toDay } from "../../../src/model/clock/day.ts";
import { addingRule, onDisplay, printedEntry, withPdf } from "../../support/displayed-rule.ts";
import { runCommand, startCommand } from "../../support/run-command.ts";
import { type Quirk, say } from "../../support/say.ts";
import { makeRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";
import { until } from "../../support/until.ts";

const TODAY = toDay(new Date());
const UNTRIED = "could not be tried";

async function openReplay() {
  const facts = Array.from({ length: 3 }, (_, at) =>
    makeRuleFacts({ documentNumber: `2025-0000${at}`, publicationDate: addDays(TODAY, -at) }),
  );
  const world = { rows: [makeRow("Alpha")], rules: facts, date: TODAY };
  const server = await startReplayServer((url) => smallWorld(world, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const rule = addingRule("2025-05427", addDays(TODAY, 3), TODAY, [printedEntry("Gamma")]);
  const documents = [withPdf(onDisplay(rule, "3/25/2025 at 4:15 pm", server.url), server.url)];
  server.world = { ...server.world, display: { documents, updatedAt: new Date().toISOString() } };
  return server;
}

/** Each claim with how it fell. */
async function check(url: string) {
  const lines: string[] = [];
  const config = readConfig(replayEnv(url));
  const io = { out: (line: string) => void lines.push(line), err: () => undefined, env: {} };
  const code = await runLiveCheck(io, config, { json: true, upstream: { minIntervalMs: 0 } });
  const tried = lines.map((line) => JSON.parse(line));
  const fell = (words: string) => {
    const found = tried.filter(({ claim }) => claim.includes(words));
    expect(found, words).toHaveLength(1);
    return found[0];
  };
  return { code, tried, fell };
}

const SEARCH = "/api/v1/documents.json";
const FULL = "/api/versioner/v1/full";
const CURRENT = "/api/v1/public-inspection-documents/current.json";
const records = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ document_number: `2025-${at}` }));

/** A claim, and what the service would say if it held, and if it did not. */
const EITHER_WAY: readonly (readonly [string, string, Quirk, Quirk])[] = [
  ["have an ETag", SEARCH, () => ({ headers: { etag: 'W/"1"' } }), () => ({})],
  [
    "may be cached for a day",
    SEARCH,
    () => ({ headers: { "cache-control": "max-age=86400, public" } }),
    () => ({ headers: { "cache-control": "no-store" } }),
  ],
  [
    "treats OR as AND",
    SEARCH,
    (_meant, query) => ({
      status: 200,
      json: { count: /OR/.test(query.get("conditions[term]") ?? "") ? 14 : 160 },
    }),
    (_meant, query) => ({
      status: 200,
      json: { count: /OR/.test(query.get("conditions[term]") ?? "") ? 166 : 160 },
    }),
  ],
  [
    "a page size of 1,000 returns fewer documents",
    SEARCH,
    () => ({ json: { count: 9000, results: records(20) } }),
    () => ({ json: { count: 9000, results: records(1000) } }),
  ],
  [
    "a page past the end returns page 1",
    SEARCH,
    () => ({}),
    (meant, query) => ({
      json: query.has("page") ? { count: meant["count"], results: [] } : meant,
    }),
  ],
  [
    "past 2,000 results",
    SEARCH,
    (meant, query) => (query.has("page") ? { status: 400 } : { json: { ...meant, count: 3000 } }),
    () => ({ status: 200, json: { count: 3000, results: records(100) } }),
  ],
  [
    "has no `results`",
    SEARCH,
    () => ({}),
    (meant) => (meant["count"] === 0 ? { json: { count: 0, results: [] } } : {}),
  ],
  [
    "finds nothing, without an error",
    SEARCH,
    () => ({}),
    (meant) => (meant["count"] === 0 ? { status: 404, json: { status: 404 } } : {}),
  ],
  [
    "is not empty, and its count matches",
    CURRENT,
    () => ({}),
    (meant) => ({ json: { ...meant, count: 7 } }),
  ],
  [
    "has the timestamps",
    CURRENT,
    () => ({}),
    (meant) => ({ json: { ...meant, special_filings_updated_at: null } }),
  ],
  [
    "a displayed rule also has a complete PDF",
    "/public-inspection-pdf",
    () => ({}),
    () => ({ status: 404, json: {} }),
  ],
  [
    "without a publication date has a note",
    CURRENT,
    (meant) => ({ json: undate(meant, "The agency withdrew this document.") }),
    (meant) => ({ json: undate(meant, null) }),
  ],
  ["a later date is answered with 404", FULL, () => ({}), () => ({ status: 400 })],
  [
    "the count of the version list",
    "/api/versioner/v1/versions",
    () => ({}),
    (meant) => ({ json: { ...meant, meta: {} } }),
  ],
];

/** No record of the list has a publication date. */
function undate(meant: Record<string, unknown>, editorial_note: string | null) {
  const results = (meant["results"] as object[]).map((record) => ({
    ...{ ...record, publication_date: null, editorial_note },
  }));
  return { ...meant, results };
}

/** Where nothing is meant to be found. */
function toNothing(said: ReturnType<Quirk>): Quirk {
  return (meant) => (meant["count"] === 0 ? said : {});
}

describe("live-check", () => {
  test("tries every claim, each answer asked for once", async () => {
    const server = await openReplay();
    const { code, tried } = await check(server.url);
    expect(new Set(server.requests).size).toBe(server.requests.length);
    expect(server.requests.length).toBeLessThan(25);
    expect(tried.length).toBeGreaterThan(18);
    const untried = tried.filter(({ outcome }) => outcome === UNTRIED);
    // The replay server takes no term, and has four documents.
    expect(untried.map(({ claim }) => claim)).toEqual([
      "`conditions[term]` treats OR as AND",
      "pages past 2,000 results are refused with 400",
    ]);
    expect(code).toBe(75);
  });

  test.for(EITHER_WAY)("sees both ways: %s", async ([words, path, so, otherwise]) => {
    const server = await openReplay();
    say(server, path, so);
    const held = (await check(server.url)).fell(words);
    expect(held).toMatchObject({ outcome: "holds", otherwise: null });
    say(server, path, otherwise);
    const fallen = (await check(server.url)).fell(words);
    expect(fallen).toMatchObject({
      outcome: "does not hold",
      otherwise: expect.stringMatching(/\w+/),
    });
    expect(fallen.seen).not.toBe(held.seen);
  });

  test.for<[string, string, string, Quirk]>([
    ["has no `results`", "what is found", SEARCH, toNothing({ status: 200, json: { count: 3 } })],
    ["have an ETag", "what is refused", SEARCH, () => ({ status: 400 })],
    ["may be cached for a day", "what is refused", SEARCH, () => ({ status: 400 })],
    ["its clock and this machine's", "what is refused", SEARCH, () => ({ status: 400 })],
    ["each rule links", "no rule at all", CURRENT, () => ({ json: { count: 0, results: [] } })],
  ])("cannot try “%s” by %s", async ([words, , path, quirk]) => {
    const server = await openReplay();
    say(server, path, quirk);
    expect((await check(server.url)).fell(words)).toMatchObject({ outcome: UNTRIED });
  });

  test("sees a 404 where nothing is found", async () => {
    const server = await openReplay();
    say(server, SEARCH, toNothing({ status: 404 }));
    const fallen = (await check(server.url)).fell("has no `results`");
    expect(fallen).toMatchObject({ outcome: "does not hold", seen: "status 404" });
  });

  test("sees a text that comes where none was announced", async () => {
    const server = await openReplay();
    const { fell } = await check(server.url);
    expect(fell("a later date").seen).toMatch(/: status 404$/);
    expect(fell("the date `current` is refused").seen).toBe("status 400");
    server.fault(FULL, (_request, response) =>
      response.setHeader("content-type", "application/xml").end("<DIV5></DIV5>"),
    );
    const served = await check(server.url);
    for (const words of ["a later date", "the date `current` is refused"]) {
      expect(served.fell(words)).toMatchObject({ outcome: "does not hold" });
    }
  });

  test("reports for every claim that no server answers", async () => {
    const { code, tried } = await check("http://127.0.0.1:1");
    expect(code).toBe(75);
    expect(new Set(tried.map(({ outcome }) => outcome))).toEqual(new Set([UNTRIED]));
    expect(tried[0].seen).toContain("ECONNREFUSED");
  });

  test("takes the page that wants patience for no answer", async () => {
    const server = await openReplay();
    server.fault("/", (_request, response) =>
      response.setHeader("content-type", "text/html").end("<html>Request Access</html>"),
    );
    const { code, tried } = await check(server.url);
    expect(code).toBe(75);
    expect(new Set(tried.map(({ outcome }) => outcome))).toEqual(new Set([UNTRIED]));
    // And it does not press on.
    expect(server.requests.length).toBeLessThan(8);
  });
});

test("entitywire live-check says of each claim how it fell, for a person", async () => {
  const server = await openReplay();
  say(server, SEARCH, (_meant, query) =>
    query.has("conditions[term]")
      ? { status: 200, json: { count: 1 } }
      : query.get("per_page") === "1000"
        ? { json: { count: 3000, results: records(20) } }
        : {},
  );
  const env = replayEnv(server.url);
  const { code, stdout } = await runCommand(["live-check"], { env });
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines[0]).toMatch(
    /^holds {15}the slug industry-and-security-bureau finds .*: 4 documents$/,
  );
  expect(stdout).toMatch(
    /^does not hold +its answers have an ETag: none\. Otherwise: the service compares the bytes/m,
  );
}, 90_000);

test("entitywire live-check ends by the signal that stops it, and judges nothing by that", async () => {
  const server = await openReplay();
  const { child, finished, output } = startCommand(["live-check"], { env: replayEnv(server.url) });
  await until("a claim is tried", () => output().stdout.includes("\n"));
  child.kill("SIGTERM");
  const { signal, stdout, stderr } = await finished;
  expect(signal).toBe("SIGTERM");
  expect(stdout).not.toContain(UNTRIED);
  expect(stderr.trim().split("\n")).toHaveLength(1);
}, 30_000);
