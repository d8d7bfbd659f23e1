/** Texts that repeat what the parsers look for, and every place where a foreign text enters. */

import { escapeXml } from "../../src/demo/markup.ts";
import { partySchema } from "../../src/exports/legal-form.ts";
import { countryOfAddress, countryOfDestination } from "../../src/model/country.ts";
import { PipelineError } from "../../src/model/errors.ts";
import { nameKey } from "../../src/model/name-key.ts";
import { meaningOfNote } from "../../src/model/reading/editorial-note.ts";
import { nameSound } from "../../src/model/search/name-match.ts";
import { detectDocument, detectKind } from "../../src/parsers/document/detect.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { refusedStatus } from "../../src/sources/refused-status.ts";
import { asExtractedText } from "./rendered-rule/as-extracted-text.ts";
import { asGpoText } from "./rendered-rule/as-gpo-text.ts";
import { asHtml } from "./rendered-rule/as-html.ts";
import { asLooseLines } from "./rendered-rule/as-loose-lines.ts";
import { asXml } from "./rendered-rule/as-xml.ts";
import type { PrintedPage } from "./rendered-rule/printed-page.ts";
import type { PrintedEntry } from "./rendered-rule/printed-rule.ts";

/** What patterns of the parsers start, repeat or end with. */
export const TOKENS: readonly string[] = [
  ..." \u00a0\t\n,;:.()[]{}<>*-–—§'\"`“”‘’&/\\|$%#@=+~^_a1I•",
  "A.",
  "A. ",
  "a ",
  "1. ",
  "1.1.",
  "1,",
  "a.k.a. ",
  "a.k.a., the following ",
  "the following ",
  "the following one alias:",
  "the following xx alias ",
  "“A”; ",
  "“A” and “B”, ",
  "‘‘A’’ ",
  "'A' ",
  '"A" ',
  "(A) ",
  "(see A) ",
  "((",
  "()",
  "[FR Doc. ",
  "[[Page 1]] ",
  "<!---->",
  "<!--",
  "<!DOCTYPE ",
  "<?a?>",
  "<a>",
  "</a>",
  "&nbsp;",
  "&amp;",
  "744.11(a), ",
  "§ 744.11 ",
  "(See § 744.11) ",
  "89 FR 1, 1/1/24. ",
  "January 1, 2024, ",
  "1/1/24 ",
  "twenty ",
  "and ",
  ", and ",
  "; and ",
  ".  and ",
  "—A; ",
  "P.O. Box ",
  "No. 1 ",
  "China ",
  "CHINA, ",
  "Iran (1), ",
  "Co., Ltd. ",
  "gmbh A ",
  "Entity List ",
  "to the Entity List ",
  "adding one entity to the ",
  "removing ",
  "revising the entry for ",
  "in the entry for “A”, ",
  "Under CHINA, ",
  "b. ",
  "(i) ",
  "2.a and ",
  "instructions 2.a and ",
  "supplement no. 4 to part 744 ",
  "is amended by ",
  "effective ",
  "is effective January 1, 2024. ",
  "entity ",
  "entities ",
  "* * ",
  "x-y ",
  "aaaaaaaaaaaaaaaaaaaa-",
  "word ",
];

export interface HostilePlace {
  readonly name: string;
  readonly read: (text: string) => void;
}

/** Stands where the hostile text is put; no parser knows it. */
const MARK = "Hostilemark";

const ENTRY: PrintedEntry = {
  name: "Blue Works Co., Ltd.",
  aliases: ["Blue Works", "BW"],
  addresses: ["1 Harbor Road, Shanghai, China"],
  requirement: "For all items subject to the EAR. (See § 744.11 of the EAR).",
  policy: "Presumption of denial",
  citations: [],
  ownAddressRow: false,
};
const CHINA = {
  heading: "CHINA, PEOPLE'S REPUBLIC OF",
  name: "China",
  city: "Shanghai",
  people: "Chinese",
};

/** The slots of a rule: each gives a page that is all right but for the mark in one place. */
const SLOTS: Readonly<Record<string, (page: PrintedPage) => PrintedPage>> = {
  title: (page) => ({ ...page, title: `${page.title}; ${MARK}` }),
  summary: (page) => ({ ...page, summary: `${page.summary} ${MARK}` }),
  "summary's claim": (page) => ({
    ...page,
    summary: `This rule adds one entity ${MARK} to the Entity List.`,
  }),
  dates: (page) => ({ ...page, dates: `${page.dates} ${MARK}` }),
  "date itself": (page) => ({ ...page, dates: `This rule is effective ${MARK}` }),
  paragraph: (page) => ({ ...page, preamble: [...page.preamble, MARK] }),
  reasons: (page) => ({
    ...page,
    preamble: [
      ...page.preamble,
      `The ERC determined to add Blue Works Co., Ltd. ${MARK} to the Entity List.`,
    ],
  }),
  instruction: (page) => ({ ...page, instructions: [...page.instructions, MARK] }),
  "instruction's words": (page) => ({
    ...page,
    instructions: [
      ...page.instructions,
      `b. Under IRAN, ${MARK} by removing the entry for “Red Works”.`,
    ],
  }),
  "instruction's name": (page) => ({
    ...page,
    instructions: [
      ...page.instructions,
      `b. Under IRAN, by removing the entry for “Red Works ${MARK}”.`,
    ],
  }),
  name: (page) => withEntry(page, { name: `Blue Works ${MARK}` }),
  alias: (page) => withEntry(page, { aliases: ["BW", MARK] }),
  address: (page) => withEntry(page, { addresses: [`${MARK}, Shanghai, China`] }),
  requirement: (page) => withEntry(page, { requirement: `${ENTRY.requirement} ${MARK}` }),
  policy: (page) => withEntry(page, { policy: MARK }),
  citation: (page) => withEntry(page, { citations: [MARK] }),
  end: (page) => ({ ...page, frDoc: `${MARK} ${page.frDoc}` }),
};

