/** The list: its state now, its versions on two time axes, and the changes no snapshot has shown yet. */

import { and, asc, count, eq, gt, isNull, lte, max, ne, or, sql } from "drizzle-orm";
import type { Entry, ListCode } from "../model/entry.ts";
import { mintChangeId, ruleKey } from "../model/identity.ts";
import { type KnownEntry, ListIndex, type PendingChange } from "../model/list-index.ts";
import type { Database } from "./open-store.ts";
import { readSettled } from "./questions.ts";
import { baselines, changes, entries, entryVersions } from "./schema.ts";

export function loadIndex(db: Database, list: ListCode): ListIndex {
  const rows = db.select().from(entries).where(eq(entries.list, list)).all();
  const known = withPending(rows, pendingChanges(db));
  return new ListIndex(list, baselineDate(db, list), known, readSettled(db));
}

/** Brings into the index what the store now says of these entries. */
export function refreshIndex(db: Database, index: ListIndex, entryIds: readonly string[]): void {
  for (const entryId of entryIds) {
    const isMeant = and(eq(entries.entryId, entryId), eq(entries.list, index.list));
    const rows = db.select().from(entries).where(isMeant).all();
    const pending = pendingChanges(db, entryId);
    for (const known of withPending(rows, pending)) index.put(known);
  }
}

function withPending(
  rows: readonly (typeof entries.$inferSelect)[],
  waiting: readonly (typeof changes.$inferSelect)[],
): KnownEntry[] {
  const pending = new Map<string, PendingChange[]>();
  for (const { entryId, stage: _stage, codifiedOn: _none, ...change } of waiting) {
    const known = pending.get(entryId) ?? [];
    known.push(change);
    pending.set(entryId, known);
  }
  return rows.map((row) => ({
    entryId: row.entryId,
    partyId: row.partyId,
    version: row.version,
    versions: row.versions,
    listed: row.listed,
    entry: row.body as Entry,
    pending: pending.get(row.entryId) ?? [],
  }));
}

export function baselineDate(db: Database, list: ListCode): string | null {
  return db.select().from(baselines).where(eq(baselines.list, list)).get()?.asOf ?? null;
}

export function listBaselines(db: Database): (typeof baselines.$inferSelect)[] {
  return db.select().from(baselines).all();
}

export function setBaseline(db: Database, list: ListCode, asOf: string, documentId: string): void {
  db.insert(baselines)
    .values({ list, asOf, documentId })
    .onConflictDoUpdate({ target: baselines.list, set: { asOf, documentId } })
    .run();
}

export interface NewVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  /** The entry from now on; null where it is removed, and then `was` is what it was. */
  readonly entry: Entry | null;
  readonly was: Entry | null;
  /** The day from which it is law; null where unknown (law 9). A later version is then law from the day it was learnt. */
  readonly validFrom: string | null;
  /**
   * Where the version before was a misreading, the day from which that one was held to be law: what was believed on the
   * strength of it is taken back.
   */
  readonly insteadOf?: { readonly validFrom: string | null } | undefined;
  /** The date of the snapshot that shows it; null where a rule says it: its day is `validFrom`. */
  readonly shownOn: string | null;
  /** RFC 3339 instant. */
  readonly knownFrom: string;
  /** Of the event that says so. */
  readonly sequence: number;
}

/** Writes the state and both time axes: what was believed until now stays, as a belief that ended. */
export function putVersion(db: Database, next: NewVersion): void {
  const entry = next.entry ?? next.was;
  if (entry === null) throw new Error(`version ${next.version} of ${next.entryId} has no entry`);
  const row = {
    partyId: next.partyId,
    list: entry.list,
    listed: next.entry !== null,
    version: next.version,
    versions: next.version,
    body: entry,
  };
  db.insert(entries)
    .values({ entryId: next.entryId, ...row })
    .onConflictDoUpdate({ target: entries.entryId, set: row })
    .run();
  const { validFrom, knownFrom } = placeInTime(db, next);
  const misread = next.insteadOf && takeBack(db, next.entryId, next.insteadOf.validFrom, knownFrom);
  if (validFrom !== null) endBeliefs(db, next.entryId, validFrom, knownFrom);
  if (next.entry === null) return;
  // A snapshot's text read otherwise was shown when it was shown.
  const shownOn = next.shownOn && (misread?.seenOn ?? next.shownOn);
  const seenOn = shownOn ?? validFrom ?? knownFrom.slice(0, 10);
  db.insert(entryVersions)
    .values({
      entryId: next.entryId,
      version: next.version,
      list: entry.list,
      validFrom,
      validTo: null,
      knownFrom,
      knownTo: null,
      firstCitedOn: firstCitedOn(entry, seenOn),
      seenOn,
      body: entry,
      sequence: next.sequence,
    })
    .run();
}

