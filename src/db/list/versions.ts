/** The versions of entries on two time axes: law from which day on, known from which moment on. */

import { and, asc, desc, eq, gt, isNull, lte, max, or, sql } from "drizzle-orm";
import type { Entry, ListCode } from "../../model/entry.ts";
import { entries, entryVersions } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";

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

/** Writes the state and both time axes: what was believed until now stays, as a record that ended. */
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
  if (validFrom !== null) endRecords(db, next.entryId, validFrom, knownFrom);
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
 * list as executed. Of every record still held, only the days before are held on.
 * Invariant: never two versions of one entry for one day and instant.
 */
function endRecords(db: Database, entryId: string, day: string, knownFrom: string): void {
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

/** The record that began on the day is held no longer, and the one that ended for it goes on. Returns the former. */
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
export function newestRecord(
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

/** The version that documents up to the day leave an entry with; null where none shows it. */
export function versionOn(db: Database, entryId: string, day: string): number | null {
  const v = entryVersions;
  const isHeld = and(eq(v.entryId, entryId), isNull(v.knownTo), lte(v.seenOn, day));
  const found = db
    .select({ version: v.version })
    .from(v)
    .where(isHeld)
    .orderBy(desc(v.seenOn), desc(v.id))
    .limit(1)
    .get();
  return found?.version ?? null;
}

export interface ListedVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  /** The day from which this text is law; null where unknown. */
  readonly validFrom: string | null;
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
    .select({
      entryId: v.entryId,
      partyId: entries.partyId,
      version: v.version,
      validFrom: v.validFrom,
      entry: v.body,
    })
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
