/** What is told when a rule is read again: only what differs from what was told. */

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
import type { RereadChange, ToldChange } from "./reread-rule.ts";

export interface Retold {
  readonly change: ListChange;
  readonly draft: EventDraft;
}

/** Null where there is nothing to say: the new reading says what was told. */
export function draftReread(
  rule: Rule,
  { told, executed, versions }: RereadChange,
  cause: Exclude<EntityEventData["cause"], "reconciliation">,
  from: DocumentContext,
): Retold | null {
  if (told === null) {
    if (executed === null) return null;
    const change = { ...executed, version: versions + 1 };
    return { change, draft: draftRuleChange(rule, change, causeOfNew(cause), from) };
  }
  if (executed === null) {
    const change = differ(told.last, told.last.after, told.before, versions);
    const { stage, completeness, effectiveOn, effectiveAt, rule } = told.last;
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
    canonicalJson(said({ ...circumstances, op, after })) === canonicalJson(said(told.last));
  if (isSame && !isCompleted(told.last, circumstances)) return null;
  const text = differ(told.last, told.last.after ?? executed.before, after, versions);
  const change = { ...text, op, row, class: classOfReread(told, text, circumstances) };
  return { change, draft: draftEntity("entity.reread", change, circumstances) };
}

/** What was told on display now stands in print as well, word for word; null where that is no news. */
export function draftConfirmed(
  rule: Rule,
  { told, executed }: RereadChange,
  from: DocumentContext,
): (EventDraft & { readonly data: EntityEventData }) | null {
  if (told === null || executed === null) return null;
  if (rule.stage !== "published" || told.last.stage !== "displayed") return null;
  const { last } = told;
  const circumstances = circumstancesOf(rule, executed, last.cause, from);
  const data: EntityEventData = {
    ...last,
    ...circumstances,
    // What was known in full is not known in part because a poorer form confirms it.
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

/** A correction may add what the rule did not: then it is the law that changed what was known. */
function causeOfNew(cause: EntityEventData["cause"]): EntityEventData["cause"] {
  return cause === "correction" ? cause : "law";
}

type Said = Pick<
  EntityEventData,
  "op" | "after" | "effectiveOn" | "effectiveAt" | "justifications"
>;

function said(data: Said): Said {
  const { op, after, effectiveOn, effectiveAt, justifications } = data;
  return { op, after, effectiveOn, effectiveAt, justifications };
}

type Completeness = Pick<EntityEventData, "stage" | "completeness">;

/**
 * That nothing is missing of what was told in part is news by itself. Of what was told on display, the confirmation says
 * so: the text and the PDF on display come together, and must not be told one after the other.
 */
function isCompleted(last: Completeness, now: Pick<Completeness, "completeness">): boolean {
  if (last.stage === "displayed") return false;
  return last.completeness === "partial" && now.completeness === "full";
}

function differ(
  told: EntityEventData,
  before: Entry | null,
  after: Entry | null,
  versions: number,
): ListChange {
  const changes = before !== null && after !== null ? diffLaw(before, after) : [];
  const { changeId, op, entryId, partyId } = told;
  const change = { changeId, op, entryId, partyId, version: versions + 1, before, after, changes };
  return { ...change, class: "substantive", row: null };
}

/** The law is what stands listed, and from when. */
function classOfReread(
  { last }: ToldChange,
  { after, changes }: ListChange,
  { effectiveOn, effectiveAt }: Pick<EntityEventData, "effectiveOn" | "effectiveAt">,
): ChangeClass {
  if (last.effectiveOn !== effectiveOn || last.effectiveAt !== effectiveAt) return "substantive";
  if ((last.after === null) !== (after === null)) return "substantive";
  return classOf(changes);
}

/** The text that a snapshot showed, read otherwise by a better parser. */
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