/** It was law when it was shown: a citation misprinted into the future keeps nobody off the list. */
export function firstCitedOn({ citations }: Entry, seenOn: string): string | null {
  const cited = citations[0]?.date ?? null;
  return cited !== null && cited > seenOn ? seenOn : cited;
}

type InTime = Pick<NewVersion, "validFrom" | "knownFrom">;

/**
 * Where a version stands on both axes. What is learnt later is never known earlier: `knownFrom` is no earlier than any
 * instant stored for the entry. A clock may step back, and to refuse the change would hold up every document behind it.
 */
export function placeInTime(
  db: Database,
  {
    entryId,
    version,
    insteadOf,
    ...said
  }: InTime & Pick<NewVersion, "entryId" | "version" | "insteadOf">,
): InTime {
  if (version === 1) return { validFrom: said.validFrom, knownFrom: said.knownFrom };
  const knownFrom = neverEarlier(db, entryId, said.knownFrom);
  if (insteadOf !== undefined) return { validFrom: said.validFrom, knownFrom };
  // Without a day it would lie over its own past.
  return { validFrom: said.validFrom ?? knownFrom.slice(0, 10), knownFrom };
}

/** The instant, or the last one that is stored for the entry where that is later. */
export function neverEarlier(db: Database, entryId: string, instant: string): string {
  const stored = db
    .select({ from: max(entryVersions.knownFrom), to: max(entryVersions.knownTo) })
    .from(entryVersions)
    .where(eq(entryVersions.entryId, entryId))
    .get();
  return [instant, stored?.from ?? "", stored?.to ?? ""].sort().at(-1) ?? instant;
}

/**
 * What is learnt last holds from its day on, whatever was believed of the days after it, because it was read against the
 * list as executed. Of every belief still held, only the days before are held on.
 * Invariant: never two versions of one entry for one day and instant.
 */
function endBeliefs(db: Database, entryId: string, day: string, knownFrom: string): void {
  const v = entryVersions;
  const isHeld = and(eq(v.entryId, entryId), isNull(v.knownTo));
  const isCut = and(isHeld, or(isNull(v.validTo), gt(v.validTo, day)));
  const believed = db.select().from(v).where(isCut).orderBy(asc(v.id)).all();
  db.update(v).set({ knownTo: knownFrom }).where(isCut).run();
  for (const { id: _id, ...version } of believed) {
    const start = version.validFrom ?? version.firstCitedOn;
    if (start !== null && start >= day) continue;
    db.insert(v)
      .values({ ...version, validTo: day, knownFrom, knownTo: null })
      .run();
  }
}

/** The belief that began on the day is held no longer, and the one that ended for it goes on. Returns the former. */
function takeBack(db: Database, entryId: string, day: string | null, knownFrom: string) {
  const v = entryVersions;
  const isHeld = and(eq(v.entryId, entryId), isNull(v.knownTo));
  const isMisread = and(isHeld, day === null ? isNull(v.validFrom) : eq(v.validFrom, day));
  const misread = db.select().from(v).where(isMisread).get();
  db.update(v).set({ knownTo: knownFrom }).where(isMisread).run();
  if (day === null) return misread;
  const isBefore = and(isHeld, eq(v.validTo, day));
  const before = db.select().from(v).where(isBefore).get();
  if (before === undefined) return misread;
  db.update(v).set({ knownTo: knownFrom }).where(isBefore).run();
  const { id: _id, ...version } = before;
  db.insert(v)
    .values({ ...version, validTo: null, knownFrom, knownTo: null })
    .run();
  return misread;
}

