// SPDX-License-Identifier: MIT-0

/**
 * What an event does to your copy of the list. Events may come in any order and more than once: the copy ends the same.
 * Pure and without imports: copy it.
 *
 * Of one entry, the higher `entryVersion` is the newer text. Where two events name one version, the first of the log told it,
 * and the later one only adds evidence. `entry.history` tells all that is held of an entry, so that it stands above every event
 * before it in the log, whatever versions they name. An id that was merged into another is listed no more.
 */

export interface ListEvent {
  readonly type: string;
  /** Twelve digits: its place in the log. */
  readonly sequence: string;
  readonly data: object;
}

/** What is known of one entry. */
export interface Standing {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** The day from which the text is law; null where unknown. */
  readonly validFrom: string | null;
  /** Whether its newest version is a listing, and no removal. Ask `isListed` whether it is on the list. */
  readonly listed: boolean;
  /** As it stands, or as it last was. */
  readonly entry: object;
  /** Sequence of the event that told this version. */
  readonly toldBy: number;
  /** Sequence of the last event, or export, that told the whole entry: what came before it in the log says nothing. */
  readonly wholeBy: number;
  /** Of an id that a person found to be another's: whose, and the sequence that says so. */
  readonly mergedInto: string | null;
  readonly mergedBy: number;
}

/** The fields of `data` that this reads, of whatever type the event is. */
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

const NEVER = { wholeBy: 0, mergedInto: null, mergedBy: 0 };

/** What the event says, one statement an entry; nothing of an event that is about no entry, or of a type unknown to us. */
export function statementsOf(event: ListEvent): Standing[] {
  const data = event.data as Data;
  const { entryId, entryVersion, partyId, validFrom, before, after, entry, listed } = data;
  const toldBy = Number(event.sequence);
  if (event.type === "list.baselined") {
    const first = { entryVersion: 1, validFrom: null, listed: true, toldBy, ...NEVER };
    return data.entries.map((one) => ({
      ...first,
      entryId: one.entryId,
      partyId: one.partyId,
      entry: one.entry,
    }));
  }
  if (event.type === "entry.history") {
    const from = listed ? (data.versions.at(-1)?.validFrom ?? null) : null;
    const whole = { ...NEVER, wholeBy: toldBy };
    return [{ entryId, entryVersion, partyId, validFrom: from, listed, entry, toldBy, ...whole }];
  }
  if (event.type === "entry.merged") {
    const unseen = { entryVersion: 0, partyId: "", validFrom: null, listed: false, toldBy: 0 };
    const merged = { wholeBy: 0, mergedInto: data.keptId, mergedBy: toldBy };
    return [{ entryId: data.mergedId, entry, ...unseen, ...merged }];
  }
  const text = after ?? before;
  if (!event.type.startsWith("entity.") || !text) return [];
  const from = after === null ? null : validFrom;
  const told = { listed: after !== null, entry: text, toldBy, ...NEVER };
  return [{ entryId, entryVersion, partyId, validFrom: from, ...told }];
}

/** What is known once this was said as well, whichever of the two came first. */
export function withStatement(known: Standing | undefined, said: Standing): Standing {
  if (known === undefined) return said;
  const merged = known.mergedBy > said.mergedBy ? known : said;
  const wholeBy = Math.max(known.wholeBy, said.wholeBy);
  return {
    ...(isNewer(said, known) ? said : known),
    wholeBy,
    mergedInto: merged.mergedInto,
    mergedBy: merged.mergedBy,
  };
}

function isNewer(said: Standing, known: Standing): boolean {
  if (said.toldBy <= known.wholeBy) return false;
  if (said.wholeBy > 0) {
    // A whole telling yields only to a version that was made after it.
    return known.toldBy < said.wholeBy || known.entryVersion <= said.entryVersion;
  }
  if (said.entryVersion !== known.entryVersion) return said.entryVersion > known.entryVersion;
  return said.toldBy < known.toldBy;
}

/** A line of `entries.ndjson`; `sequence` is the export's. */
export function fromExport(line: Record<string, unknown>, sequence: number): Standing {
  const { entryId, entryVersion, partyId, validFrom, ...entry } = line;
  const told = { listed: true, entry, toldBy: sequence, ...NEVER, wholeBy: sequence };
  return { entryId, entryVersion, partyId, validFrom, ...told } as Standing;
}

export function isListed({ listed, toldBy, mergedBy }: Standing): boolean {
  return listed && mergedBy < toldBy;
}
