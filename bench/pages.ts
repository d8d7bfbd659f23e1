/** Each page of the website, over the whole list and ten made years, beside a bare route that answers the same bytes. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { openNameFinder } from "../src/db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../src/db/list/sequence-snapshots.ts";
import { openStore } from "../src/db/store/open-store.ts";
import { openSite } from "../src/web/site.ts";
import { endpointServiceOf } from "../test/support/endpoint-service-of.ts";
import { median, quantile } from "./figures.ts";
import { fillTenYears } from "./ten-years.ts";

const ROUNDS = 60;
const GOAL_MS = 50;

export async function measurePages(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  try {
    const { origin, lastRule, largeRule, name } = await fillTenYears(folder);
    using store = openStore(folder);
    using names = openNameFinder();
    const snapshots = createSequenceSnapshots(store);
    const { pages } = openSite({
      ...{
        store,
        keyStore: store,
        endpointService: endpointServiceOf(store),
        names,
        snapshots,
        version: "bench",
      },
      now: () => new Date("2026-01-15T12:00:00Z"),
      ...{ publicUrl: "http://localhost", source: "urn:bench", admin: null },
      depths: async () => ({}),
    });
    const { entries } = await snapshots.at(snapshots.last());
    const revised = [...entries.values()].find(({ entry }) => entry.name === name);
    console.log(
      `\npages: ${origin} and ten made years, ${entries.size} entries ever listed, ${snapshots.last()} events; ${ROUNDS} rounds`,
    );
    for (const [what, path] of [
      ["latest", "/"],
      ["a rule", `/rules/${lastRule}`],
      ["a rule with 145 entries", `/rules/${largeRule}`],
      [`an entry with ${revised?.entryVersion} versions`, `/entries/${revised?.entryId}`],
      ["search, nothing asked", "/search"],
      ["search by name", "/search?q=hikvison"],
      ["search by address", "/search?q=zhongguancun"],
      ["trends", "/trends"],
      ["trends by month", "/trends?by=month"],
      ["health", "/health"],
    ] as const) {
      await measurePage(pages, what, path);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: whatever its requests carry
async function measurePage(pages: Hono<any>, what: string, path: string): Promise<void> {
  const ask = async (app: Hono) => {
    const before = performance.now();
    const answer = await app.request(path);
    const text = await answer.text();
    return { ms: performance.now() - before, text, status: answer.status };
  };
  const first = await ask(pages);
  if (first.status !== 200) throw new Error(`${path}: ${first.status}`);
  const bare = new Hono().get("*", (c) => c.html(first.text));
  const [own, other]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push((await ask(pages)).ms);
    other.push((await ask(bare)).ms);
  }
  const kept = median(own) < GOAL_MS ? "" : `  MORE THAN ${GOAL_MS} ms`;
  console.log(
    `  ${what.padEnd(28)} ${median(own).toFixed(1)} ms median, ${quantile(own, 0.99).toFixed(1)} p99, first ${first.ms.toFixed(0)}; ` +
      `bare ${median(other).toFixed(2)}; ${(first.text.length / 1000).toFixed(1)} kB${kept}`,
  );
}
