/** Reads the entity column: name, aliases, addresses, subordinate institutions and cross-references. */

import { NAME_QUOTED } from "../../model/entry.ts";
import { plainPrint } from "../text/plain-print.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { EntryCellReader, type ReadCell } from "./cell-reader.ts";
import { takeCrossReferences } from "./cross-references.ts";
import { quotedHead } from "./quoted-head.ts";

export interface EntryCell extends ReadCell {
  readonly crossReferences: readonly string[];
}

/**
 * `printed` is the cell followed by the cells of its continuation rows, each line as printed. `within` is the country
 * of the destination. `quoted` holds the names that instructions quote for that destination. Never fails.
 */
export function readEntryCell(
  printed: string,
  within: string | null = null,
  quoted: readonly string[] = [],
): EntryCell {
  const text = plainPrint(printed);
  const { text: own, crossReferences } = takeCrossReferences(text);
  const plain = own.split("\n");
  const printedLines = own === text ? plain : plain.map((line) => line.trim());
  const [head = "", ...lines] = joinHead(printedLines, quoted) ?? printedLines;
  const joined = lines.length + 1 < printedLines.length ? [NAME_OVER_LINES] : [];
  const cell = readLines(head, lines, within, null);
  const isLast = lines.every((line) => line === "");
  const name = quotedHead(head, cell.name, quoted, isLast);
  if (name === null) return { ...cell, flags: [...cell.flags, ...joined], crossReferences };
  const { flags, ...named } = readLines(head, lines, within, name);
  return { ...named, flags: [...flags, ...joined, NAME_QUOTED], crossReferences };
}

/** The name continues in the next row: "Ardent Optique | SARL, 12 Rue …". */
const NAME_OVER_LINES = "name-over-rows";

/**
 * Joins the first two lines if the name continues on the second: as an instruction quotes it, or with its legal form.
 * Null otherwise.
 */
function joinHead(lines: readonly string[], quoted: readonly string[]): string[] | null {
  const [head = "", next = "", ...rest] = lines;
  if (head === "" || next === "" || /[,;:.—]$/.test(head)) return null;
  const whole = `${head} ${next}`;
  const isQuoted = quoted
    .map(plainPrint)
    .some(
      (name) =>
        name.startsWith(`${head} `) &&
        /^(?:\s*[,;(]|\s+[af]\.k\.a|$)/.test(whole.slice(name.length)) &&
        whole.startsWith(name),
    );
  const isForm = !/[,;\d]/.test(head) && findAliasMarker(head) === null && LEGAL_FORM.test(next);
  return isQuoted || isForm ? [whole, ...rest] : null;
}

const LEGAL_FORM =
  /^(?:co\.?,? )?(?:ltd|limited|llc|inc|gmbh|sarl|s\.a\.r\.l|jsc|pjsc|ooo|fze|fzco|fzc|b\.v|s\.p\.a|plc|bhd)\b\.?(?=[,;]|$)/i;

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
