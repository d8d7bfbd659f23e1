/** Drafts events from changes of the list. */

import type { Citation, ListCode } from "../entry.ts";
import { mintChangeId, mintEventId } from "../identity.ts";
import type { Codified } from "../list/compare-snapshot.ts";
import type { ListChange } from "../list/list-change.ts";
import { nameKey } from "../name-key.ts";
import type { ListReading } from "../reading/reading.ts";
import type { DocumentForm, Rule } from "../reading/rule.ts";
import type {
  BaselinedEntry,
  EntityEventData,
  EventDraft,
  EventJustification,
  EventType,
  Provenance,
  RuleReference,
} from "./event.ts";

/** The parts of an event that come from its document. */
export interface DocumentContext {
  readonly provenance: Omit<Provenance, "row">;
  /** The instant from which its content is known. */
  readonly knownFrom: string;
  /** Older than the baseline: kept in the log, not news. */
  readonly historical: boolean;
}

export function draftRuleChange(
  rule: Rule,
  change: ListChange,
  cause: EntityEventData["cause"],
  from: DocumentContext,
): EventDraft {
  return draftEntity(`entity.${change.op}`, change, circumstancesOf(rule, change, cause, from));
}

/** Forms that keep the full print, including tables, footnote marks and strike-outs. */
const PRINTS_ALL: ReadonlySet<DocumentForm> = new Set(["xml", "pdf"]);

export function circumstancesOf(
  rule: Rule,
  change: ListChange,
  cause: EntityEventData["cause"],
  from: DocumentContext,
): Circumstances {
  const isUnseen = change.op === "modified" && change.before === null;
  return {
    cause,
    stage: rule.stage,
    completeness: isUnseen || !PRINTS_ALL.has(rule.form) ? "partial" : "full",
    historical: from.historical,
    knownFrom: from.knownFrom,
    effectiveOn: rule.effectiveOn,
    effectiveAt: rule.effectiveAt,
    rule: refer(rule),
    justifications: justify(rule, change),
    provenance: { ...from.provenance, row: change.row },
  };
}

/** The newest citation, if the change brought it; an older one does not explain the change. */
export function inferredCitation({ before, after }: ListChange): Citation | undefined {
  const cited = after?.citations.at(-1);
  const isOld = before?.citations.some(
    ({ volume, date }) => volume === cited?.volume && date === cited.date,
  );
  return isOld ? undefined : cited;
}

/** A change that a snapshot shows and no known rule explains. */
export function draftReconciled(change: ListChange, from: DocumentContext): EventDraft {
  const cited = inferredCitation(change);
  const page = cited?.page ?? null;
  const rule: RuleReference | null =
    cited === undefined
      ? null
      : {
          documentNumber: null,
          citation: page === null ? null : `${cited.volume} FR ${page}`,
          title: null,
          publicationDate: cited.date,
          url: null,
          inferred: true,
        };
  return draftEntity(`entity.${change.op}`, change, {
    cause: "reconciliation",
    stage: "codified",
    completeness: "full",
    historical: from.historical,
    knownFrom: from.knownFrom,
    effectiveOn: null,
    effectiveAt: null,
    rule,
    justifications: null,
    provenance: { ...from.provenance, row: change.row },
  });
}

export function draftCodified(
  list: ListCode,
  { pending, known, change }: Codified,
  from: DocumentContext,
): EventDraft {
  const data: EntityEventData = {
    changeId: pending.changeId,
    op: pending.op,
    class: change?.class ?? "editorial",
    cause: "law",
    stage: "codified",
    completeness: "full",
    historical: from.historical,
    list,
    entryId: known.entryId,
    entryVersion: change?.version ?? known.version,
    partyId: known.partyId,
    before: known.entry,
    // `op` is not enough: another rule may list the entry again on the same day.
    after: change?.after ?? (known.listed ? known.entry : null),
    changes: change?.changes ?? [],
    validFrom: null,
    knownFrom: from.knownFrom,
    effectiveOn: null,
    effectiveAt: null,
    rule: {
      documentNumber: pending.documentNumber,
      citation: null,
      title: null,
      publicationDate: pending.publicationDate,
      url: null,
      inferred: false,
    },
    justifications: null,
    provenance: { ...from.provenance, row: change?.row ?? null },
  };
  return {
    id: idOf("entity.codified", data),
    type: "entity.codified",
    subject: known.entryId,
    data,
  };
}