const FORMS: readonly (readonly [
  string,
  (page: PrintedPage) => string,
  (text: string) => string,
])[] = [
  ["XML", asXml, escapeXml],
  ["HTML", asHtml, escapeXml],
  ["GPO's text", (page) => asGpoText(page), (text) => text],
  ["loose lines", (page) => asLooseLines(page), (text) => text],
  ["extracted text", (page) => asExtractedText(page), (text) => text],
];

const CELLS = ["destination", "entity", "requirement", "policy", "citation"];

export function hostilePlaces(): HostilePlace[] {
  return [...rulePlaces(), ...snapshotPlaces(), ...SMALL_PLACES];
}

function rulePlaces(): HostilePlace[] {
  return FORMS.flatMap(([form, print, encode]) =>
    Object.entries(SLOTS).flatMap(([slot, mark]) => {
      const [before = "", ...after] = print(mark(pageOf(ENTRY))).split(new RegExp(MARK, "i"));
      // Loose lines have no title, and extracted text no end of its own.
      if (after.length === 0) return [];
      return {
        name: `${form}: ${slot}`,
        read: (text: string) => {
          unlessRefused(() =>
            parseRule(before + after.map((rest) => encode(text) + rest).join("")),
          );
        },
      };
    }),
  );
}

function snapshotPlaces(): HostilePlace[] {
  const cells = [
    "IRAN",
    "Blue Works, 1 Road, Tehran, Iran.",
    ENTRY.requirement,
    ENTRY.policy,
    "89 FR 1, 1/1/24.",
  ];
  const inCells = CELLS.map((name, at) => ({
    name,
    of: (text: string) => listOf(cells.with(at, text), ""),
  }));
  const beside = [
    {
      name: "note",
      of: (text: string) => listOf(cells, `<NOTE><HED>Note:</HED><P>${text}</P></NOTE>`),
    },
    {
      name: "editorial note",
      of: (text: string) =>
        listOf(
          cells,
          `<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 89 FR 1, Jan. 1, 2024, ${text} could not be incorporated.</PSPACE></EDNOTE>`,
        ),
    },
  ];
  return [...inCells, ...beside].map(({ name, of }) => ({
    name: `eCFR: ${name}`,
    read: (text) => unlessRefused(() => parseSnapshot(of(escapeXml(text)))),
  }));
}

function listOf(cells: readonly string[], after: string): string {
  const row = `<TR>${cells.map((cell) => `<TD>${cell}</TD>`).join("")}</TR>`;
  return `<DIV5><DIV9 N="Supplement No. 4 to Part 744"><HEAD>Entity List</HEAD><TABLE>${row}</TABLE>${after}</DIV9></DIV5>`;
}

const SMALL_PLACES: readonly HostilePlace[] = [
  { name: "any document", read: (text) => unlessRefused(() => detectKind(text)) },
  { name: "before a rule", read: (text) => unlessRefused(() => parseRule(`${text}<RULE/>`)) },
  { name: "after a rule", read: (text) => unlessRefused(() => parseRule(`<RULE/>${text}`)) },
  {
    name: "raw in XML",
    read: (text) => unlessRefused(() => parseRule(`<RULE><P>${text}</P></RULE>`)),
  },
  {
    name: "raw in HTML",
    read: (text) => unlessRefused(() => parseRule(`<html><body><p>${text}</p></body></html>`)),
  },
  { name: "form of a document", read: (text) => unlessRefused(() => detectDocument(text)) },
  { name: "editorial note", read: meaningOfNote },
  { name: "search query", read: nameSound },
  { name: "name", read: (text) => partySchema(nameKey(text)) },
  { name: "name in brackets", read: (text) => partySchema(`A ${text})`) },
  { name: "country", read: (text) => countryOfDestination(text) },
  { name: "address", read: (text) => countryOfAddress(text) },
  {
    name: "header Retry-After",
    read: (retryAfter) =>
      refusedStatus("http://a.test", {
        status: 503,
        retryAfter,
        location: "",
        body: new Uint8Array(),
      }),
  },
];

function pageOf(entry: PrintedEntry): PrintedPage {
  const instruction = { op: "add", place: CHINA, entries: [entry] } as const;
  const rule = {
    documentNumber: "2025-00001",
    publicationDate: "2025-03-28",
    effectiveOn: "2025-03-28",
    instructions: [instruction],
  };
  return {
    rule,
    title: "Additions to the Entity List",
    summary:
      "The Bureau of Industry and Security (BIS) amends the Export Administration Regulations (EAR) by adding one entity to the Entity List, under the destination of China (1).",
    dates: "This rule is effective March 28, 2025.",
    preamble: ["The End-User Review Committee (ERC) decides by majority vote."],
    instructions: [
      "1. The authority citation for 15 CFR part 744 continues to read as follows:",
      "2. Supplement No. 4 to part 744 is amended:",
      "a. Under CHINA, PEOPLE'S REPUBLIC OF, by adding, in alphabetical order, an entry for “Blue Works Co., Ltd.”.",
    ],
    table: [
      { kind: "destination", heading: CHINA.heading },
      { kind: "entry", entry },
    ],
    frDoc: "FR Doc. 2025-00001 Filed 3-25-25; 8:45 am",
  };
}

function withEntry(page: PrintedPage, change: Partial<PrintedEntry>): PrintedPage {
  const { table, rule } = pageOf({ ...ENTRY, ...change });
  return { ...page, table, rule };
}

function unlessRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
  }
}
