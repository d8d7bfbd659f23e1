/** The events of the event log: CloudEvents 1.0 (https://github.com/cloudevents/spec), JSON format. */

import type { Entry, ListCode } from "../entry.ts";
import type { ChangeClass, FieldChange } from "../list/change.ts";
import type { Match } from "../list/match.ts";
import type { ListNote } from "../reading/list-note.ts";
import type { Claims, Justification, Problem, Stage } from "../reading/rule.ts";
import type { Mismatch } from "./mismatch.ts";

export const EVENT_TYPES = [
  "entity.added",
  "entity.modified",
  "entity.removed",
  "entity.confirmed",
  "entity.codified",
  "entity.reread",
  "entity.withdrawn",
  "rule.displayed",
  "rule.published",
  "rule.corrected",
  "rule.delayed",
  "rule.withdrawn",
  "list.baselined",
  "list.noted",
  "reconciliation.mismatch",
  "reconciliation.resolved",
  "entry.history",
  "entry.merged",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export type EntityEventType = Extract<EventType, `entity.${string}`>;

export interface Provenance {
  readonly documentId: string;
  /** Hash of the document's bytes as received. */
  readonly sha256: string;
  /** The date of a snapshot; null for a rule. */
  readonly asOf: string | null;
  /** 1-based row of the list's table; null where the proof is the whole document. */
  readonly row: number | null;
  readonly parser: string;
}

export interface RuleReference {
  readonly documentNumber: string | null;
  readonly citation: string | null;
  readonly title: string | null;
  readonly publicationDate: string | null;
  readonly url: string | null;
  /** True where a snapshot shows a change that no known rule explains: only the newest citation is known. */
  readonly inferred: boolean;
}

/** A passage of the preamble that justifies the event's change. */
export type EventJustification = Omit<Justification, "names" | "entryIndexes">;

interface ChangeData {
  readonly changeId: string;
  readonly historical: boolean;
  readonly list: ListCode;
}

export interface EntityEventData extends ChangeData {
  readonly op: "added" | "modified" | "removed";
  readonly class: ChangeClass;
  /** `reading`: a better form, or a better parser; `correction`: the document itself was corrected. */
  readonly cause: "law" | "reconciliation" | "reading" | "correction";
  readonly stage: Stage;
  /** `partial` where the state before a revision was never seen, or only a document's plain text was read. */
  readonly completeness: "full" | "partial";
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly changes: readonly FieldChange[];
  /** Where a snapshot shows the entry under another name: the evidence that it is the same entry. */
  readonly match?: Match;
  /**
   * The day from which this version is law. Null where unknown: then its first citation and the day of `knownFrom` bound it.
   * Also null where no version is made: in an `entity.confirmed`, and in most `entity.codified`.
   */
  readonly validFrom: string | null;
  /** The instant from which the version is known; never earlier than that of the previous version. */
  readonly knownFrom: string;
  /** As the rule states it. */
  readonly effectiveOn: string | null;
  readonly effectiveAt: string | null;
  readonly rule: RuleReference | null;
  /** Null where the preamble has no passage about the party. */
  readonly justifications: readonly EventJustification[] | null;
  readonly provenance: Provenance;
}

export interface DestinationTally {
  readonly destination: string;
  readonly country: string | null;
  readonly added: number;
  readonly revised: number;
  readonly removed: number;
}

export interface RuleEventData {
  readonly changeId: string;
  readonly historical: boolean;
  readonly stage: Stage;
  readonly lists: readonly ListCode[];
  readonly rule: RuleReference;
  readonly effectiveOn: string | null;
  readonly effectiveAt: string | null;
  readonly effectiveNote: string | null;
  readonly claims: Claims | null;
  readonly claimsAgree: boolean | null;
  /** What the instructions do, per destination. */
  readonly read: readonly DestinationTally[];
  /** Number of distinct parties in the rule's instructions. */
  readonly parties: number;
  /** Number of entries and removed names without a justification in the preamble. */
  readonly unjustified: number;
  readonly problems: readonly Problem[];
  /** `partial` where part of the document was not understood. Absent in events of older versions. */
  readonly completeness?: "full" | "partial";
  /** `rule.corrected` only: the document that corrects the rule. */
  readonly correctedBy?: string;
  /** `rule.withdrawn` only: the editorial note that reports it, as printed. Absent where the rule vanished without a note. */
  readonly editorialNote?: string;
  /** `rule.delayed` only: the document that delays the rule. */
  readonly delayedBy?: string;
  /** `rule.delayed` only: the effective date before the delay; null where unknown. */
  readonly delayedFrom?: string | null;
  /** `rule.withdrawn` only: the document that withdraws the rule; absent where it vanished from public inspection. */
  readonly withdrawnBy?: string;
  readonly provenance: Provenance;
}

export interface BaselinedEntry {
  readonly entryId: string;
  readonly partyId: string;
  readonly row: number;
  readonly entry: Entry;
}

export interface BaselineEventData extends ChangeData {
  readonly asOf: string;
  readonly destinations: number;
  /** The whole list with its minted ids, so that the log alone rebuilds it ("State and log are one transaction"). */
  readonly entries: readonly BaselinedEntry[];
  /** The instant from which the list is known; the day from which it is law is unknown. */
  readonly knownFrom: string;
  readonly provenance: Provenance;
}

export interface NotedEventData extends ChangeData {
  readonly asOf: string;
  /** All current notes. */
  readonly notes: readonly ListNote[];
  /** The texts of notes that appeared, and of notes that vanished. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly knownFrom: string;
  readonly provenance: Provenance;
}

export interface MismatchEventData extends ChangeData {
  readonly asOf: string;
  readonly mismatch: Mismatch;
  readonly knownFrom: string;
  readonly provenance: Provenance;
}

/** A version of an entry in valid time, with the change that made it. */
export interface HistoryVersion
  extends Pick<EntityEventData, "op" | "class" | "cause" | "stage" | "rule" | "justifications"> {
  readonly version: number;
  readonly entry: Entry;
  /** See `EntityEventData`. */
  readonly validFrom: string | null;
  /** The first day on which it is no longer law; null while it is. */
  readonly validTo: string | null;
  /** The law day of the document that shows it. */
  readonly seenOn: string;
  readonly provenance: Provenance;
}

/** An entry's corrected history after an out-of-order document. It replaces all versions recorded before. */
export interface HistoryEventData extends ChangeData {
  readonly entryId: string;
  readonly partyId: string;
  /** Version of the current text, or of the removal. */
  readonly entryVersion: number;
  readonly listed: boolean;
  /** The current text, or the last one before the removal. */
  readonly entry: Entry;
  /** In order of valid time; empty where no document shows that the entry was ever listed. */
  readonly versions: readonly HistoryVersion[];
  readonly knownFrom: string;
  readonly provenance: Provenance;
}

/** A person decided that two entries are one. */
export interface MergedEventData extends ChangeData {
  /** The older id; all versions belong to it from now on. */
  readonly keptId: string;
  /** No longer an entry's id; it refers to the kept one. */
  readonly mergedId: string;
  readonly entry: Entry;
  /** The evidence that raised the question. */
  readonly evidence: readonly string[];
  readonly knownFrom: string;
  readonly provenance: Provenance;
}

export type EventData =
  | EntityEventData
  | RuleEventData
  | BaselineEventData
  | NotedEventData
  | MismatchEventData
  | HistoryEventData
  | MergedEventData;

/** An event before the log gives it its sequence and time. */
export interface EventDraft {
  readonly id: string;
  readonly type: EventType;
  /** The entry's id, the rule's key, the list's code or the mismatch's id. */
  readonly subject: string;
  readonly data: EventData;
}

export interface LogEvent extends EventDraft {
  readonly specversion: "1.0";
  readonly source: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly dataschema: string;
  /** Twelve digits, zero-padded: the CloudEvents sequence extension. */
  readonly sequence: string;
}

/** The deployment that emits: `source` identifies it, schemas live under `publicUrl`. */
export interface EventOrigin {
  readonly source: string;
  readonly publicUrl: string;
}

export function toLogEvent(
  draft: EventDraft,
  sequence: number,
  time: Date,
  origin: EventOrigin,
): LogEvent {
  return {
    specversion: "1.0",
    id: draft.id,
    source: origin.source,
    type: draft.type,
    subject: draft.subject,
    time: time.toISOString(),
    datacontenttype: "application/json",
    dataschema: `${origin.publicUrl}/schemas/${draft.type}.v1.json`,
    sequence: String(sequence).padStart(12, "0"),
    data: draft.data,
  };
}

export function isEntityEvent<E extends EventDraft>(
  event: E,
): event is E & { type: EntityEventType; data: EntityEventData } {
  return event.type.startsWith("entity.");
}

export function isHistoryEvent<E extends EventDraft>(
  event: E,
): event is E & { type: "entry.history"; data: HistoryEventData } {
  return event.type === "entry.history";
}

export function isMergedEvent<E extends EventDraft>(
  event: E,
): event is E & { type: "entry.merged"; data: MergedEventData } {
  return event.type === "entry.merged";
}
