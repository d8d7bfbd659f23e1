/** A consumer loads an export once and follows the log from its sequence: his copy is the list, whatever comes meanwhile. */

import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import type { DeltaLine } from "../../../src/exports/delta.ts";
import type { ExportedEntry } from "../../../src/exports/exported-entry.ts";
import type { Entry } from "../../../src/model/entry.ts";
import { applyEvent, type ListCopy } from "../../../src/model/events/list-copy.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openListApi } from "../../support/open-list-api.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { type Paper, randomPapers, takePaper } from "../../support/random-papers.ts";
import { fc, SEED } from "../../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_FOLLOW_RUNS"] ?? 60);

type Line = Omit<ExportedEntry, "entry"> & Entry;

/** What a consumer keeps: the entries, and up to which event they are. */
class Consumer {
  readonly copy: ListCopy = new Map();
  sequence = 0;

  load({ sequence, lines }: Copy): void {
    this.copy.clear();
    for (const { entryId, entryVersion, partyId, validFrom, ...entry } of lines) {
      const stands = { listed: true, mergedInto: null, entry };
      this.copy.set(entryId, { entryId, entryVersion, partyId, validFrom, ...stands });
    }
    this.sequence = sequence;
  }

  /** As far as `most` events; begins some before where it stands, as one that was killed does. */
  follow(db: Parameters<typeof readEvents>[0], most: number, again: number): void {
    const from = this.sequence;
    for (const event of readEvents(db, { after: Math.max(from - again, 0), limit: most + again })) {
      const sequence = Number(event.sequence);
      // What is known already by its sequence is left out, as the README says of every channel in order.
      if (sequence <= this.sequence) continue;
      applyEvent(this.copy, JSON.parse(JSON.stringify(event)));
      this.sequence = sequence;
    }
  }

  listed(): unknown[] {
    return sorted(
      [...this.copy.values()]
        .filter(({ listed }) => listed)
        .map(({ entryId, entryVersion, partyId, validFrom, entry }) => ({
          ...{ entryId, entryVersion, partyId, validFrom, ...entry },
        })),
    );
  }
}

function sorted(lines: readonly Pick<Line, "entryId">[]) {
  return [...lines].sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
}

describe(`${RUNS} runs from seed ${SEED}`, () => {
  test(
    "the copy is the list at each step, a late copy is at the end, and any two snapshots are a delta apart",
    async () => {
      const types = new Set<string>();
      const choices = fc.infiniteStream(fc.nat(1_000_000));
      await fc.assert(
        fc.asyncProperty(randomPapers, choices, async (papers, choice) => {
          const pick = (below: number) => (choice.next().value ?? 0) % below;
          const { db } = await followPapers(papers, pick);
          for (const { type } of readEvents(db, { after: 0 })) types.add(type);
        }),
        { numRuns: RUNS },
      );
      // The runs are of use only where they tell all that may change a copy.
      for (const type of [
        "entity.added",
        "entity.modified",
        "entity.removed",
        "entry.history",
        "entry.merged",
      ]) {
        expect(types).toContain(type);
      }
    },
    30 * 60_000,
  );
});

interface Copy {
  readonly sequence: number;
  readonly lines: readonly Line[];
}

/** One consumer from the first export on, and one from a later one, who lags behind. */
async function followPapers(papers: readonly Paper[], pick: (below: number) => number) {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  world.clock.now = new Date("2025-09-01T00:00:00Z");
  const { db } = world.store;
  const api = openListApi(world.store);
  const [early, late] = [new Consumer(), new Consumer()];
  const lateStart = 1 + pick(3);
  const snapshots: Copy[] = [];
  for (const [at, paper] of papers.entries()) {
    await takePaper(world, paper);
    const snapshot = await api.lines<Line>("/v1/exports/entries.ndjson");
    snapshots.push(snapshot);
    if (at === 0) early.load(snapshot);
    early.follow(db, ALL, pick(4));
    expect(early.sequence).toBe(snapshot.sequence);
    expect(early.listed()).toEqual(sorted(snapshot.lines));
    if (at === lateStart) late.load(snapshot);
    if (at > lateStart) late.follow(db, pick(5), pick(4));
  }
  late.follow(db, ALL, 0);
  const end = snapshots.at(-1) as Copy;
  expect(late.listed()).toEqual(sorted(end.lines));
  const pair = [
    snapshots[pick(snapshots.length)] as Copy,
    snapshots[pick(snapshots.length)] as Copy,
  ];
  const [from, to] = pair.sort((a, b) => a.sequence - b.sequence) as [Copy, Copy];
  await expectDelta(api, from, to);
  return world.store;
}

const ALL = 100_000;

async function expectDelta(
  api: ReturnType<typeof openListApi>,
  from: Copy,
  to: Copy,
): Promise<void> {
  const path = `/v1/exports/entries.delta.ndjson?from=${from.sequence}&to=${to.sequence}`;
  const { sequence, lines } = await api.lines<DeltaLine>(path);
  expect(sequence).toBe(to.sequence);
  const copy = new Map(from.lines.map((line) => [line.entryId, line]));
  for (const { op, entity } of lines) {
    expect(copy.has(entity.entryId), `${op} ${entity.name}`).toBe(op !== "ADD");
    if (op === "DEL") {
      expect(entity).toEqual(copy.get(entity.entryId));
      copy.delete(entity.entryId);
    } else {
      expect(entity).not.toEqual(copy.get(entity.entryId));
      copy.set(entity.entryId, entity);
    }
  }
  expect(sorted([...copy.values()])).toEqual(sorted(to.lines));
}

test("the index of deltas leads a copy of any version it names to the list as it is", async () => {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  world.clock.now = new Date("2025-09-01T00:00:00Z");
  const api = openListApi(world.store);
  for (const paper of fc.sample(randomPapers, { numRuns: 3 }).flat()) {
    await takePaper(world, paper);
  }
  const index = await api.json<{ version: string; base: string; versions: Record<string, string> }>(
    "/v1/exports/delta.json",
  );
  const end = await api.lines<Line>("/v1/exports/entries.ndjson");
  const versions = Object.keys(index.versions);
  expect(versions).toEqual([...versions].sort().reverse());
  expect(versions[0]).toBe(index.version);
  expect(index.base).toBe("000000000000");
  const copy = new Map<string, unknown>();
  for (const version of versions.reverse()) {
    const url = new URL(index.versions[version] ?? "");
    const { sequence, lines } = await api.lines<DeltaLine>(`${url.pathname}${url.search}`);
    expect(sequence).toBe(Number(version));
    for (const { op, entity } of lines) {
      if (op === "DEL") copy.delete(entity.entryId);
      else copy.set(entity.entryId, entity);
    }
  }
  expect(sorted([...copy.values()] as Line[])).toEqual(sorted(end.lines));
  expect(end.lines.length).toBeGreaterThan(0);
}, 60_000);
