/** The content of a demo rule, before it becomes XML or PDF. The wording is this project's own. */

import type { RowFacts, RuleFacts } from "./facts.ts";
import { quotedName, splitCitations } from "./markup.ts";
import { longDate } from "./render-document.ts";
import { plain, type Span, type Text } from "./typeset/manuscript.ts";

/** Every so many rows, the address gets its own row, as sometimes in real rules. */
const OWN_ADDRESS_ROW_EVERY = 4;

export interface RulePage {
  readonly docket: string | null;
  readonly rin: string | null;
  readonly title: string;
  readonly summary: string;
  readonly dates: string;
  readonly reasons: readonly string[];
  /** The entities that the rule adds, by destination. */
  readonly names: readonly { readonly place: string; readonly names: readonly string[] }[];
  readonly authority: { readonly instruction: string; readonly text: string };
  /** The first instruction names the supplement, the others have letters. */
  readonly instructions: readonly Text[];
  readonly table: readonly PageDestination[];
  readonly documentNumber: string;
  /** Days, `2025-03-25`. */
  readonly filedOn: string;
  readonly publishedOn: string;
}

interface PageDestination {
  readonly destination: string;
  readonly rows: readonly PageRow[];
}

export interface PageRow {
  /** The entry cell, line by line. */
  readonly lines: readonly Text[];
  /** The address, if it has its own row. */
  readonly address: Text | null;
  readonly licenseRequirement: Text;
  readonly licenseReviewPolicy: string;
  readonly citations: string;
}

export function rulePage(facts: RuleFacts): RulePage {
  return {
    docket: facts.docketId === undefined ? null : `[${facts.docketId}]`,
    rin: facts.rin === undefined ? null : `RIN ${facts.rin}`,
    title: facts.title,
    summary: summaryOf(facts),
    dates: `This rule is effective ${longDate(facts.effectiveOn)}.`,
    reasons: reasonsOf(facts),
    names: groupByDestination(facts.added).map(({ destination, rows }) => {
      return { place: titleCase(destination), names: rows.map(quotedName) };
    }),
    authority: {
      instruction: "1. The authority citation for 15 CFR part 744 continues to read as follows:",
      text: "50 U.S.C. 4801-4852.",
    },
    instructions: [plain("2. Supplement No. 4 to part 744 is amended:"), ...lettered(facts)],
    table: tableOf(facts),
    documentNumber: facts.documentNumber,
    filedOn: facts.effectiveOn,
    publishedOn: facts.publicationDate,
  };
}

function summaryOf({ claims, revised }: RuleFacts): string {
  const places = Object.entries(claims.revised ?? {});
  const modifies =
    places.length === 0
      ? ""
      : ` This final rule also modifies ${numberWord(revised.length)} existing entries on the Entity List, under the destinations of ${countList(places)}.`;
  return `The Bureau of Industry and Security (BIS) amends the Export Administration Regulations (EAR) by adding ${claims.entities} entities to the Entity List, under the destinations of ${countList(Object.entries(claims.destinations))}.${modifies}`;
}

/** The justifications in the facts. None is invented. */
function reasonsOf(facts: RuleFacts): string[] {
  return facts.reasons.map(({ text, sections }) => {
    const names = groupByDestination(facts.added).flatMap(({ destination, rows }) =>
      rows.map((row) => `${quotedName(row)}, under the destination of ${titleCase(destination)}`),
    );
    const signs = sections.map((section) => `§ ${section}`).join(" and ");
    return `The ERC determined to add ${enumerate(names, "; ")}, to the Entity List. These additions are based on information that these entities are involved in activities contrary to the national security or foreign policy interests of the United States under ${signs} of the EAR: ${text}`;
  });
}

function lettered(facts: RuleFacts): Text[] {
  const instructions = [
    ...groupByDestination(facts.added).map(({ destination, rows }) => {
      const what = rows.length === 1 ? "an entry" : "entries";
      return { words: `Under ${destination}, by adding in alphabetical order, ${what} for `, rows };
    }),
    ...groupByDestination(facts.revised).map(({ destination, rows }) => {
      return { words: `Under ${destination}, by revising the entry for `, rows };
    }),
  ];
  const last = instructions.length - 1;
  return instructions.map(({ words, rows }, at) => [
    { text: `${String.fromCharCode(97 + at)}. ${words}` },
    ...quotedNames(rows),
    { text: at === last ? "." : ";" },
  ]);
}

