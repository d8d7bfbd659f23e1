/** Reads an entry with its history and the other entries of its party. */

import { findRule } from "../../db/documents/rules.ts";
import { readHistories, sameParty } from "../../db/list/history.ts";
import { type EventReader, readTimeline, type Timeline } from "../../db/list/timeline.ts";
import type { Database } from "../../db/store/open-store.ts";
import { ruleKey } from "../../model/identity.ts";
import type { History } from "../../model/list/history.ts";

export interface EntryView extends Timeline {
  readonly history: History;
  /** Other entries of the party, listed or removed. */
  readonly others: readonly Other[];
  /** Keys of the rules that its versions and endings cite and that the store holds. */
  readonly rules: ReadonlySet<string>;
}

export type Other = Pick<History, "entryId" | "list" | "listed" | "entry">;

export function readEntryPage(db: Database, entryId: string, eventOf: EventReader): EntryView {
  const [history] = readHistories(db, [entryId]);
  if (history === undefined) throw new Error(`${entryId} is gone from the store`);
  const { versions, endings } = readTimeline(db, history, eventOf);
  const keys = [...versions.map(({ rule }) => rule), ...endings].flatMap((cited) => {
    const { documentNumber = null, publicationDate = null } = cited ?? {};
    return documentNumber === null ? [] : [ruleKey({ documentNumber, publicationDate })];
  });
  return {
    ...{ history, versions, endings },
    others: sameParty(db, history.partyId).filter((other) => other.entryId !== entryId),
    rules: new Set(keys.filter((key) => findRule(db, key) !== null)),
  };
}
