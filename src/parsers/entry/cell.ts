/** Reads the entity column: name, aliases, addresses, subordinate institutions and cross-references. */

import { NAME_QUOTED } from "../../model/entry.ts";
import { plainPrint } from "../text/plain-print.ts";
import { EntryCellReader, type ReadCell } from "./cell-reader.ts";
import { takeCrossReferences } from "./cross-references.ts";
import { quotedHead } from "./quoted-head.ts";

export interface EntryCell extends ReadCell {
  readonly crossReferences: readonly string[];
}

/**
 * `printed` is the cell, and below it the cells of its continuation rows, each line as printed; `within` the country of
 * the destination it stands under; `quoted` the names by which instructions speak of rows there. Never fails.
 */
export function readEntryCell(
  printed: string,
  within: string | null = null,
  quoted: readonly string[] = [],
): EntryCell {
  const text = plainPrint(printed);
  const { text: own, crossReferences } = takeCrossReferences(text);
  const plain = own.split("\n");
  const [head = "", ...lines] = own === text ? plain : plain.map((line) => line.trim());
  const cell = readLines(head, lines, within, null);
  const isLast = lines.every((line) => line === "");
  const name = quotedHead(head, cell.name, quoted, isLast);
  if (name === null) return { ...cell, crossReferences };
  const { flags, ...named } = readLines(head, lines, within, name);
  return { ...named, flags: [...flags, NAME_QUOTED], crossReferences };
}

function readLines(
  head: string,
  lines: readonly string[],
  within: string | null,
  name: string | null,
): ReadCell {
  const reader = new EntryCellReader();
  reader.readHead(head, lines, name);
  for (const line of lines) reader.readLine(line);
  return reader.finish(within);
}
