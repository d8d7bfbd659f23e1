/** The printed rows of a snapshot's lists, before anything is read into them. */

import { escapeText } from "entities";
import type { ListCode } from "../../src/model/entry.ts";
import { readXml } from "../../src/parsers/document/well-formed.ts";
import { CellText } from "../../src/parsers/text/cell-text.ts";
import { listOfSupplement } from "../../src/parsers/text/list-supplement.ts";

export interface PrintedRow {
  readonly list: ListCode;
  readonly cells: readonly string[];
}

export function rowsOfSnapshot(xml: string): PrintedRow[] {
  const rows: PrintedRow[] = [];
  let list: ListCode | null = null;
  let outside = 0;
  let cells: string[] = [];
  let cell: CellText | null = null;
  readXml(xml, {
    open(name, attributes) {
      if (name === "DIV9") list = listOfSupplement(attributes["N"] ?? "");
      else if (name === "THEAD" || name === "TFOOT") outside += 1;
      else if (name === "TR") cells = [];
      else if (name === "TD") cell = new CellText();
      else if (name === "br") cell?.breakLine();
      else if (name === "sup") cell?.joinRaised();
    },
    close(name) {
      if (name === "THEAD" || name === "TFOOT") outside -= 1;
      else if (name === "TD" && cell !== null) {
        cells.push(cell.finish());
        cell = null;
      } else if (name === "TR" && list !== null && outside === 0 && cells.length > 0) {
        rows.push({ list, cells });
      }
    },
    text: (text) => cell?.append(text),
  });
  return rows;
}

const TITLES: Readonly<Record<ListCode, readonly [number, string]>> = {
  EL: [4, "Entity List"],
  UVL: [6, "Unverified List"],
  MEU: [7, "‘Military End-User’ (MEU) List"],
};

/** Cells as the eCFR would set them again. */
export function printList(rows: readonly (readonly string[])[], list: ListCode = "EL"): string {
  const cell = (text: string) => `<TD>${escapeText(text).replaceAll("\n", "<br/>")}</TD>`;
  const body = rows.map((cells) => `<TR>${cells.map(cell).join("")}</TR>`).join("\n");
  const [number, title] = TITLES[list];
  const head = `Supplement No. ${number} to Part 744`;
  return `<DIV9 N="${head}" TYPE="APPENDIX"><HEAD>${head}—${title}</HEAD><TABLE><TBODY>${body}</TBODY></TABLE></DIV9>`;
}

/** Each list in a supplement of its own. */
export function printSnapshot(rows: readonly PrintedRow[]): string {
  const lists = [...Map.groupBy(rows, ({ list }) => list)].map(([list, of]) =>
    printList(
      of.map(({ cells }) => cells),
      list,
    ),
  );
  return `<DIV5>${lists.join("\n")}</DIV5>`;
}
