/** The column type of a stored Entry: JSON with the version of its shape, brought up to date when it is read. */

import { customType } from "drizzle-orm/sqlite-core";
import type { Entry } from "../../model/entry.ts";
import { PipelineError } from "../../model/errors.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Brings the fields of one shape to the next one. */
export type Upgrade = (older: Fields) => Fields;

/**
 * The first upgrades shape 1, the second shape 2, and so on: add one when a change of `Entry` leaves stored entries
 * without a field, or with another meaning of one.
 */
const UPGRADES: readonly Upgrade[] = [];

export const storedEntry = customType<{ data: Entry; driverData: string }>({
  dataType: () => "text",
  toDriver: (entry) => writeEntry(entry),
  fromDriver: (text) => readEntry(text),
});

export function writeEntry(entry: Entry, upgrades: readonly Upgrade[] = UPGRADES): string {
  return JSON.stringify({ ...entry, shape: upgrades.length + 1 });
}

/** @throws PipelineError store/newer-schema if a newer version of this program wrote the entry */
export function readEntry(text: string, upgrades: readonly Upgrade[] = UPGRADES): Entry {
  const { shape, ...fields } = JSON.parse(text) as Fields;
  const current = upgrades.length + 1;
  if (typeof shape !== "number" || shape < 1 || shape > current) {
    throw new PipelineError(
      "store/newer-schema",
      `a stored entry has shape ${shape}, and this version reads up to ${current}`,
      { hint: "update entitywire" },
    );
  }
  const upgraded = upgrades.slice(shape - 1).reduce((older, upgrade) => upgrade(older), fields);
  return upgraded as unknown as Entry;
}

/** The JSON of the entry alone, current; without parsing where the stored text is current. */
export function entryJson(text: string): string {
  const end = `,"shape":${UPGRADES.length + 1}}`;
  return text.endsWith(end) ? `${text.slice(0, -end.length)}}` : JSON.stringify(readEntry(text));
}
