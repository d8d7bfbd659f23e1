/** Writes event and state in one transaction. */

import type { Document } from "../../db/documents/documents.ts";
import { codifyChange, dropChange, putChange } from "../../db/list/list.ts";
import { type NewVersion, newestRecord, placeInTime, putVersion } from "../../db/list/versions.ts";
import { appendEvent } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { DocumentContext } from "../../model/events/draft-events.ts";
import type { RereadDraft } from "../../model/events/draft-reread.ts";
import type { EntityEventData, EventDraft } from "../../model/events/event.ts";
import type { LoggedChange } from "../../model/events/reread-rule.ts";
import type { Codified } from "../../model/list/compare-snapshot.ts";
import type { ListChange } from "../../model/list/list-change.ts";
import type { ListIndex } from "../../model/list/list-index.ts";
import { PARSER } from "../../model/reading/reading.ts";
import type { Rule } from "../../model/reading/rule.ts";
import type { ListDeps } from "../step.ts";

/** The resulting state of a document, with the reason for a person. */
export interface Outcome {
  readonly state: "applied" | "historical" | "quarantined" | "withdrawn";
  readonly note: string | null;
  /** The first law day it concerns, by this or an earlier reading; null if it does not concern a list. */
  readonly since: string | null;
  /** True if it was executed before. */
  readonly isReread: boolean;
  /** Type of the notice that carries the note; null if no notice is needed. */
  readonly notice:
    | "snapshot.quarantined"
    | "snapshot.disagrees"
    | "rule.problems"
    | "rule.settled"
    | null;
}

export interface ListWriter {
  /** Number of events written, by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** The current list, for comparison with the document. */
  list(list: ListCode): ListIndex;
  context(historical: boolean): DocumentContext;
  /** Appends an event that changes no entry. Null if it is in the log already. */
  emit(draft: EventDraft): number | null;
  /** Changes an entry; `validFrom` is the first day of law, null where unknown. */
  change(draft: EventDraft, change: ListChange, validFrom: string | null): void;
  /** A new change of a rule, or a replacement of the logged one; it is pending until the eCFR shows it. */
  reread(rule: Rule, draft: RereadDraft, logged: LoggedChange | null): void;
  /** Confirms a displayed change that the published rule repeats word for word. */
  confirm(rule: Rule, draft: EventDraft & { readonly data: EntityEventData }): void;
  /** Replaces the entry's newest version by a better reading of the snapshot's unchanged text. */
  mend(draft: EventDraft, change: ListChange): void;
  codify(draft: EventDraft, codified: Codified, asOf: string): void;
  /** Writes an entry's state for an event already written. */
  state(change: ListChange, validFrom: string | null, sequence: number): void;
  /** Entries that were changed in the index for comparison and may differ from the store. */
  touch(entryIds: readonly string[]): void;
  /** Call after a rule's commit; keeps the lists for the next rule. */
  remember(db: Database): void;
}

export function createListWriter(
  tx: Database,
  document: Document,
  { now, origin, lists }: Pick<ListDeps, "now" | "origin" | "lists">,
): ListWriter {
  const taken: ListIndex[] = [];
  const changed = new Set<string>();
  const counts: Record<string, number> = {};
  const emit = (draft: EventDraft): number | null => {
    const event = appendEvent(tx, draft, now(), origin);
    if (event === null) return null;
    counts[draft.type] = (counts[draft.type] ?? 0) + 1;
    return Number(event.sequence);
  };
  const state = (
    change: ListChange,
    validFrom: string | null,
    sequence: number,
    insteadOf?: NewVersion["insteadOf"],
    shownOn = document.asOf,
  ): void => {
    const { entryId, partyId, version } = change;
    changed.add(entryId);
    const versions = { entry: change.after, was: change.before };
    const knownFrom = document.knownFrom;
    const known = { validFrom, knownFrom, insteadOf, shownOn };
    putVersion(tx, { entryId, partyId, version, ...versions, ...known, sequence });
  };
  const change = (
    draft: EventDraft,
    changed: ListChange,
    validFrom: string | null,
    insteadOf?: NewVersion["insteadOf"],
  ): void => {
    const said = { validFrom, knownFrom: document.knownFrom, insteadOf };
    // The event carries the same dates as the state, so that the log alone rebuilds it.
    const data = { ...draft.data, ...placeInTime(tx, { ...changed, ...said }) };
    const sequence = required(emit({ ...draft, data }), draft);
    state(changed, validFrom, sequence, insteadOf, data.provenance.asOf);
  };
  return {
    counts,
    list: (list) => {
      const index = lists.take(tx, list);
      taken.push(index);
      return index;
    },
    touch: (entryIds) => {
      for (const entryId of entryIds) changed.add(entryId);
    },
    remember: (db) => {
      for (const index of taken) lists.keep(db, index, [...changed]);
    },
    context: (historical) => ({
      historical,
      knownFrom: document.knownFrom,
      provenance: {
        documentId: document.id,
        sha256: document.sha256,
        asOf: document.asOf,
        parser: PARSER,
      },
    }),
    emit,
    state,
    change,
    reread: (rule, { draft, change: made }, logged) => {
      const { changeId } = made;
      if (draft.type === "entity.withdrawn") {
        change(draft, made, logged?.last.validFrom ?? null, logged?.last);
        dropChange(tx, changeId);
        return;
      }
      change(draft, made, rule.effectiveOn ?? rule.publicationDate, logged?.last);
      putChange(tx, changeOf(rule, made));
    },
    confirm: (rule, draft) => {
      required(emit(draft), draft);
      changed.add(draft.data.entryId);
      putChange(tx, changeOf(rule, draft.data));
    },
    mend: (draft, made) => {
      const insteadOf = newestRecord(tx, made.entryId);
      change(draft, made, insteadOf?.validFrom ?? null, insteadOf);
    },
    codify: (draft, codified, asOf) => {
      if (codified.change === null) required(emit(draft), draft);
      else change(draft, codified.change, asOf);
      codifyChange(tx, codified.pending.changeId, asOf);
    },
  };
}

function changeOf(
  { documentNumber, publicationDate, effectiveOn, stage }: Rule,
  { changeId, entryId, op }: Pick<EntityEventData, "changeId" | "entryId" | "op">,
) {
  return { changeId, entryId, op, stage, documentNumber, publicationDate, effectiveOn };
}

/** A state without its event would break "State and log are one transaction", so the transaction fails. */
function required(sequence: number | null, draft: EventDraft): number {
  if (sequence === null)
    throw new Error(`${draft.type} ${draft.id} is in the log, but not in the state`);
  return sequence;
}
