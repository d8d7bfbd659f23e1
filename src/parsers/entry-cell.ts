/** Reads the entity column: name, aliases, addresses, subordinate institutions and cross-references. */

import { takeCrossReferences } from "./cross-references.ts";
import { EntryCellReader, type ReadCell } from "./entry-cell-reader.ts";
import { plainPrint } from "./plain-print.ts";

export interface EntryCell extends ReadCell {
  readonly crossReferences: readonly string[];
}

/**
 * `printed` is the cell, and below it the cells of its continuation rows, each line as printed; `within` the country of
 * the destination it stands under. Never fails.
 */
export function readEntryCell(printed: string, within: string | null = null): EntryCell {
  const text = plainPrint(printed);
  const { text: own, crossReferences } = takeCrossReferences(text);
  const reader = new EntryCellReader();
  const plain = own.split("\n");
  const lines = own === text ? plain : plain.map((line) => line.trim());
  const head = lines.shift() ?? "";
  reader.readHead(head, lines);
  for (const line of lines) reader.readLine(line);
  return { ...reader.finish(within), crossReferences };
}