/** From which day the entry's newest version is held to be law; undefined where none is. */
export function newestBelief(
  db: Database,
  entryId: string,
): { readonly validFrom: string | null } | undefined {
  const v = entryVersions;
  return db
    .select({ validFrom: v.validFrom })
    .from(v)
    .where(and(eq(v.entryId, entryId), isNull(v.knownTo), isNull(v.validTo)))
    .get();
}

export interface ListedVersion {
  readonly entryId: string;
  readonly version: number;
  readonly entry: Entry;
}

export interface AsOf {
  readonly list?: ListCode | undefined;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** RFC 3339 instant. Absent: now, by all that the store knows, also where the clock has stepped back since. */
  readonly knownAt?: string | undefined;
}

/** What was law on a day, as known at a moment; in the order of first sight. */
export function entriesAsOf(db: Database, { list, day, knownAt }: AsOf): ListedVersion[] {
  const v = entryVersions;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return db
    .select({ entryId: v.entryId, version: v.version, entry: v.body })
    .from(v)
    .innerJoin(entries, eq(entries.entryId, v.entryId))
    .where(
      and(
        list === undefined ? undefined : eq(v.list, list),
        or(
          lte(v.validFrom, day),
          // Unknown start: no older than its first citation, and that is all that is known.
          and(isNull(v.validFrom), or(isNull(v.firstCitedOn), lte(v.firstCitedOn, day))),
        ),
        or(isNull(v.validTo), gt(v.validTo, day)),
        instant === undefined
          ? isNull(v.knownTo)
          : and(lte(v.knownFrom, instant), or(isNull(v.knownTo), gt(v.knownTo, instant))),
      ),
    )
    .orderBy(asc(sql`${entries}.rowid`))
    .all() as ListedVersion[];
}

/** The list as executed: each change is in it as soon as it is known, from whatever day it is law. */
export function currentEntries(db: Database, list?: ListCode): ListedVersion[] {
  const isListed = eq(entries.listed, true);
  return db
    .select({ entryId: entries.entryId, version: entries.version, entry: entries.body })
    .from(entries)
    .where(list === undefined ? isListed : and(isListed, eq(entries.list, list)))
    .all() as ListedVersion[];
}

export function countListed(db: Database): { list: ListCode; entries: number }[] {
  return db
    .select({ list: entries.list, entries: count() })
    .from(entries)
    .where(eq(entries.listed, true))
    .groupBy(entries.list)
    .all();
}

/** Told before, it keeps its stage: what a better form of the rule knows of it is brought up to date. */
export function putChange(db: Database, change: typeof changes.$inferInsert): void {
  const { changeId: _id, stage: _stage, ...known } = change;
  db.insert(changes)
    .values(change)
    .onConflictDoUpdate({ target: changes.changeId, set: known })
    .run();
}

/** It was never made. */
export function dropChange(db: Database, changeId: string): void {
  db.delete(changes).where(eq(changes.changeId, changeId)).run();
}

/** `asOf`: the date of the snapshot that shows it. */
export function codifyChange(db: Database, changeId: string, asOf: string): void {
  const codified = { stage: "codified", codifiedOn: asOf } as const;
  db.update(changes).set(codified).where(eq(changes.changeId, changeId)).run();
}

/** What the rules of a replay did, and which of it a snapshot shows. `storedIds`: where the replay names an entry otherwise. */
export function alignChanges(
  db: Database,
  replay: Database,
  storedIds: ReadonlyMap<string, string>,
): void {
  for (const change of replay.select().from(changes).all()) {
    const entryId = storedIds.get(change.entryId) ?? change.entryId;
    const changeId =
      entryId === change.entryId
        ? change.changeId
        : mintChangeId(ruleKey(change), entryId, change.op);
    const { stage, codifiedOn } = change;
    db.insert(changes)
      .values({ ...change, entryId, changeId })
      .onConflictDoUpdate({
        target: changes.changeId,
        set: stage === "codified" ? { stage, codifiedOn } : { codifiedOn },
      })
      .run();
  }
}

function pendingChanges(db: Database, entryId?: string): (typeof changes.$inferSelect)[] {
  const isPending = ne(changes.stage, "codified");
  const where = entryId === undefined ? isPending : and(isPending, eq(changes.entryId, entryId));
  return db.select().from(changes).where(where).all();
}
