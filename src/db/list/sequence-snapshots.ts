/**
 * The list at a sequence of the log. A caller can page through one snapshot while the list changes,
 * because the log can rebuild it ("State and log are one transaction").
 */

import { setImmediate as pause } from "node:timers/promises";
import { applyEvent, type ListCopy, type StandingEntry } from "../../model/events/list-copy.ts";
import { lastSequence, readEvents } from "../log/log.ts";
import { openScratchStore, type Store } from "../store/open-store.ts";
import { fillUntil } from "./rebuild.ts";
import { createRebuildQueue, type RebuildQueue } from "./rebuild-queue.ts";
import { readStanding, toStanding } from "./standing-entries.ts";
import { type AsOf, entriesAsOf } from "./versions.ts";

export interface SequenceSnapshot {
  readonly sequence: number;
  /** In order of first sight. */
  readonly entries: ReadonlyMap<string, StandingEntry>;
}

export interface SequenceSnapshots {
  last(): number;
  /** Every entry ever seen, at the sequence. `sequence` is in the log, or 0. @throws PipelineError store/busy */
  at(sequence: number): Promise<SequenceSnapshot>;
  /** The law of a day, by the log up to the sequence. @throws PipelineError store/busy */
  asOf(asOf: AsOf, sequence: number): Promise<SequenceSnapshot>;
}

/** Snapshots kept in memory. They share equal entries: one takes some hundred kilobytes. */
const KEPT = 8;
/** Beyond this many events, reading the whole list is faster than applying them. */
const NEAR = 200;
const READ_AT_ONCE = 20;

export function createSequenceSnapshots(store: Store): SequenceSnapshots {
  const snapshots = new Map<string, Promise<SequenceSnapshot>>();
  const done = new Map<number, SequenceSnapshot>();
  const rebuilds = createRebuildQueue();
  const keep = (key: string, make: () => Promise<SequenceSnapshot>): Promise<SequenceSnapshot> => {
    const found = snapshots.get(key) ?? make();
    // The snapshot used last moves to the end; a failed one is made again.
    snapshots.delete(key);
    snapshots.set(key, found);
    found.catch(() => snapshots.delete(key));
    for (const oldest of [...snapshots.keys()].slice(0, -KEPT)) snapshots.delete(oldest);
    return found;
  };
  const nearestTo = (sequence: number): SequenceSnapshot =>
    [...done.values()]
      .filter((snapshot) => snapshot.sequence <= sequence)
      .sort((a, b) => b.sequence - a.sequence)[0] ?? { sequence: 0, entries: new Map() };
  const standing = async (sequence: number): Promise<SequenceSnapshot> => {
    const isFar = sequence - nearestTo(sequence).sequence > NEAR;
    const now = isFar ? readNow(store, sequence) : null;
    // A rebuild before this one may have come near, so the nearest is looked up when its turn comes.
    const rebuild = () => follow(store, nearestTo(sequence), sequence);
    const snapshot = now ?? (await (isFar ? rebuilds.run(rebuild) : rebuild()));
    done.set(sequence, snapshot);
    for (const oldest of [...done.keys()].slice(0, -KEPT)) done.delete(oldest);
    return snapshot;
  };
  return {
    last: () => lastSequence(store.db),
    at: (sequence) => keep(`${sequence}`, () => standing(sequence)),
    asOf: (asOf, sequence) => {
      const key = [sequence, asOf.day, asOf.knownAt ?? "", asOf.list ?? ""].join("|");
      return keep(key, () => readAsOf(store, rebuilds, asOf, sequence));
    },
  };
}

/** Null where the log has moved on. */
function readNow(store: Store, wanted: number): SequenceSnapshot | null {
  if (lastSequence(store.db) !== wanted) return null;
  const { sequence, rows } = store.read(readStanding);
  if (sequence !== wanted) return null;
  return { sequence, entries: new Map(rows.map((row) => [row.entryId, toStanding(row)])) };
}

/** Applies a few events at a time and yields to the event loop between them. */
async function follow(
  { db }: Store,
  from: SequenceSnapshot,
  sequence: number,
): Promise<SequenceSnapshot> {
  const entries: ListCopy = new Map(from.entries);
  for (let after = from.sequence; after < sequence; ) {
    const events = readEvents(db, { after, limit: Math.min(READ_AT_ONCE, sequence - after) });
    if (events.length === 0) throw new Error(`the log has no event ${after + 1}`);
    for (const event of events) applyEvent(entries, event);
    after += events.length;
    await pause();
  }
  return { sequence, entries };
}

async function readAsOf(
  store: Store,
  rebuilds: RebuildQueue,
  asOf: AsOf,
  sequence: number,
): Promise<SequenceSnapshot> {
  const now = store.read((tx) =>
    lastSequence(tx) === sequence ? toEntries(entriesAsOf(tx, asOf)) : null,
  );
  if (now !== null) return { sequence, entries: now };
  return rebuilds.run(async () => {
    using past = openScratchStore();
    await fillUntil(past.db, store.db, sequence);
    return { sequence, entries: toEntries(entriesAsOf(past.db, asOf)) };
  });
}

function toEntries(found: ReturnType<typeof entriesAsOf>): ReadonlyMap<string, StandingEntry> {
  return new Map(
    found.map(({ entryId, partyId, version, validFrom, entry }) => [
      entryId,
      {
        ...{ entryId, entryVersion: version, partyId, validFrom, entry },
        ...{ listed: true, mergedInto: null },
      },
    ]),
  );
}
