/** The list as it is held, now and in the past, up to the naming of ids: what any order of its documents must come to. */

import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { readTurns } from "../../src/db/list/mismatches.ts";
import { changes, entries, entryVersions } from "../../src/db/schema/list.ts";
import type { Database } from "../../src/db/store/open-store.ts";
import type { Entry } from "../../src/model/entry.ts";

export function heldList(db: Database): string[] {
  return [...heldEntries(db), ...heldMismatches(db)];
}

/** Each from when to when. */
function heldMismatches(db: Database): string[] {
  return [...readTurns(db).values()]
    .flatMap((turns) => {
      const told = turns.filter(({ isOpen }, at) => isOpen !== (turns[at - 1]?.isOpen ?? false));
      const [first] = told;
      if (first === undefined) return [];
      const { kind, destination, name, op, documentNumber, citation } = first.mismatch;
      const dates = told.map(({ isOpen, asOf }) => `${isOpen ? "from" : "to"} ${asOf}`).join(" ");
      return `${kind}: ${name} (${destination}) ${op} by ${documentNumber ?? citation}: ${dates}`;
    })
    .sort();
}

function heldEntries(db: Database): string[] {
  const rows = db.select().from(entries).all();
  const v = entryVersions;
  return rows
    .map(({ entryId, list, listed, body }) => {
      const held = db
        .select()
        .from(v)
        .where(and(eq(v.entryId, entryId), isNull(v.knownTo)))
        .orderBy(asc(v.validFrom))
        .all();
      const pending = db
        .select()
        .from(changes)
        .where(and(eq(changes.entryId, entryId), ne(changes.stage, "codified")))
        .all();
      const waits = pending.map(({ op, documentNumber }) => `${op} by ${documentNumber}`).sort();
      const now = `${list} ${listed ? "listed" : "removed"} ${describe(body as Entry)}`;
      const past = held.map(
        ({ validFrom, validTo, seenOn, body }) =>
          `[${validFrom}, ${validTo}) seen ${seenOn}: ${describe(body as Entry)}`,
      );
      return { isKnown: held.length > 0, line: [now, ...past, ...waits].join("\n  ") };
    })
    .filter(({ isKnown }) => isKnown)
    .map(({ line }) => line)
    .sort();
}

function describe({ destination, raw, citations }: Entry): string {
  const cited = citations.map(({ volume, page }) => `${volume} FR ${page}`).join(", ");
  return `${destination}: ${raw.replaceAll("\n", " / ")} (${cited})`;
}
