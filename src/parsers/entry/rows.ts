/** Turns the rows of a list's table into entries, for snapshots and rules. Every row is accounted for in the tally. */

import { countryOfDestination } from "../../model/country.ts";
import type { Citation, Entry, ListCode } from "../../model/entry.ts";
import { lettersOf } from "../../model/list/letters.ts";
import { nameKey } from "../../model/name-key.ts";
import type { PrintedTerms, QuarantinedRow, RowTally } from "../../model/reading/reading.ts";
import { readEntryCell } from "./cell.ts";
import { readCitations } from "./citations.ts";
import { isGroupLabel, readGroupHeading } from "./group-heading.ts";
import { looksLikeLicenseRequirement, readLicenseRequirement } from "./license-requirement.ts";
import { readLicenseReviewPolicy } from "./license-review-policy.ts";
import { joinSplitName, type QuotedNames } from "./quoted-head.ts";
import { columnsOf, type RowCells, splitCells, withoutStars } from "./row-cells.ts";

export interface ReadRows {
  readonly entries: readonly Entry[];
  /** Parallel to `entries`: the 1-based rows each entry was read from, the first being its head. */
  readonly rows: readonly (readonly number[])[];
  /** Parallel to `entries`. */
  readonly terms: readonly PrintedTerms[];
  readonly tally: RowTally;
  readonly destinations: number;
  readonly quarantine: readonly QuarantinedRow[];
}

/** An entry whose continuation rows may still come. */
interface Draft {
  readonly destination: string;
  text: string;
  columns: RowCells;
  remarks: string | null;
  readonly rows: number[];
  readonly flags: Set<string>;
}

/** A list prints an unknown destination in capitals; other text in its place is no heading. */
function mayBeDestination(text: string): boolean {
  return countryOfDestination(text) !== null || !(DASH.test(text) || /\p{Ll}{2}/u.test(text));
}

const STARS = /^\s*\*[*\s]*$/;
const DASH = /^[—–―-]/;
/** The longest cell of 2026, Huawei's, has about 4,000 characters; the readers of a cell may rely on this limit. */
const MAX_CELL_LENGTH = 200_000;
const SHOWN_OF_GIANT = 1000;

export class RowReader {
  readonly #list: ListCode;
  readonly #drafts: Draft[] = [];
  readonly #destinations = new Set<string>();
  readonly #quarantine: QuarantinedRow[] = [];
  readonly #tally = { rows: 0, entries: 0, continuations: 0, headings: 0, reserved: 0 };
  #destination: string | null = null;
  #group: { remarks: string; citations: string } | null = null;
  /** Rows without license columns: they continue the entry above, unless the next row shows that they begin an entry. */
  #held: RowCells[] = [];

  constructor(list: ListCode) {
    this.#list = list;
  }

