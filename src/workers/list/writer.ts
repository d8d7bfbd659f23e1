/** The pen of the diff step: an event and the state it speaks of are written together or not at all. */

import type { Document } from "../../db/documents/documents.ts";
import { codifyChange, dropChange, putChange } from "../../db/list/list.ts";
import { type NewVersion, newestRecord, placeInTime, putVersion } from "../../db/list/versions.ts";
import { appendEvent } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { ListCode } from "../../model/entry.ts";
import type { DocumentContext } from "../../model/events/draft-events.ts";
import type { Retold } from "../../model/events/draft-reread.ts";
import type { EntityEventData, EventDraft } from "../../model/events/event.ts";
import type { ToldChange } from "../../model/events/reread-rule.ts";
import type { Codified } from "../../model/list/compare-snapshot.ts";
import type { ListChange } from "../../model/list/list-change.ts";
import type { ListIndex } from "../../model/list/list-index.ts";
import { PARSER } from "../../model/reading/reading.ts";
import type { Rule } from "../../model/reading/rule.ts";
import type { Deps } from "../step.ts";

/** What became of a document, and for a person why. */
export interface Outcome {
  readonly state: "applied" | "historical" | "quarantined" | "withdrawn";
  readonly note: string | null;
  /** The first day of law that it speaks of, by this reading or an earlier one; null where it says nothing of the list. */
  readonly since: string | null;
  /** It was executed before. */
  readonly isReread: boolean;
  /** Where the note is to reach a person, the type of the notice that carries it. */
  readonly notice:
    | "snapshot.quarantined"
    | "snapshot.disagrees"
    | "rule.problems"
    | "rule.settled"
    | null;
}

export interface ListWriter {
  /** How many events of each type were written. */
  readonly counts: Readonly<Record<string, number>>;
  /** The list as it is, for the document to be held against. */
  list(list: ListCode): ListIndex;
  context(historical: boolean): DocumentContext;
  /** An event that changes no entry. Already in the log: nothing happens. */
  tell(draft: EventDraft): number | null;
  /** An entry changes; `validFrom` is the day from which it is law, null where unknown. */
  change(draft: EventDraft, change: ListChange, validFrom: string | null): void;
  /** A rule's change, told anew or instead of what was told of it before; it waits for the eCFR to show it. */
  reread(rule: Rule, retold: Retold, told: ToldChange | null): void;
  /** A change that was told on display: it stands in print, word for word. */
  confirm(rule: Rule, draft: EventDraft & { readonly data: EntityEventData }): void;
  /** The text that a snapshot showed, read otherwise: the entry's newest version is taken back for it. */
  mend(draft: EventDraft, change: ListChange): void;
  codify(draft: EventDraft, codified: Codified, asOf: string): void;
  /** The entry's text as a snapshot shows it, told by an event written already. */
  state(change: ListChange, validFrom: string | null, sequence: number): void;
  /** Entries that were tried out on the list and may stand in it otherwise than the store has them. */
  touch(entryIds: readonly string[]): void;
  /** After the commit of a rule: the next one finds the lists as this one left them. */
  remember(db: Database): void;
}

export function createListWriter(
  tx: Database,
  document: Document,
  { now, origin, lists }: Pick<Deps, "now" | "origin" | "lists">,
): ListWriter {
  const taken: ListIndex[] = [];
  const changed = new Set<string>();
  const counts: Record<string, number> = {};
  const tell = (draft: EventDraft): number | null => {
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
    // What the event says of time is what the state holds: the log alone rebuilds it.
    const data = { ...draft.data, ...placeInTime(tx, { ...changed, ...said }) };
    const sequence = told(tell({ ...draft, data }), draft);
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
    tell,
    state,
    change,
    reread: (rule, { draft, change: made }, told) => {
      const { changeId } = made;
      if (draft.type === "entity.withdrawn") {
        change(draft, made, told?.last.validFrom ?? null, told?.last);
        dropChange(tx, changeId);
        return;
      }
      change(draft, made, rule.effectiveOn ?? rule.publicationDate, told?.last);
      putChange(tx, changeOf(rule, made));
    },
    confirm: (rule, draft) => {
      told(tell(draft), draft);
      changed.add(draft.data.entryId);
      putChange(tx, changeOf(rule, draft.data));
    },
    mend: (draft, made) => {
      const insteadOf = newestRecord(tx, made.entryId);
      change(draft, made, insteadOf?.validFrom ?? null, insteadOf);
    },
    codify: (draft, codified, asOf) => {
      if (codified.change === null) told(tell(draft), draft);
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

/** A state without its event would break law 3: better no transaction at all. */
function told(sequence: number | null, draft: EventDraft): number {
  if (sequence === null)
    throw new Error(`${draft.type} ${draft.id} is in the log, but not in the state`);
  return sequence;
}
