import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  documentBytes,
  getDocument,
  unfinishedDocuments,
} from "../../../src/db/documents/documents.ts";
import { heldTexts } from "../../../src/db/documents/walked-days.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import { lastCheck } from "../../../src/db/log/source-checks.ts";
import { leases } from "../../../src/db/schema/service.ts";
import { takeLease } from "../../../src/db/store/lease.ts";
import { openStore, openStoreToRead } from "../../../src/db/store/open-store.ts";
import { isEntityEvent } from "../../../src/model/events/event.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { corpusPath } from "../../support/corpus.ts";
import { askedDays, openHistory, TEXTS, VERSIONS } from "../../support/open-history.ts";
import { listAsOf } from "../../support/past-list.ts";
import { runCommand, startCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { makeRow, smallHistory } from "../../support/small-world.ts";
import { until } from "../../support/until.ts";

/** `npm run soak` kills at each boundary. */
const EVERY = Number(process.env["ENTITYWIRE_KILL_EVERY"] ?? 2);
const [ALPHA, BETA, GAMMA, DELTA] = ["Alpha", "Beta", "Gamma", "Delta"].map((name) =>
  makeRow(name),
);
const rows = (...some: (typeof ALPHA)[]) => some.flatMap((row) => row ?? []);
const HISTORY = {
  "2018-01-10": rows(ALPHA),
  "2019-05-21": rows(ALPHA, BETA),
  // Another supplement changed, and is not shown here: the text is that of the date before.
  "2019-08-19": rows(ALPHA, BETA),
  "2020-12-22": rows(ALPHA, BETA, GAMMA),
  "2026-03-25": rows(ALPHA, GAMMA, DELTA),
};
const FROM = "2018-06-01";
const OLDER = [FROM, "2019-05-21", "2019-08-19", "2020-12-22"];
const NEWEST = "2026-03-25";

const open = () => openHistory((url) => smallHistory(HISTORY, url));

/** What the store holds of each day, and what was made of it. */
function look(dataDir: string) {
  using store = openStoreToRead(dataDir);
  const events = readEvents(store.db, { after: 0 });
  return {
    unfinished: unfinishedDocuments(store.db, 100).length,
    texts: [...heldTexts(store.db)].sort(),
    names: currentEntries(store.db).map(({ entry }) => entry.name),
    news: events.filter((event) => isEntityEvent(event) && !event.data.historical),
    log: events.map(({ time: _time, ...event }) => event),
    check: lastCheck(store.db, "ecfr"),
  };
}

describe("a walk through the history", () => {
  test("asks for the list of today, then for each day from the oldest on, and stores each text once", async () => {
    const { server, dataDir, walk } = await open();
    const { said, error } = await walk(FROM);
    expect(error).toBeNull();
    expect(askedDays(server)).toEqual([NEWEST, ...OLDER]);
    expect(said).toEqual([
      "2018-06-01 a new text  2 of 5, about 0 s left",
      "2019-05-21 a new text  3 of 5, about 0 s left",
      "2019-08-19 no new text  4 of 5, about 0 s left",
      "2020-12-22 a new text  5 of 5, done",
      `checked 5 dates from ${FROM} to ${NEWEST}: 3 new texts, 1 already stored, 1 unchanged from the date before`,
    ]);
    const { texts, ...rest } = look(dataDir);
    const [first, second, third, ...others] = texts.map(([, documentId]) => documentId);
    expect(texts.map(([day]) => day)).toEqual([...OLDER, NEWEST]);
    expect(third).toBe(second);
    expect(new Set([first, second, ...others]).size).toBe(4);
    // History changes nothing of today, and is no news.
    expect(rest).toMatchObject({ unfinished: 0, news: [], names: ["Alpha", "Gamma", "Delta"] });
  });

  test("that is done asks for no text again, and for the older ones alone where it begins earlier", async () => {
    const { server, walk } = await open();
    await walk("2019-05-21");
    server.requests.length = 0;
    expect((await walk("2019-05-21")).said).toEqual([
      `checked 4 dates from 2019-05-21 to ${NEWEST}: 0 new texts, 4 already stored, 0 unchanged from the date before`,
    ]);
    expect(server.requests).toEqual([expect.stringContaining(VERSIONS)]);
    await walk("2018-01-10");
    expect(askedDays(server)).toEqual(["2018-01-10"]);
  });

  test("goes no further than the list is known: what is newer is news, and not its to tell", async () => {
    const { server, walk } = await open();
    await walk(NEWEST);
    server.world = smallHistory({ ...HISTORY, "2026-03-27": rows(ALPHA) }, server.url);
    server.requests.length = 0;
    await walk(NEWEST);
    expect(askedDays(server)).toEqual([]);
    expect((await walk("2026-03-27")).error).toMatchObject({
      code: "input/usage",
      message: `the list is stored as of ${NEWEST}, and --from 2026-03-27 is later`,
    });
  });
});

test("a walk says how many texts were held back", async () => {
  const many = Array.from({ length: 20 }, (_, at) => makeRow(`Company ${at}`));
  const days = {
    "2018-01-10": many,
    "2019-05-21": many.slice(0, 9),
    "2020-12-22": [...many, ...rows(ALPHA)],
    [NEWEST]: [...many, ...rows(ALPHA, BETA)],
  };
  const { walk } = await openHistory((url) => smallHistory(days, url));
  const { said, error } = await walk(FROM);
  expect(error).toBeNull();
  expect(said.at(-1)).toMatch(/, 1 quarantined \(see `entitywire status`\)$/);
});

describe("a walk that is stopped", () => {
  test.each([
    ["by a 503 that asks for an hour", 503, { "retry-after": "3600" }, 1, "fetch/unreachable"],
    ["by 503s without end", 503, {}, 2, "fetch/unreachable"],
    ["by a page for robots", 200, { "content-type": "text/html" }, 1, "fetch/interstitial"],
    ["by a network that breaks", 0, {}, 2, "fetch/unreachable"],
  ])("%s goes on from there", async (_how, status, headers, tries, code) => {
    const { server, dataDir, walk } = await open();
    const onBoundary = (name: string) => {
      if (name !== "walked 2019-05-21") return;
      server.fault(TEXTS, (request, response) => {
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, headers).end("<html>Request Access</html>");
      });
    };
    const { said, error } = await walk(FROM, { onBoundary });
    expect(error).toMatchObject({
      code,
      hint: expect.stringMatching(/3 of 5 dates are stored: run the same command to continue$/),
    });
    expect(said.filter((line) => line.includes("2019-08-19"))).toHaveLength(tries - 1);
    const failed = Array.from({ length: tries }, () => "2019-08-19");
    expect(askedDays(server)).toEqual([NEWEST, FROM, "2019-05-21", ...failed]);
    expect(look(dataDir).unfinished).toBe(0);

    server.fault(TEXTS, null);
    server.requests.length = 0;
    expect((await walk(FROM)).error).toBeNull();
    expect(askedDays(server)).toEqual(["2019-08-19", "2020-12-22"]);
  });

  test("waits as long as it is told to, and says so", async () => {
    const { server, walk } = await open();
    await walk(NEWEST);
    server.fault(TEXTS, (_request, response) => {
      server.fault(TEXTS, null);
      response.writeHead(503, { "retry-after": "0" }).end();
    });
    const { said, error } = await walk(FROM);
    expect(error).toBeNull();
    expect(said[0]).toMatch(/2018-06-01.*answered 503.*; retry in 1 s$/);
    expect(askedDays(server)).toEqual([NEWEST, FROM, ...OLDER]);
  });

  test("by a successor writes nothing more and names what happened", async () => {
    const { server, dataDir, walk } = await open();
    const onBoundary = (name: string) => {
      if (name !== "walked 2019-05-21") return;
      using store = openStore(dataDir);
      store.db.delete(leases).run();
    };
    const { said, error } = await walk(FROM, { onBoundary });
    expect(error).toMatchObject({ code: "store/lease-lost" });
    expect(said.filter((line) => line.includes("checked "))).toEqual([]);
    expect(look(dataDir).texts).toHaveLength(3);
    expect((await walk(FROM)).error).toBeNull();
    expect(askedDays(server)).toEqual([NEWEST, ...OLDER]);
  });

  test("asks no faster than agreed, and ends at once when it is told to", async () => {
    const { server, walk } = await open();
    await walk(NEWEST);
    server.requests.length = 0;
    const stop = new AbortController();
    const walking = walk(FROM, { upstream: { minIntervalMs: 3_600_000 }, signal: stop.signal });
    await until("the versions are asked for", () => server.requests.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort();
    expect(await walking).toEqual({
      error: null,
      said: ["backfill was interrupted: 1 of 5 dates are stored: run the same command to continue"],
    });
    expect(server.requests).toEqual([expect.stringContaining(VERSIONS)]);
  });
});

describe("a date that cannot be had", () => {
  const MISSING = "2019-05-21";

  test("is left out, named at the end, and asked for alone by the next walk", async () => {
    const { server, dataDir, walk } = await open();
    server.fault(`${TEXTS}${MISSING}`, (_request, response) => response.writeHead(404).end("{}"));
    const { said, error } = await walk(FROM);
    expect(said).toContainEqual(expect.stringMatching(/^2019-05-21 is skipped: .*has no text/));
    expect(said.at(-1)).toMatch(/: 3 new texts, 1 already stored, 0 un.*, 1 not available$/);
    expect(error).toMatchObject({
      code: "fetch/untrusted",
      message: `the eCFR did not give the text of ${MISSING}`,
    });
    const [, later] = look(dataDir).texts;
    // Nobody knows whether the text after the gap stood before it.
    expect(later?.[1]).toContain("2019-08-19");

    server.fault(`${TEXTS}${MISSING}`, null);
    server.requests.length = 0;
    expect((await walk(FROM)).error).toBeNull();
    expect(askedDays(server)).toEqual([MISSING]);
  });

  test("is no fault of the date where it happens three times in a row", async () => {
    const { server, walk } = await open();
    await walk(NEWEST);
    server.fault(TEXTS, (_request, response) => {
      response.writeHead(200, { "content-type": "text/xml" }).end("<error/>");
    });
    expect((await walk(FROM)).error).toMatchObject({ code: "fetch/untrusted" });
    expect(askedDays(server)).toEqual([NEWEST, ...OLDER.slice(0, 3)]);
  });
});

test(`a walk killed at a boundary, every ${EVERY}., and started again asks for no text twice and ends the same`, async () => {
  const CHILD = fileURLToPath(new URL("../../support/backfill-child.ts", import.meta.url));
  const start = async (killAt: number, { server, dataDir }: Awaited<ReturnType<typeof open>>) => {
    const args = [CHILD, dataDir, server.url, "2019-08-19", String(killAt)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    const [, signal] = await once(child, "close");
    return { signal, boundaries: text.trim().split("\n") };
  };
  const undisturbed = await open();
  const { boundaries } = await start(0, undisturbed);
  const expected = look(undisturbed.dataDir);
  const first = boundaries.indexOf("walked 2019-08-19");
  const last = boundaries.indexOf("walked 2020-12-22");
  // The steps of one date, and the writes inside them: fewer means that the hook has come loose.
  expect(last - first).toBeGreaterThan(6);
  const points = boundaries.flatMap((_, at) =>
    at >= first && at <= last && (at - first) % EVERY === 0 ? [at + 1] : [],
  );
  const killOne = async (): Promise<void> => {
    for (let point = points.shift(); point !== undefined; point = points.shift()) {
      const where = `killed at ${boundaries[point - 1]}`;
      const history = await open();
      expect((await start(point, history)).signal, where).toBe("SIGKILL");
      expect((await start(0, history)).signal, where).toBeNull();
      expect(askedDays(history.server), where).toEqual([NEWEST, "2019-08-19", "2020-12-22"]);
      const { texts, names, log, unfinished } = look(history.dataDir);
      expect({ texts, names, log, unfinished }, where).toEqual({
        texts: expected.texts,
        names: expected.names,
        log: expected.log,
        unfinished: 0,
      });
    }
  };
  await Promise.all([killOne(), killOne()]);
}, 300_000);

test.each([
  ["empty", { content_versions: [] }],
  ["unreadable", { versions: "none" }],
])("an %s list of versions is no reason to find nothing to do", async (_what, answer) => {
  const { server, dataDir, walk } = await open();
  await walk(NEWEST);
  server.fault(VERSIONS, (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  expect((await walk(FROM)).error).toMatchObject({
    code: "fetch/untrusted",
    hint: "no date was fetched yet: run the same command to start again",
  });
  expect(askedDays(server)).toEqual([NEWEST]);
  expect(look(dataDir).check).toMatchObject({ trusted: false, evidenceSha256: expect.any(String) });
});

describe("entitywire backfill", () => {
  test.each([
    [[], /required option '--from <date>' not specified/],
    [
      ["--from", "2016-12-31"],
      /history begins on 2017-01-01, and --from 2016-12-31 is before it; /,
    ],
    [["--from", "2999-01-01"], /--from 2999-01-01 is in the future; choose a day from 2017-01-01/],
    [["--from", "2018-02-30"], /'2018-02-30' is invalid\. It must be a valid day/],
  ])("%j is refused in one line", async (args, line) => {
    const { code, stderr } = await runCommand(["backfill", "--data", scratchFolder(), ...args]);
    expect(code).toBe(64);
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^entitywire: .*\n$/);
  });

  test("beside a service is refused, and the service named", async () => {
    const { server, dataDir } = await open();
    using store = openStore(dataDir);
    using lease = takeLease(store, "serve");
    const args = ["backfill", "--from", FROM, "--data", dataDir];
    const { code, stderr } = await runCommand(args, {
      env: { ENTITYWIRE_ECFR_URL: `${server.url}/api` },
    });
    expect(lease).toBeDefined();
    expect(code).toBe(75);
    expect(stderr).toMatch(/^entitywire: entitywire serve \(process .*\[store\/locked\]\n$/);
    expect(server.requests).toEqual([]);
  });

  test("ends by the signal that interrupts it, and says what it holds", async () => {
    const { server, dataDir, walk } = await open();
    await walk(NEWEST);
    server.fault(TEXTS, () => undefined);
    const { child, finished } = startCommand(["backfill", "--from", FROM, "--data", dataDir], {
      env: { ENTITYWIRE_ECFR_URL: `${server.url}/api` },
    });
    await until("a text is asked for", () => askedDays(server).includes(FROM));
    child.kill("SIGINT");
    await once(child, "exit");
    expect(await finished).toMatchObject({
      signal: "SIGINT",
      stdout: "",
      stderr:
        "backfill was interrupted: 1 of 5 dates are stored: run the same command to continue\n",
    });
  });
});

const MARCH = corpusPath("ecfr", `part744-${NEWEST}.xml.gz`);

test.skipIf(MARCH === null)(
  "the real list of 2026, as it may have been on three days before, is walked (set ENTITYWIRE_CORPUS)",
  async () => {
    const march = gunzipSync(readFileSync(MARCH ?? "")).toString("utf8");
    const days = ["2018", "2021", "2025"].map((year) => `${year}-06-30`);
    const past = days.map((date) => ({ date, xml: listAsOf(march, date) }));
    const snapshots = [...past, { date: NEWEST, xml: march }];
    const { server, dataDir, walk } = await openHistory((url) => ({
      ...smallHistory({ [NEWEST]: [] }, url),
      snapshots,
    }));
    const { said, error } = await walk("2018-06-30");
    expect(error).toBeNull();
    expect(said.at(-1)).toContain("checked 4 dates from 2018-06-30 to 2026-03-25: 3 new texts");
    expect(askedDays(server)).toEqual([NEWEST, ...days]);
    expect(look(dataDir)).toMatchObject({ unfinished: 0, news: [] });
    using store = openStoreToRead(dataDir);
    expect(currentEntries(store.db)).toHaveLength(3411 + 186 + 70);
    for (const { date, xml } of past) {
      expect(parseSnapshot(xml).quarantine).toEqual([]);
      const stored = getDocument(store.db, heldTexts(store.db).get(date) ?? "");
      expect(stored).toMatchObject({ asOf: date, kind: "snapshot", source: "ecfr" });
      expect(Buffer.from(documentBytes(store.db, stored)).equals(Buffer.from(xml))).toBe(true);
    }
    // Fewer, the longer ago.
    const sizes = past.map(({ xml }) => xml.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  },
  120_000,
);
