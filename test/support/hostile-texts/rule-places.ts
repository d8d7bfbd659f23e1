/** The places of a rule, in each form in which rules are read. */

import { escapeXml } from "../../../src/demo/markup.ts";
import { parseRule } from "../../../src/parsers/rule.ts";
import { asExtractedText } from "../rendered-rule/as-extracted-text.ts";
import { asGpoText } from "../rendered-rule/as-gpo-text.ts";
import { asHtml } from "../rendered-rule/as-html.ts";
import { asLooseLines } from "../rendered-rule/as-loose-lines.ts";
import { asXml } from "../rendered-rule/as-xml.ts";
import type { PrintedPage } from "../rendered-rule/printed-page.ts";
import type { PrintedEntry } from "../rendered-rule/printed-rule.ts";
import { type HostilePlace, partsOf, unlessRefused } from "./place.ts";

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

export function rulePlaces(): HostilePlace[] {
  return [...FORMS.flatMap(placesOfForm), ...repeatedPlaces()];
}

function placesOfForm([form, print, encode]: (typeof FORMS)[number]): HostilePlace[] {
  return Object.entries(SLOTS).flatMap(([slot, mark]) => {
    const [before = "", ...after] = print(mark(pageOf(ENTRY))).split(new RegExp(MARK, "i"));
    // Loose lines have no title, and extracted text no end of its own.
    if (after.length === 0) return [];
    return {
      name: `${form}: ${slot}`,
      read: (text: string) => {
        unlessRefused(() => parseRule(before + after.map((rest) => encode(text) + rest).join("")));
      },
    };
  });
}

/** The slots of the XML whose element the text repeats: many short ones instead of a long one. */
const REPEATED: readonly (readonly [name: string, slot: string, between: string])[] = [
  ["many paragraphs", "paragraph", "</P><P>"],
  ["many instructions", "instruction", "</AMDPAR><AMDPAR>"],
  [
    "many instructions of a removal",
    "instruction's name",
    "”.</AMDPAR><AMDPAR>b. Under IRAN, by removing the entry for “",
  ],
  ["many footnotes", "address", "</ENT></ROW><TNOTE><SU>1</SU> x</TNOTE><ROW><ENT>"],
  [
    "many rows",
    "address",
    '</ENT><ENT>x</ENT><ENT>x</ENT><ENT>x</ENT></ROW><ROW><ENT I="22"> </ENT><ENT>',
  ],
  ["many lines of a cell", "alias", "</LI><LI>"],
];

function repeatedPlaces(): HostilePlace[] {
  return REPEATED.map(([name, slot, between]) => {
    const [before = "", after = ""] = asXml(SLOTS[slot]?.(pageOf(ENTRY)) ?? pageOf(ENTRY)).split(
      MARK,
    );
    return {
      name: `XML: ${name}`,
      read: (text) => {
        const parts = partsOf(text).map(escapeXml).join(between);
        unlessRefused(() => parseRule(before + parts + after));
      },
    };
  });
}

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
