// SPDX-License-Identifier: MIT-0

/**
 * Applies events to your copy of the list. Events may arrive in any order and more than once: the result is the same.
 * Pure functions without imports: copy this file.
 *
 * A higher `entryVersion` is a newer text of the entry. Where two events have the same version, the earlier one in the log set it,
 * and the later one only adds evidence. `entry.history` resets an entry: it overrides all earlier events in the log, whatever
 * versions they have. An id that was merged into another is no longer listed.
 */

export interface ListEvent {
  readonly type: string;
  /** Position in the event log, in twelve digits. */
  readonly sequence: string;
  readonly data: object;
}

/** The known state of one entry. */
export interface Standing {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** The day from which the text is law; null where unknown. */
  readonly validFrom: string | null;
  /** Whether its newest version is a listing, not a removal. Use `isListed` to check whether it is on the list. */
  readonly listed: boolean;
  /** The current entry, or its last state before removal. */
  readonly entry: object;
  /** Sequence of the event that set this version. */
  readonly versionBy: number;
  /** Sequence of the last event or export that reset the entry: earlier events in the log no longer count. */
  readonly resetBy: number;
  /** For an id that was merged: the kept id and the sequence of the merge. */
  readonly mergedInto: string | null;
  readonly mergedBy: number;
}

/** The fields of `data` that this file reads, for all event types. */
interface Data {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  readonly validFrom: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly entry: object;
  readonly listed: boolean;
  readonly versions: readonly { readonly validFrom: string | null }[];
  readonly entries: readonly Pick<Data, "entryId" | "partyId" | "entry">[];
  readonly keptId: string;
  readonly mergedId: string;
}

const NEVER = { resetBy: 0, mergedInto: null, mergedBy: 0 };

/** The statements of an event, one per entry; none for events about no entry and for unknown types. */
export function statementsOf(event: ListEvent): Standing[] {
  const data = event.data as Data;
  const { entryId, entryVersion, partyId, validFrom, before, after, entry, listed } = data;
  const versionBy = Number(event.sequence);
  if (event.type === "list.baselined") {
    const first = { entryVersion: 1, validFrom: null, listed: true, versionBy, ...NEVER };
    return data.entries.map((one) => ({
      ...first,
      entryId: one.entryId,
      partyId: one.partyId,
      entry: one.entry,
    }));
  }
  if (event.type === "entry.history") {
    const from = listed ? (data.versions.at(-1)?.validFrom ?? null) : null;
    const reset = { ...NEVER, resetBy: versionBy };
    return [
      { entryId, entryVersion, partyId, validFrom: from, listed, entry, versionBy, ...reset },
    ];
  }
  if (event.type === "entry.merged") {
    const unseen = { entryVersion: 0, partyId: "", validFrom: null, listed: false, versionBy: 0 };
    const merged = { resetBy: 0, mergedInto: data.keptId, mergedBy: versionBy };
    return [{ entryId: data.mergedId, entry, ...unseen, ...merged }];
  }
  const text = after ?? before;
  if (!event.type.startsWith("entity.") || !text) return [];
  const from = after === null ? null : validFrom;
  const stated = { listed: after !== null, entry: text, versionBy, ...NEVER };
  return [{ entryId, entryVersion, partyId, validFrom: from, ...stated }];
}

/** Merges a statement into the known standing, in any order. */
export function withStatement(known: Standing | undefined, statement: Standing): Standing {
  if (known === undefined) return statement;
  const merged = known.mergedBy > statement.mergedBy ? known : statement;
  const resetBy = Math.max(known.resetBy, statement.resetBy);
  return {
    ...(isNewer(statement, known) ? statement : known),
    resetBy,
    mergedInto: merged.mergedInto,
    mergedBy: merged.mergedBy,
  };
}

function isNewer(statement: Standing, known: Standing): boolean {
  if (statement.versionBy <= known.resetBy) return false;
  if (statement.resetBy > 0) {
    // A reset is overridden only by a version that was created after it.
    return known.versionBy < statement.resetBy || known.entryVersion <= statement.entryVersion;
  }
  if (statement.entryVersion !== known.entryVersion)
    return statement.entryVersion > known.entryVersion;
  return statement.versionBy < known.versionBy;
}

/** The standing of a line of `entries.ndjson`. `sequence` is the export's. */
export function fromExport(line: Record<string, unknown>, sequence: number): Standing {
  const { entryId, entryVersion, partyId, validFrom, ...entry } = line;
  const stated = { listed: true, entry, versionBy: sequence, ...NEVER, resetBy: sequence };
  return { entryId, entryVersion, partyId, validFrom, ...stated } as Standing;
}

export function isListed({ listed, versionBy, mergedBy }: Standing): boolean {
  return listed && mergedBy < versionBy;
}
