/** Drafts events when a rule is read again, only for what differs from the events in the log. */

import type { Entry } from "../entry.ts";
import { canonicalJson } from "../identity.ts";
import { type ChangeClass, classOf } from "../list/change.ts";
import type { ListChange } from "../list/list-change.ts";
import { diffLaw } from "../list/same-letters.ts";
import type { Rule } from "../reading/rule.ts";
import {
  circumstancesOf,
  type DocumentContext,
  draftEntity,
  draftRuleChange,
  idOf,
} from "./draft-events.ts";
import type { EntityEventData, EventDraft } from "./event.ts";
import type { LoggedChange, RereadChange } from "./reread-rule.ts";

export interface RereadDraft {
  readonly change: ListChange;
  readonly draft: EventDraft;
}

/** Null where the new reading equals the logged one. */
export function draftReread(
  rule: Rule,
  { logged, executed, versions }: RereadChange,
  cause: Exclude<EntityEventData["cause"], "reconciliation">,
  from: DocumentContext,
): RereadDraft | null {
  if (logged === null) {
    if (executed === null) return null;
    const change = { ...executed, version: versions + 1 };
    return { change, draft: draftRuleChange(rule, change, causeOfNew(cause), from) };
  }
  if (executed === null) {
    const change = differ(logged.last, logged.last.after, logged.before, versions);
    const { stage, completeness, effectiveOn, effectiveAt, rule } = logged.last;
    const draft = draftEntity("entity.withdrawn", change, {
      ...{ cause, stage, completeness, effectiveOn, effectiveAt, rule },
      historical: from.historical,
      knownFrom: from.knownFrom,
      justifications: null,
      provenance: { ...from.provenance, row: null },
    });
    return { change, draft };
  }
  const circumstances = circumstancesOf(rule, executed, cause, from);
  const { op, after, row } = executed;
  const isSame =
    canonicalJson(contentOf({ ...circumstances, op, after })) ===
    canonicalJson(contentOf(logged.last));
  if (isSame && !isCompleted(logged.last, circumstances)) return null;
  const text = differ(logged.last, logged.last.after ?? executed.before, after, versions);
  const change = { ...text, op, row, class: classOfReread(logged, text, circumstances) };
  return { change, draft: draftEntity("entity.reread", change, circumstances) };
}

/** Confirms a displayed change that the published rule repeats word for word; null where there is nothing to confirm. */
export function draftConfirmed(
  rule: Rule,
  { logged, executed }: RereadChange,
  from: DocumentContext,
): (EventDraft & { readonly data: EntityEventData }) | null {
  if (logged === null || executed === null) return null;
  if (rule.stage !== "published" || logged.last.stage !== "displayed") return null;
  const { last } = logged;
  const circumstances = circumstancesOf(rule, executed, last.cause, from);
  const data: EntityEventData = {
    ...last,
    ...circumstances,
    // A poorer form that confirms a full reading does not make it partial.
    completeness: last.completeness === "full" ? "full" : circumstances.completeness,
    ...{ class: "editorial", changes: [], validFrom: null },
  };
  return {
    id: idOf("entity.confirmed", data),
    type: "entity.confirmed",
    subject: last.entryId,
    data,
  };
}

/** A correction may add a change that the rule did not make; then the correction is its cause. */
function causeOfNew(cause: EntityEventData["cause"]): EntityEventData["cause"] {
  return cause === "correction" ? cause : "law";
}

type Content = Pick<
  EntityEventData,
  "op" | "after" | "effectiveOn" | "effectiveAt" | "justifications"
>;

function contentOf(data: Content): Content {
  const { op, after, effectiveOn, effectiveAt, justifications } = data;
  return { op, after, effectiveOn, effectiveAt, justifications };
}

type Completeness = Pick<EntityEventData, "stage" | "completeness">;

/**
 * A reading that was partial and is now full is an event of its own. This does not hold on display: there text and PDF arrive
 * together and the confirmation reports it.
 */
function isCompleted(last: Completeness, now: Pick<Completeness, "completeness">): boolean {
  if (last.stage === "displayed") return false;
  return last.completeness === "partial" && now.completeness === "full";
}

function differ(
  logged: EntityEventData,
  before: Entry | null,
  after: Entry | null,
  versions: number,
): ListChange {
  const changes = before !== null && after !== null ? diffLaw(before, after) : [];
  const { changeId, op, entryId, partyId } = logged;
  const change = { changeId, op, entryId, partyId, version: versions + 1, before, after, changes };
  return { ...change, class: "substantive", row: null };
}

/** A change is substantive where it changes what is listed, or from when. */
function classOfReread(
  { last }: LoggedChange,
  { after, changes }: ListChange,
  { effectiveOn, effectiveAt }: Pick<EntityEventData, "effectiveOn" | "effectiveAt">,
): ChangeClass {
  if (last.effectiveOn !== effectiveOn || last.effectiveAt !== effectiveAt) return "substantive";
  if ((last.after === null) !== (after === null)) return "substantive";
  return classOf(changes);
}

/** A better parser reads a snapshot's unchanged text differently. */
export function draftMended(change: ListChange, from: DocumentContext): EventDraft {
  return draftEntity("entity.reread", change, {
    cause: "reading",
    stage: "codified",
    completeness: "full",
    historical: from.historical,
    knownFrom: from.knownFrom,
    effectiveOn: null,
    effectiveAt: null,
    rule: null,
    justifications: null,
    provenance: { ...from.provenance, row: change.row },
  });
}
