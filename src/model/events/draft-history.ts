/** What is told where a document that came out of order changes what is held of an entry's past, and of its present. */

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

/** `whys` is parallel to the history's records. */
export function draftHistory(
  history: Omit<History, "versions">,
  whys: readonly Why[],
  from: DocumentContext,
): EventDraft & { readonly data: HistoryEventData } {
  const { entryId, partyId, list, listed, version, entry, records } = history;
  const data: HistoryEventData = {
    changeId: mintChangeId(`history@${from.provenance.documentId}`, entryId, "history"),
    ...{ historical: true, list, entryId, partyId, entryVersion: version },
    ...{ listed, entry },
    versions: records.map(({ sequence: _, ...record }, at) => ({
      ...record,
      ...(whys[at] as Why),
    })),
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("entry.history", data), type: "entry.history", subject: entryId, data };
}

export interface Merge {
  readonly keptId: string;
  readonly mergedId: string;
  /** As it stands. */
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

/** Why a version is one. */
export type Why = Omit<HistoryVersion, "version" | "entry" | "validFrom" | "validTo" | "seenOn">;

/** By the event that made the version; `version` and `entryId` are those of the event. */
export function whyOf(
  event: LogEvent,
  { version }: Pick<VersionRecord, "version">,
  entryId: string,
): Why {
  if (isHistoryEvent(event)) {
    const told = event.data.versions.find((one) => one.version === version);
    if (told === undefined) throw new Error(`${event.id} does not tell version ${version}`);
    return pick(told);
  }
  if (isEntityEvent(event)) return pick(event.data);
  const { entries, provenance } = event.data as BaselineEventData;
  const row = entries.find((one) => one.entryId === entryId)?.row ?? null;
  return {
    ...{ op: "added", class: "substantive", cause: "reconciliation", stage: "codified" },
    ...{ rule: null, justifications: null, provenance: { ...provenance, row } },
  };
}

function pick(told: Why): Why {
  const { op, class: ofClass, cause, stage, rule, justifications, provenance } = told;
  return { op, class: ofClass, cause, stage, rule, justifications, provenance };
}

/** Where the present changes with the past: the change, by the event of the replay that made it. */
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
  // The words are the same: it is not the law that changed, but what was understood of it.
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