/** `“A”; “B”; and “C”`, with `and` in italics. */
function quotedNames(rows: readonly RowFacts[]): Span[] {
  const quoted = rows.map((row) => `“${quotedName(row)}”`);
  const last = quoted.pop() ?? "";
  if (quoted.length === 0) return [{ text: last }];
  return [
    { text: `${quoted.join("; ")}; ` },
    { text: "and", style: "italic" },
    { text: ` ${last}` },
  ];
}

function tableOf(facts: RuleFacts): PageDestination[] {
  let printed = 0;
  return groupByDestination([...facts.added, ...facts.revised]).map(({ destination, rows }) => {
    const pageRows = rows.map((row) => {
      printed += 1;
      return pageRow(row, printed, facts.publicationDate);
    });
    return { destination, rows: pageRows };
  });
}

function pageRow(row: RowFacts, nth: number, publicationDate: string): PageRow {
  const [first = "", ...lines] = row.entity;
  const aliases = lines.filter((line) => line.startsWith("—"));
  const addresses = lines.slice(aliases.length);
  const hasOwnRow = addresses.length > 0 && nth % OWN_ADDRESS_ROW_EVERY === 0;
  return {
    lines: [first, ...(hasOwnRow ? aliases : lines)].map(withItalicAnd),
    address: hasOwnRow ? withItalicAnd(addresses.join(" ")) : null,
    licenseRequirement: withFootnote(row.licenseRequirement),
    licenseReviewPolicy: row.licenseReviewPolicy,
    citations: placeholderCitations(row.citations, publicationDate),
  };
}

/** Prints `and` in italics in `; and`, at the end of a line and between addresses. */
function withItalicAnd(line: string): Text {
  return line.split(/(?<=; )(and)(?=$| )/).flatMap((text, at): Span[] => {
    if (text === "") return [];
    return [at % 2 === 1 ? { text, style: "italic" } : { text }];
  });
}

/** The digit after the closing bracket is a footnote mark. */
function withFootnote(requirement: string): Text {
  const mark = /^(.*\) )([1-5])$/.exec(requirement);
  if (mark === null) return plain(requirement);
  return [{ text: mark[1] ?? "" }, { text: mark[2] ?? "", style: "raised" }];
}

/** A rule does not know its own page, so its citation is a placeholder with the date. */
function placeholderCitations(citations: string, publicationDate: string): string {
  const earlier = splitCitations(citations).slice(0, -1);
  const own = `90 FR [INSERT FR PAGE NUMBER AND ${shortDate(publicationDate, "/", 4)}].`;
  return [...earlier, own].join(" ");
}

interface DestinationRows {
  readonly destination: string;
  readonly rows: readonly RowFacts[];
}

/** Destinations in order of first appearance. */
function groupByDestination(rows: readonly RowFacts[]): DestinationRows[] {
  const groups = Map.groupBy(rows, ({ destination }) => destination);
  return [...groups].map(([destination, group]) => ({ destination, rows: group }));
}

function countList(counts: readonly (readonly [string, number])[]): string {
  const named = counts.map(([destination, count]) => {
    return `${destination.startsWith("United") ? "the " : ""}${destination} (${count})`;
  });
  return enumerate(named, ", ");
}

/** `a`, `a and b`, `a, b, and c`, with the given separator. */
function enumerate(items: readonly string[], separator: string): string {
  if (items.length <= 1) return items.join("");
  if (items.length === 2 && separator === ", ") return items.join(" and ");
  return `${items.slice(0, -1).join(separator)}${separator}and ${items.at(-1)}`;
}

function titleCase(heading: string): string {
  const words = heading.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  return words.replace(/^China, People's Republic Of$/, "China");
}

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** `2025-03-28` → `3-28-25` or `3/28/2025`. */
export function shortDate(day: string, separator: string, yearDigits: 2 | 4 = 2): string {
  const [year = "", month, date] = day.split("-");
  return [Number(month), Number(date), year.slice(-yearDigits)].join(separator);
}
