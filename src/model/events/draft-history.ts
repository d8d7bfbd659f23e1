/** Drafts the events for an out-of-order document that changes an entry's past, and perhaps its present. */

import type { Entry } from "../entry.ts";
import { mintChangeId } from "../identity.ts";
import { classOf } from "../list/change.ts";
import type { History, VersionRecord } from "../list/history.ts";
import type { ListChange } from "../list/list-change.ts";
import { diffLaw } from "../list/same-letters.ts";
import { type DocumentContext, draftEntity, idOf } from "./draft-events.ts";
import {
  type BaselineEventData,
  type EntityEventData,
  type EventDraft,
  type HistoryEventData,
  type HistoryVersion,
  isEntityEvent,
  isHistoryEvent,
  type LogEvent,
  type MergedEventData,
} from "./event.ts";

/** `origins` is parallel to the history's records. */
export function draftHistory(
  history: Omit<History, "versions">,
  origins: readonly VersionOrigin[],
  from: DocumentContext,
): EventDraft & { readonly data: HistoryEventData } {
  const { entryId, partyId, list, listed, version, entry, records } = history;
  const data: HistoryEventData = {
    changeId: mintChangeId(`history@${from.provenance.documentId}`, entryId, "history"),
    ...{ historical: true, list, entryId, partyId, entryVersion: version },
    ...{ listed, entry },
    versions: records.map(({ sequence: _, ...record }, at) => ({
      ...record,
      ...(origins[at] as VersionOrigin),
    })),
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("entry.history", data), type: "entry.history", subject: entryId, data };
}

export interface Merge {
  readonly keptId: string;
  readonly mergedId: string;
  /** The current text. */
  readonly entry: Entry;
  readonly evidence: readonly string[];
}

export function draftMerged(
  { keptId, mergedId, entry, evidence }: Merge,
  from: DocumentContext,
): EventDraft & { readonly data: MergedEventData } {
  const data: MergedEventData = {
    changeId: mintChangeId(keptId, mergedId, "merged"),
    ...{ historical: false, list: entry.list, keptId, mergedId, entry, evidence },
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("entry.merged", data), type: "entry.merged", subject: keptId, data };
}

/** The change that made a version. */
export type VersionOrigin = Omit<
  HistoryVersion,
  "version" | "entry" | "validFrom" | "validTo" | "seenOn"
>;

/** Takes the origin from the event that made the version; `version` and `entryId` are those of the event. */
export function originOf(
  event: LogEvent,
  { version }: Pick<VersionRecord, "version">,
  entryId: string,
): VersionOrigin {
  if (isHistoryEvent(event)) {
    const recorded = event.data.versions.find((one) => one.version === version);
    if (recorded === undefined) throw new Error(`${event.id} does not contain version ${version}`);
    return pick(recorded);
  }
  if (isEntityEvent(event)) return pick(event.data);
  const { entries, provenance } = event.data as BaselineEventData;
  const row = entries.find((one) => one.entryId === entryId)?.row ?? null;
  return {
    ...{ op: "added", class: "substantive", cause: "reconciliation", stage: "codified" },
    ...{ rule: null, justifications: null, provenance: { ...provenance, row } },
  };
}

function pick(recorded: VersionOrigin): VersionOrigin {
  const { op, class: ofClass, cause, stage, rule, justifications, provenance } = recorded;
  return { op, class: ofClass, cause, stage, rule, justifications, provenance };
}

/** Drafts the change of the current state. `made` is the replayed event that causes it. */
export function draftPresent(
  stored: History | null,
  { entry, listed }: Pick<History, "entry" | "listed">,
  ids: Pick<History, "entryId" | "partyId">,
  made: EntityEventData,
  from: DocumentContext,
): { readonly change: ListChange; readonly draft: EventDraft } {
  const before: Entry | null = stored?.listed ? stored.entry : null;
  const after = listed ? entry : null;
  const op = before === null ? "added" : after === null ? "removed" : "modified";
  const changes = before !== null && after !== null ? diffLaw(before, after) : [];
  const origin = made.rule?.documentNumber ?? `snapshot@${made.provenance.asOf}`;
  const change: ListChange = {
    changeId: made.entryId === ids.entryId ? made.changeId : mintChangeId(origin, ids.entryId, op),
    ...{ op, class: op === "modified" ? classOf(changes) : "substantive" },
    ...{ ...ids, version: (stored?.versions ?? 0) + 1, before, after, changes },
    row: made.provenance.row,
  };
  const { stage, completeness, effectiveOn, effectiveAt, rule, justifications } = made;
  // The words are equal, so not the law changed but the reading of it.
  const isReread = before !== null && before.raw === after?.raw;
  const type = isReread ? "entity.reread" : (`entity.${op}` as const);
  const draft = draftEntity(type, change, {
    ...{
      cause: isReread ? "reading" : made.cause,
      stage,
      completeness,
      effectiveOn,
      effectiveAt,
      rule,
      justifications,
    },
    historical: false,
    knownFrom: from.knownFrom,
    provenance: made.provenance,
  });
  return { change, draft };
}
