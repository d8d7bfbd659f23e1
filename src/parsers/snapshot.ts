/** Reads the lists from eCFR XML of 15 CFR part 744, as a stream: https://www.ecfr.gov/developers/documentation/api/v1 */

import type { ListCode } from "../model/entry.ts";
import { PipelineError } from "../model/errors.ts";
import type { ListReading, QuarantinedRow, SnapshotReading } from "../model/reading/reading.ts";
import { readXml, type XmlHandler } from "./document/well-formed.ts";
import { RowReader } from "./entry/rows.ts";
import { readListNotes } from "./list-notes.ts";
import { CellText, collapse } from "./text/cell-text.ts";
import { isHeadingOf, listOfSupplement } from "./text/list-supplement.ts";

/** Throws `parse/truncated`, `parse/not-xml`, or `parse/no-list` if the text holds no list's supplement. */
export function parseSnapshot(xml: string): SnapshotReading {
  const reader = new SnapshotReader();
  readXml(xml, reader);
  const { lists, misnamed } = reader;
  if (lists.length === 0) {
    throw new PipelineError(
      "parse/no-list",
      misnamed[0]?.reason ?? "it holds no table of Supplement No. 4, 6 or 7 to Part 744",
      {
        hint: "request all of part 744 from the eCFR",
      },
    );
  }
  return {
    lists: lists.map(({ reading }) => reading),
    quarantine: [...misnamed, ...lists.flatMap(({ quarantine }) => quarantine)],
  };
}

interface ReadList {
  readonly reading: ListReading;
  readonly quarantine: readonly QuarantinedRow[];
}

/** Tracks the position in the document; `RowReader` reads the rows. */
class SnapshotReader implements XmlHandler {
  readonly lists: ReadList[] = [];
  /** Supplements with a list's number and another heading, as row 0. */
  readonly misnamed: QuarantinedRow[] = [];
  #list: ListCode | null = null;
  #rows: RowReader | null = null;
  #tables = 0;
  #notes: string[] = [];
  #note: CellText | null = null;
  #heading: CellText | null = null;
  #named = "";
  #cells: string[] | null = null;
  #cell: CellText | null = null;
  #footer = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#cell !== null) this.#openInCell(name, this.#cell);
    else if (this.#list === null) {
      if (name === "DIV9") this.#openList(attributes["N"] ?? "");
    } else if (name === "TABLE") this.#tables += 1;
    else if (name === "TFOOT" || name === "THEAD") this.#footer += 1;
    else if (name === "TR") this.#cells = [];
    else if (name === "TD" && this.#cells !== null) this.#cell = new CellText();
    else if (name === "HEAD" && this.#named === "") this.#heading = new CellText();
    else if (name === "EDNOTE" || name === "EFFDNOT") this.#note = new CellText();
  }

  close(name: string): void {
    if (name === "TD" && this.#cell !== null) {
      this.#cells?.push(this.#cell.finish());
      this.#cell = null;
    } else if (name === "TR" && this.#cells !== null) {
      // A row without TD holds the column headings; THEAD and TFOOT hold headings and footnotes.
      if (this.#footer === 0 && this.#cells.length > 0) this.#rows?.push(this.#cells);
      this.#cells = null;
    } else if (this.#list !== null && (name === "TFOOT" || name === "THEAD")) this.#footer -= 1;
    else if (this.#note !== null && (name === "EDNOTE" || name === "EFFDNOT")) {
      this.#notes.push(collapse(this.#note.finish()));
      this.#note = null;
    } else if (name === "HEAD" && this.#heading !== null) {
      this.#named = collapse(this.#heading.finish());
      this.#heading = null;
    } else if (this.#list !== null && name === "DIV9") this.#closeList(this.#list);
  }

  text(text: string): void {
    if (this.#cell !== null) this.#cell.append(text);
    else if (this.#heading !== null) this.#heading.append(text);
    else if (this.#note !== null) this.#note.append(text);
  }

  #openInCell(name: string, cell: CellText): void {
    if (name === "br" || name === "BR") cell.breakLine();
    else if (name === "sup" || name === "SU") cell.joinRaised();
  }

  #openList(heading: string): void {
    this.#list = listOfSupplement(heading);
    this.#rows = this.#list === null ? null : new RowReader(this.#list);
    this.#tables = 0;
    this.#notes = [];
    this.#named = "";
  }

  #closeList(list: ListCode): void {
    // Silence is a statement: a supplement without its table says nothing about the list.
    if (this.#tables > 0 && this.#named !== "" && !isHeadingOf(list, this.#named)) {
      const reason = `the supplement of ${list} has the heading “${this.#named}”, so it is not read`;
      this.misnamed.push({ list, row: 0, reason, text: this.#named });
    } else if (this.#tables > 0 && this.#rows !== null) {
      const { entries, rows, terms, tally, destinations, quarantine } = this.#rows.finish();
      const reading = {
        list,
        entries,
        rows,
        terms,
        tally,
        destinations,
        notes: readListNotes(this.#notes),
      };
      this.lists.push({ reading, quarantine });
    }
    this.#list = null;
    this.#rows = null;
  }
}
