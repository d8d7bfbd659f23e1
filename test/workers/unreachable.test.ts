import { describe, expect, onTestFinished, test } from "vitest";
import { lastSequence } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { readStatus } from "../../src/db/read-status.ts";
import { sourceChecks } from "../../src/db/schema/service.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { type Fault, type ReplayServer, startReplayServer } from "../../src/demo/replay-server.ts";
import { SOURCES, type SourceName } from "../../src/model/clock/source.ts";
import { BEFORE } from "../support/march-world.ts";
import { openOnReplay } from "../support/open-on-replay.ts";
import { scratchFolder } from "../support/scratch.ts";
import { smallWorld } from "../support/small-world.ts";
import { makeCertificate, startTlsServer, trust } from "../support/tls-server.ts";

const MINUTE_MS = 60_000;
const INTERSTITIAL = `<!DOCTYPE html><html><head><title>Request Access</title></head><body>${"Due to aggressive automated scraping. ".repeat(250)}</body></html>`;

interface Outage {
  readonly name: string;
  /** Where the sources are from now on; with a fault on the replay server they stay. */
  readonly strike: (server: ReplayServer) => Promise<string>;
  readonly mend?: (server: ReplayServer) => void;
  /** The sources that become stale by it; the eCFR's deadline is a day. */
  readonly silences: readonly SourceName[];
  readonly said: RegExp;
}

const everywhere = (server: ReplayServer, fault: Fault | null) => server.fault("/", fault);

const OUTAGES: readonly Outage[] = [
  {
    name: "a wrong agency slug, which finds nothing",
    strike: async (server) => {
      server.fault("/api/v1/documents.json", (_request, response) =>
        response.setHeader("content-type", "application/json").end('{"count":0}'),
      );
      return server.url;
    },
    mend: (server) => server.fault("/api/v1/documents.json", null),
    silences: ["federal-register"],
    said: /no BIS document in 90 days, which is not plausible/,
  },
  {
    name: "a name that no DNS knows",
    strike: async () => "https://entitywire-test.invalid",
    silences: SOURCES,
    said: /getaddrinfo E\w+ entitywire-test\.invalid.*\[fetch\/unreachable\]/,
  },
  {
    name: "an expired TLS certificate",
    strike: startExpired,
    silences: SOURCES,
    said: /certificate has expired.*\[fetch\/unreachable\]/,
  },
  {
    name: "a page that asks for patience, for an hour",
    strike: async (server) => {
      everywhere(server, (_request, response) =>
        response.setHeader("content-type", "text/html").end(INTERSTITIAL),
      );
      return server.url;
    },
    mend: (server) => everywhere(server, null),
    silences: SOURCES,
    said: /HTML page instead of json.*\[fetch\/interstitial\]/,
  },
];

describe("never mistaken for “no change”:", () => {
  test.for(OUTAGES)("$name", { timeout: 60_000 }, async ({ strike, mend, silences, said }) => {
    const server = await startReplayServer((url) => smallWorld(BEFORE, url));
    onTestFinished(() => server[Symbol.asyncDispose]());
    const dataDir = scratchFolder();
    // A Friday, 9 a.m. in Washington.
    const clock = { now: new Date("2025-03-28T13:00:00Z") };

    const events = await watch(dataDir, server.url, clock, 0, (store) => {
      const { db } = store;
      expect(readStatus(store, clock.now).fresh).toBe(true);
      return lastSequence(db);
    });

    const failing = await strike(server);
    const since = clock.now.toISOString();
    await watch(dataDir, failing, clock, 65, (store) => {
      const { db } = store;
      const checks = db
        .select()
        .from(sourceChecks)
        .all()
        .filter(({ time }) => time > since);
      for (const source of silences) {
        const ofSource = checks.filter((check) => check.source === source);
        expect(ofSource.length, source).toBeGreaterThan(3);
        expect(ofSource.filter(({ trusted }) => trusted)).toEqual([]);
        for (const { detail } of ofSource) expect(detail).toMatch(said);
      }
      const stale = readStatus(store, clock.now).sources.filter((one) => one.stale);
      expect(stale.map(({ source }) => source)).toEqual(
        silences.filter((source) => source !== "ecfr"),
      );
      expect(lastSequence(db)).toBe(events);
    });

    mend?.(server);
    await watch(dataDir, server.url, clock, 1, (store) => {
      const { db } = store;
      expect(readStatus(store, clock.now).fresh).toBe(true);
      const told = listNotices(db, 99).map(({ type, subject }) => `${type} ${subject}`);
      const fallen = silences.filter((source) => source !== "ecfr");
      expect(told.toSorted()).toEqual(
        fallen.flatMap((one) => [`source.recovered ${one}`, `source.stale ${one}`]).toSorted(),
      );
      expect(lastSequence(db)).toBe(events);
    });
  });
});

/** The service polls once, and then every ten minutes for so many minutes; returns what the store says at the end. */
async function watch<T>(
  dataDir: string,
  url: string,
  clock: { now: Date },
  minutes: number,
  look: (store: Store) => T,
): Promise<T> {
  await using pipeline = await openOnReplay(url, { dataDir, now: () => clock.now });
  for (let left = minutes; left >= 0; left -= 10) {
    clock.now = new Date(clock.now.getTime() + 10 * MINUTE_MS);
    for (const source of SOURCES) {
      pipeline.runner.add({ step: "fetch", source });
      await pipeline.runner.drain();
    }
  }
  return look(pipeline.store);
}

/** The machine trusts the certificate; only its date is wrong. */
async function startExpired(): Promise<string> {
  const certificate = await makeCertificate("localhost", new Date("2020-01-01"));
  trust(certificate);
  return startTlsServer(certificate, (_request, response) => response.end("{}"));
}
