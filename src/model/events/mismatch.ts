/** Finds disagreements between the rules and the eCFR's table and notes. */

import { countryOfDestination } from "../country.ts";
import type { ListCode } from "../entry.ts";
import { destinationKey, mintChangeId, ruleKey } from "../identity.ts";
import type { FieldChange } from "../list/change.ts";
import { isOverdue } from "../list/codification.ts";
import type { ComparedSnapshot } from "../list/compare-snapshot.ts";
import type { ListChange } from "../list/list-change.ts";
import type { ListIndex } from "../list/list-index.ts";
import { nameKey } from "../name-key.ts";
import type { ListNote } from "../reading/list-note.ts";
import type { ListReading } from "../reading/reading.ts";

export interface Mismatch {
  readonly id: string;
  /** The eCFR notes that it could not incorporate the change; it does not show it in time; or its text differs from the rule's. */
  readonly kind: "not-incorporated" | "not-shown" | "differs";
  readonly list: ListCode;
  readonly destination: string | null;
  readonly name: string;
  readonly op: "added" | "modified" | "removed";
  /** Null where no entry of this name is known. */
  readonly entryId: string | null;
  readonly entryVersion: number | null;
  readonly documentNumber: string | null;
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The substantive differences, from the rule's text to the eCFR's. */
  readonly changes: readonly FieldChange[];
  /** The text of the note, as printed. */
  readonly text: string | null;
}

/** Describes each kind, as a clause about the change. */
export const MISMATCH_KINDS: Readonly<Record<Mismatch["kind"], string>> = {
  "not-incorporated": "the eCFR's editors say that they could not incorporate it",
  "not-shown": "the eCFR does not show it yet",
  differs: "the eCFR shows another text",
};

/** Finds where a compared snapshot differs from the rules. */
export function findMismatches(
  { list, notes }: ListReading,
  asOf: string,
  { waiting, codified }: Pick<ComparedSnapshot, "waiting" | "codified">,
  index: ListIndex,
): Mismatch[] {
  const unshown = waiting.flatMap(({ pending, known }): Mismatch[] => {
    if (!isOverdue(pending, asOf)) return [];
    return [{ ...describe("not-shown", list, pending, known), changes: [] }];
  });
  const differing = codified.flatMap(({ pending, known, change }): Mismatch[] => {
    const changes = change?.changes.filter((one) => one.class === "substantive") ?? [];
    if (change === null || changes.length === 0 || citesLater(change, known)) return [];
    const now = { ...known, version: change.version };
    return [{ ...describe("differs", list, pending, now), changes }];
  });
  const named = notes.flatMap((note) => notIncorporated(list, note, index));
  return [...named, ...unshown, ...differing];
}

/** A later citation means that an unseen rule amended the entry since and explains the difference. */
function citesLater({ after }: ListChange, { pending }: Subject["known"]): boolean {
  const newest =
    pending
      .map(({ publicationDate }) => publicationDate ?? "")
      .sort()
      .at(-1) ?? "";
  return after?.citations.some(({ date }) => date !== null && date > newest) ?? false;
}

/** Whether an open mismatch stays open when the next snapshot does not show it again. */
export function isStillOpen({ kind, entryId, entryVersion }: Mismatch, index: ListIndex): boolean {
  // A differing text is found once, when the rule is codified; it stays open until the entry's text changes.
  return kind === "differs" && entryId !== null && index.get(entryId)?.version === entryVersion;
}

const DONE = { add: "added", revise: "modified", remove: "removed" } as const;

function notIncorporated(
  list: ListCode,
  { kind, citation, amendments, text }: ListNote,
  index: ListIndex,
): Mismatch[] {
  if (kind !== "not-incorporated") return [];
  const cited = citation === null ? null : `${citation.volume} FR ${citation.page}`;
  return amendments.flatMap(({ op, destination, names }) =>
    names.flatMap((name): Mismatch[] => {
      const country = destination === null ? null : countryOfDestination(destination);
      const place = { destination: destination ?? "", country };
      const [known] = destination === null ? [] : index.named(name, place);
      // A later rule may have added it.
      if (op === "add" && known !== undefined) return [];
      const subject = [list, destinationKey(place), nameKey(name)].join("|");
      return [
        {
          id: mintChangeId(`note@${cited}`, subject, op),
          kind: "not-incorporated",
          ...{ list, destination, name, op: DONE[op], text, changes: [] },
          ...{ entryId: known?.entryId ?? null, entryVersion: known?.version ?? null },
          documentNumber: null,
          citation: cited,
          publicationDate: citation?.date ?? null,
        },
      ];
    }),
  );
}

type Subject = ComparedSnapshot["waiting"][number];

function describe(
  kind: Mismatch["kind"],
  list: ListCode,
  pending: Subject["pending"],
  { entry, entryId, version }: Subject["known"],
): Omit<Mismatch, "changes"> {
  return {
    id: mintChangeId(pending.changeId, entryId, kind),
    ...{ kind, list, destination: entry.destination, name: entry.name, op: pending.op },
    ...{ entryId, entryVersion: version, citation: null, text: null },
    documentNumber: pending.documentNumber,
    publicationDate: pending.publicationDate,
  };
}

/** The same mismatch under another entry id. */
export function renameMismatch(mismatch: Mismatch, entryId: string): Mismatch {
  const { documentNumber, publicationDate, op, kind } = mismatch;
  // The id of a note's mismatch contains no entry id.
  if (documentNumber === null) return { ...mismatch, entryId };
  const changeId = mintChangeId(ruleKey({ documentNumber, publicationDate }), entryId, op);
  return { ...mismatch, entryId, id: mintChangeId(changeId, entryId, kind) };
}
