/** The places of the eCFR's lists. */

import { escapeXml } from "../../../src/demo/markup.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { type HostilePlace, partsOf, unlessRefused } from "./place.ts";

const CELL_NAMES = ["destination", "entity", "requirement", "policy", "citation"];
const CELLS = [
  "IRAN",
  "Blue Works, 1 Road, Tehran, Iran.",
  "For all items subject to the EAR. (See § 744.11 of the EAR).",
  "Presumption of denial",
  "89 FR 1, 1/1/24.",
];

export function snapshotPlaces(): HostilePlace[] {
  const inCells = CELL_NAMES.map((name, at) => ({
    name,
    of: (text: string) => listOf([rowOf(CELLS.with(at, escapeXml(text)))]),
  }));
  const beside = [
    {
      name: "heading",
      of: (text: string) => listOf([rowOf(CELLS)], "", `Entity List ${escapeXml(text)}`),
    },
    {
      name: "footnote",
      of: (text: string) =>
        listOf([rowOf(CELLS), `<TFOOT><TR><TD><SU>1</SU> ${escapeXml(text)}</TD></TR></TFOOT>`]),
    },
    {
      name: "footnote in a cell",
      of: (text: string) =>
        listOf([rowOf(CELLS.with(2, `${CELLS[2]} <sup>${escapeXml(text)}</sup>`))]),
    },
    {
      name: "note",
      of: (text: string) =>
        listOf([rowOf(CELLS)], `<NOTE><HED>Note:</HED><P>${escapeXml(text)}</P></NOTE>`),
    },
    {
      name: "editorial note",
      of: (text: string) =>
        listOf(
          [rowOf(CELLS)],
          `<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 89 FR 1, Jan. 1, 2024, ${escapeXml(text)} could not be incorporated.</PSPACE></EDNOTE>`,
        ),
    },
    {
      name: "many rows",
      of: (text: string) =>
        listOf(partsOf(text).map((part) => rowOf(CELLS.with(1, escapeXml(part))))),
    },
  ];
  return [...inCells, ...beside].map(({ name, of }) => ({
    name: `eCFR: ${name}`,
    read: (text) => unlessRefused(() => parseSnapshot(of(text))),
  }));
}

function rowOf(cells: readonly string[]): string {
  return `<TR>${cells.map((cell) => `<TD>${cell}</TD>`).join("")}</TR>`;
}

function listOf(rows: readonly string[], after = "", heading = "Entity List"): string {
  return `<DIV5><DIV9 N="Supplement No. 4 to Part 744"><HEAD>${heading}</HEAD><TABLE>${rows.join("")}</TABLE>${after}</DIV9></DIV5>`;
}