  /** `cells` as printed, lines joined by `\n`. Two rows printed as one count as two. */
  push(cells: readonly string[]): void {
    const columns = columnsOf(this.#list);
    if (cells.length === 2 * columns) {
      this.#pushRow(cells.slice(0, columns), ["row-glued"]);
      this.#pushRow(cells.slice(columns), ["row-glued"]);
    } else this.#pushRow(cells, []);
  }

  /** `quoted` gives the names that instructions quote for the rows of a destination. */
  finish(quoted: QuotedNames = () => []): ReadRows {
    this.#placeHeldRows();
    const entries = this.#drafts.map((draft) => {
      return this.#finishDraft(draft, quoted(this.#list, draft.destination));
    });
    return {
      entries,
      rows: this.#drafts.map((draft) => draft.rows),
      terms: this.#drafts.map(({ columns: { requirement, spilled, policy, citations } }) => [
        spilled === ""
          ? requirement
          : `${requirement}
${spilled}`,
        policy,
        citations,
      ]),
      tally: { ...this.#tally, entries: entries.length, quarantined: this.#quarantine.length },
      destinations: this.#destinations.size,
      quarantine: this.#quarantine,
    };
  }

  #pushRow(cells: readonly string[], flags: readonly string[]): void {
    this.#tally.rows += 1;
    const row = this.#tally.rows;
    const longest = Math.max(0, ...cells.map(({ length }) => length));
    if (longest > MAX_CELL_LENGTH) {
      this.#placeHeldRows();
      const reason = `a cell has ${longest} characters, more than the limit of ${MAX_CELL_LENGTH}`;
      this.#reject(
        row,
        reason,
        cells.map((cell) => cell.slice(0, SHOWN_OF_GIANT)),
      );
      return;
    }
    if (this.#isHeading(cells)) {
      this.#placeHeldRows();
      this.#tally.headings += 1;
      return;
    }
    const columns = splitCells(this.#list, cells, row, flags);
    if (typeof columns === "string") {
      this.#placeHeldRows();
      this.#reject(row, columns, cells);
      return;
    }
    if (columns.destination !== "") {
      this.#placeHeldRows();
      this.#enter(columns.destination);
    }
    if (lettersOf(columns.entity) === "reserved") {
      this.#placeHeldRows();
      this.#tally.reserved += 1;
    } else if (this.#list !== "EL" && this.#readGroupRow(columns)) {
      // A heading of the MEU list, or an entry below one.
    } else if (columns.bare) this.#held.push(columns);
    else this.#readFullRow(columns);
  }

  /** Blank rows, stars, column headings, and a destination alone or before stars. */
  #isHeading(cells: readonly string[]): boolean {
    const [first = "", second = ""] = cells;
    if (first === "" && second !== "" && !second.startsWith("*")) return false;
    const filled = cells.filter((cell) => cell !== "" && !STARS.test(cell));
    if (filled.length === 0) return true;
    if (/^country$/i.test(first) && /^(?:entity|listed person)/i.test(second)) return true;
    if (filled.length > 1 || filled[0] !== first || !mayBeDestination(withoutStars(first)))
      return false;
    this.#placeHeldRows();
    this.#enter(withoutStars(first));
    return true;
  }

  #enter(destination: string): void {
    this.#destination = destination;
    this.#destinations.add(nameKey(destination));
    this.#group = null;
  }

  #readGroupRow(columns: RowCells): boolean {
    const heading = readGroupHeading(columns.entity);
    if (heading !== null) {
      this.#group = { remarks: heading, citations: columns.citations };
      this.#tally.headings += 1;
      return true;
    }
    if (isGroupLabel(columns.entity)) {
      this.#tally.headings += 1;
      return true;
    }
    if (this.#group === null) return false;
    if (columns.citations !== "") {
      this.#group = null;
      return false;
    }
    const { remarks, citations } = this.#group;
    if (citations !== "") columns.flags.add("citation-inherited");
    this.#begin({ ...columns, citations }, remarks);
    return true;
  }

  #readFullRow(columns: RowCells): void {
    const head = this.#held.at(-1);
    if (head === undefined || !DASH.test(columns.entity)) {
      this.#placeHeldRows();
      if (DASH.test(columns.entity) && columns.destination === "") {
        if (this.#continueAll(columns)) return;
        const reason =
          "the row starts with an alias, but no row above it lacks its license columns";
        this.#rejectColumns(columns, reason);
      } else this.#begin(columns, null);
      return;
    }
    // ICSOSO Electronics, 2023: the first row ends within the aliases, the second row has the license columns.
    this.#held.pop();
    this.#placeHeldRows();
    const flags = new Set([...head.flags, ...columns.flags, "license-on-continuation"]);
    const entity = `${head.entity}\n${columns.entity}`;
    this.#begin({ ...columns, entity, flags, row: head.row }, null);
    this.#drafts.at(-1)?.rows.push(columns.row);
    this.#tally.continuations += 1;
  }

  #begin(columns: RowCells, remarks: string | null): void {
    this.#placeHeldRows();
    if (this.#destination === null) {
      this.#rejectColumns(columns, "no destination heading stands above the row");
      return;
    }
    this.#drafts.push({
      destination: this.#destination,
      text: columns.entity,
      columns,
      remarks,
      rows: [columns.row],
      flags: columns.flags,
    });
  }

  /** A row split by a page break: it begins with an alias, and its license columns continue those above. */
  #continueAll({ row, entity, requirement, policy, citations }: RowCells): boolean {
    const above = this.#drafts.at(-1);
    if (this.#list !== "EL" || above?.destination !== this.#destination) return false;
    const isWhole = looksLikeLicenseRequirement(above.columns.requirement);
    if (isWhole && looksLikeLicenseRequirement(requirement)) return false;
    above.text = `${above.text}\n${entity}`;
    above.columns = {
      ...above.columns,
      requirement: `${above.columns.requirement} ${requirement}`.trim(),
      policy: `${above.columns.policy} ${policy}`.trim(),
      citations: `${above.columns.citations} ${citations}`.trim(),
    };
    above.rows.push(row);
    this.#tally.continuations += 1;
    return true;
  }

  #placeHeldRows(): void {
    const held = this.#held;
    this.#held = [];
    for (const columns of held) {
      const above = this.#drafts.at(-1);
      if (columns.destination !== "" || above?.destination !== this.#destination) {
        const reason =
          "the row has no license or citation column, and no entry of its destination stands above it";
        this.#rejectColumns(columns, reason);
        continue;
      }
      above.text = `${above.text}\n${columns.entity}`;
      above.rows.push(columns.row);
      this.#tally.continuations += 1;
    }
  }

  #finishDraft(
    { destination, text, columns, remarks, rows, flags }: Draft,
    quoted: readonly string[],
  ): Entry {
    const isEl = this.#list === "EL";
    const country = countryOfDestination(destination);
    const whole = rows.length > 1 ? joinSplitName(text, columns.entity, quoted) : null;
    if (whole !== null) flags.add("name-over-rows");
    const lines = whole ?? text;
    const printed = columns.spilled === "" ? lines : `${lines}\n${columns.spilled}`;
    const cell = readEntryCell(printed, country, quoted);
    const citations: readonly Citation[] = readCitations(columns.citations);
    const policy = columns.policy === "" ? null : readLicenseReviewPolicy(columns.policy);
    if (isEl && columns.requirement === "") flags.add("license-requirement-missing");
    if (isEl && policy === null) flags.add("license-review-policy-missing");
    if (policy?.kind === "none") flags.add("license-review-policy-unread");
    if (citations.length === 0) flags.add("citation-missing");
    return {
      list: this.#list,
      destination,
      country,
      kind: cell.kind,
      name: cell.name,
      aliases: cell.aliases,
      addresses: cell.addresses,
      subordinates: cell.subordinates,
      crossReferences: cell.crossReferences,
      remarks: remarks ?? cell.remarks,
      licenseRequirement:
        isEl && columns.requirement !== "" ? readLicenseRequirement(columns.requirement) : null,
      licenseReviewPolicy: isEl ? policy : null,
      citations,
      flags: [...flags, ...cell.flags],
      raw: text,
    };
  }

  #rejectColumns(columns: RowCells, reason: string): void {
    this.#reject(columns.row, reason, columns.cells);
  }

  #reject(row: number, reason: string, cells: readonly string[]): void {
    this.#quarantine.push({ list: this.#list, row, reason, text: cells.join(" | ") });
  }
}
