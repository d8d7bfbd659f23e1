/** Version records on two time axes: valid time in days, knowledge time in instants. */

import { and, asc, eq, gt, isNull, lte, max, or, sql } from "drizzle-orm";
import type { Entry, ListCode } from "../../model/entry.ts";
import { entries, entryVersions } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import { prepareInsert, prepareUpsert } from "../store/prepare-rows.ts";

export interface NewVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  /** The entry from now on; null for a removal, and then `was` is the last one. */
  readonly entry: Entry | null;
  readonly was: Entry | null;
  /** The first day of law; null where unknown ("Two time axes"). A later version is then law from the day it was learnt. */
  readonly validFrom: string | null;
  /**
   * Set where the previous version was a misreading, with that version's first day of law: records that rest on it are
   * taken back.
   */
  readonly insteadOf?: { readonly validFrom: string | null } | undefined;
  /** The date of the snapshot that shows it; null for a rule, whose day is `validFrom`. */
  readonly shownOn: string | null;
  /** RFC 3339 instant. */
  readonly knownFrom: string;
  /** Sequence of the event that records it. */
  readonly sequence: number;
}

/** Writes the state and both time axes. Earlier records stay, with their knowledge time ended. */
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
  const { upsertEntry, insertVersion } = queries(db);
  upsertEntry({ entryId: next.entryId, ...row });
  const { validFrom, knownFrom } = placeInTime(db, next);
  const misread = next.insteadOf && takeBack(db, next.entryId, next.insteadOf.validFrom, knownFrom);
  if (validFrom !== null) endRecords(db, next.entryId, validFrom, knownFrom);
  if (next.entry === null) return;
  // A new reading of a snapshot's text keeps the day on which it was shown.
  const shownOn = next.shownOn && (misread?.seenOn ?? next.shownOn);
  const seenOn = shownOn ?? validFrom ?? knownFrom.slice(0, 10);
  insertVersion({
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
  });
}

const queries = prepareOnce((db) => {
  const { placeholder } = sql;
  const v = entryVersions;
  const isOfEntry = eq(v.entryId, placeholder("entryId"));
  const isCut = and(
    and(isOfEntry, isNull(v.knownTo)),
    or(isNull(v.validTo), gt(v.validTo, placeholder("day"))),
  );
  return {
    upsertEntry: prepareUpsert(db, entries, "entryId", [
      ...(["partyId", "list", "listed", "version", "versions", "body"] as const),
    ]),
    insertVersion: prepareInsert(db, v, [
      ...(["entryId", "version", "list", "validFrom", "validTo", "knownFrom", "knownTo"] as const),
      ...(["firstCitedOn", "seenOn", "body", "sequence"] as const),
    ]),
    lastInstants: db
      .select({ from: max(v.knownFrom), to: max(v.knownTo) })
      .from(v)
      .where(isOfEntry)
      .prepare(),
    cut: db.select().from(v).where(isCut).orderBy(asc(v.id)).prepare(),
    endCut: db
      .update(v)
      .set({ knownTo: sql`${placeholder("knownTo")}` })
      .where(isCut)
      .prepare(),
  };
});

/** A listing is law when it is shown, so a citation misprinted into the future is capped. */
export function firstCitedOn({ citations }: Entry, seenOn: string): string | null {
  const cited = citations[0]?.date ?? null;
  return cited !== null && cited > seenOn ? seenOn : cited;
}

type InTime = Pick<NewVersion, "validFrom" | "knownFrom">;

/**
 * The version's start on both axes. `knownFrom` is never earlier than any instant stored for the entry: the clock may
 * step back, and refusing the change would block every later document.
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
  // Without a day the version would overlap its own history.
  return { validFrom: said.validFrom ?? knownFrom.slice(0, 10), knownFrom };
}

/** The given instant, or the last one stored for the entry if that is later. */
export function neverEarlier(db: Database, entryId: string, instant: string): string {
  const stored = queries(db).lastInstants.get({ entryId });
  return [instant, stored?.from ?? "", stored?.to ?? ""].sort().at(-1) ?? instant;
}

/**
 * The latest knowledge holds from its day on and replaces all records of later days, because it was read against the
 * executed list. Of every current record only the days before stay.
 * Invariant: never two versions of one entry for one day and instant.
 */
function endRecords(db: Database, entryId: string, day: string, knownFrom: string): void {
  const { cut, endCut, insertVersion } = queries(db);
  const current = cut.all({ entryId, day });
  endCut.run({ entryId, day, knownTo: knownFrom });
  for (const { id: _id, ...version } of current) {
    const start = version.validFrom ?? version.firstCitedOn;
    if (start !== null && start >= day) continue;
    insertVersion({ ...version, validTo: day, knownFrom, knownTo: null });
  }
}

/** Ends the record that began on the day, and reopens the record that ended for it. Returns the former. */
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

/** First day of law of the entry's newest version; undefined where there is none. */
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

/** The entry's version by documents up to the day; null where none shows it. */
export function versionOn(db: Database, entryId: string, day: string): number | null {
  const v = entryVersions;
  const isHeld = and(eq(v.entryId, entryId), isNull(v.knownTo), lte(v.seenOn, day));
  const held = db
    .select({ version: v.version, seenOn: v.seenOn, id: v.id })
    .from(v)
    .where(isHeld)
    .all()
    .sort((a, b) => (a.seenOn === b.seenOn ? a.id - b.id : a.seenOn < b.seenOn ? -1 : 1));
  return held.at(-1)?.version ?? null;
}

export interface ListedVersion {
  readonly entryId: string;
  readonly partyId: string;
  readonly version: number;
  /** The first day on which this text is law; null where unknown. */
  readonly validFrom: string | null;
  readonly entry: Entry;
}

export interface AsOf {
  readonly list?: ListCode | undefined;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** RFC 3339 instant. Absent: everything known now, even if the clock has stepped back. */
  readonly knownAt?: string | undefined;
}

/** The law of a day, as known at an instant; in order of first sight. */
export function entriesAsOf(db: Database, { list, day, knownAt }: AsOf): ListedVersion[] {
  const v = entryVersions;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return (
    db
      .select({
        entryId: v.entryId,
        partyId: entries.partyId,
        version: v.version,
        validFrom: v.validFrom,
        entry: v.body,
      })
      .from(entries)
      // A cross join keeps this order of the tables: the entries in order of first sight, and the records of each.
      .crossJoin(v)
      .where(
        and(
          eq(v.entryId, entries.entryId),
          list === undefined ? undefined : eq(v.list, list),
          or(
            lte(v.validFrom, day),
            // Unknown start: only the first citation bounds it.
            and(isNull(v.validFrom), or(isNull(v.firstCitedOn), lte(v.firstCitedOn, day))),
          ),
          or(isNull(v.validTo), gt(v.validTo, day)),
          instant === undefined
            ? isNull(v.knownTo)
            : and(lte(v.knownFrom, instant), or(isNull(v.knownTo), gt(v.knownTo, instant))),
        ),
      )
      .orderBy(asc(sql`${entries}.rowid`))
      .all() as ListedVersion[]
  );
}