export function draftBaselined(
  reading: ListReading,
  asOf: string,
  entries: readonly BaselinedEntry[],
  from: DocumentContext,
): EventDraft {
  const changeId = mintChangeId(`snapshot@${asOf}`, reading.list, "baselined");
  const data = {
    changeId,
    historical: from.historical,
    list: reading.list,
    asOf,
    destinations: reading.destinations,
    entries,
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("list.baselined", data), type: "list.baselined", subject: reading.list, data };
}

export function refer(rule: Rule): RuleReference {
  const { documentNumber, citation, title, publicationDate, url } = rule;
  return { documentNumber, citation, title, publicationDate, url, inferred: false };
}

function justify(rule: Rule, change: ListChange): EventJustification[] | null {
  const quoted = change.after === null ? quotedHead(rule, change) : null;
  const found = rule.justifications.filter(({ names, entryIndexes }) =>
    change.after === null
      ? quoted !== null && names.some((name) => nameKey(name) === quoted)
      : entryIndexes.some((at) => rule.entries[at] === change.after),
  );
  if (found.length === 0) return null;
  return found.map(({ names: _names, entryIndexes: _rows, ...passage }) => passage);
}

/**
 * A removal has no row, so its justification is found by the name that its instruction quotes. The quotation may be shorter than
 * the entry's name or include part of its address; the longest one that fits is used.
 */
function quotedHead({ amendments }: Rule, { before }: ListChange): string | null {
  if (before === null) return null;
  const [name, raw] = [nameKey(before.name), nameKey(before.raw)];
  const heads = amendments
    .filter(({ op, list }) => op === "remove" && list === before.list)
    .flatMap(({ names }) => names.map(nameKey))
    .filter((head) => `${head} `.startsWith(`${name} `) || `${raw} `.startsWith(`${head} `));
  return heads.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

export type Circumstances = Pick<
  EntityEventData,
  | "cause"
  | "stage"
  | "completeness"
  | "historical"
  | "knownFrom"
  | "effectiveOn"
  | "effectiveAt"
  | "rule"
  | "justifications"
  | "provenance"
>;

export function draftEntity(
  type: Extract<EventType, `entity.${string}`>,
  change: ListChange,
  circumstances: Circumstances,
): EventDraft {
  const entry = change.after ?? change.before;
  if (entry === null) throw new Error(`the change ${change.changeId} has no entry`);
  const { cause, stage, completeness, historical, ...proof } = circumstances;
  const data: EntityEventData = {
    changeId: change.changeId,
    op: change.op,
    class: change.class,
    cause,
    stage,
    completeness,
    historical,
    list: entry.list,
    entryId: change.entryId,
    entryVersion: change.version,
    partyId: change.partyId,
    before: change.before,
    after: change.after,
    changes: change.changes,
    ...(change.match === undefined ? {} : { match: change.match }),
    // The list's writer sets the valid time of the version.
    validFrom: null,
    ...proof,
  };
  return { id: idOf(type, data), type, subject: change.entryId, data };
}

/**
 * Provenance and the time axes are left out of the id. Another copy, a better parser with the same reading, or the same
 * document at another time must give the same id.
 */
export function idOf(type: EventType, data: EventDraft["data"]): string {
  const apart = { provenance: undefined, validFrom: undefined, knownFrom: undefined };
  return mintEventId(data.changeId, type, { ...data, ...apart });
}
