/** Changes of a printed list that are law, each of one field of one entry, drawn by a seed. */

import type { Entry } from "../../src/model/entry.ts";
import type { ListReading } from "../../src/model/reading/reading.ts";
import { seededRandom } from "./random.ts";

interface Edit {
  readonly field: keyof Entry;
  readonly cell: 1 | 2 | 3;
  /** Null where the entry has nothing of the kind. */
  readonly apply: (cell: string, entry: Entry) => string | null;
}

const EDITS_OF_LAW: readonly Edit[] = [
  {
    field: "name",
    cell: 1,
    apply: (cell, { name }) => swapLetter(cell, name),
  },
  {
    field: "aliases",
    cell: 1,
    apply: (cell, { aliases }) => swapLetter(cell, `—${aliases.at(-1)?.name}`),
  },
  {
    field: "addresses",
    cell: 1,
    apply: (cell, { addresses }) => {
      const number = /\d+/.exec(addresses.at(-1)?.text ?? "");
      const at = cell.lastIndexOf(addresses.at(-1)?.text ?? "\n");
      if (number === null || at === -1) return null;
      const from = at + number.index;
      return `${cell.slice(0, from)}${Number(number[0]) + 1}${cell.slice(from + number[0].length)}`;
    },
  },
  {
    field: "licenseRequirement",
    cell: 2,
    apply: (cell) => (cell.includes("744.11") ? cell.replace("744.11", "744.12") : null),
  },
  {
    field: "licenseRequirement",
    cell: 2,
    apply: (cell) => (cell.includes("734.9(g),3") ? cell.replace("(g),3", "(g),4") : null),
  },
  {
    field: "licenseReviewPolicy",
    cell: 3,
    apply: (cell) => (/^Presumption of/.test(cell) ? cell.replace(/^Presumption/, "Policy") : null),
  },
];

/** The last letter of the phrase becomes another one. */
function swapLetter(cell: string, phrase: string): string | null {
  const at = cell.indexOf(phrase);
  const last = phrase.search(/[a-z][^a-z]*$/);
  if (at === -1 || last === -1 || cell.indexOf(phrase, at + 1) !== -1) return null;
  const letter = phrase[last] === "o" ? "u" : "o";
  return cell.slice(0, at + last) + letter + cell.slice(at + last + 1);
}

export interface EditedRows {
  readonly rows: readonly (readonly string[])[];
  /** The field that was changed, by the position of the entry. */
  readonly fields: ReadonlyMap<number, keyof Entry>;
}

/** `read` is what the rows say before. */
export function editLaw(
  rows: readonly (readonly string[])[],
  read: Pick<ListReading, "entries" | "rows">,
  count: number,
  seed: number,
): EditedRows {
  const random = seededRandom(seed);
  const edited = [...rows];
  const fields = new Map<number, keyof Entry>();
  while (fields.size < count) {
    const nth = Math.floor(random() * read.entries.length);
    const { field, cell, apply } = EDITS_OF_LAW[fields.size % EDITS_OF_LAW.length] as Edit;
    const row = (read.rows[nth]?.[0] ?? 0) - 1;
    const entry = read.entries[nth];
    const text = edited[row]?.[cell];
    if (fields.has(nth) || entry === undefined || text === undefined) continue;
    const changed = apply(text, entry);
    if (changed === null) continue;
    edited[row] = (edited[row] ?? []).map((printed, at) => (at === cell ? changed : printed));
    fields.set(nth, field);
  }
  return { rows: edited, fields };
}
