/** Claims about the public-inspection list. */

import { z } from "zod";
import { canonicalNumber } from "../../sources/document-number.ts";
import { isBelow, isOwn } from "../../sources/own-host.ts";
import { pdfLink } from "../../sources/public-inspection.ts";
import type { Ask, Claim, Places } from "./claim.ts";
import { readHeard } from "./read-heard.ts";

const list = z.looseObject({
  count: z.number(),
  results: z.array(
    z.looseObject({
      document_number: z.string(),
      type: z.string().nullish(),
      agencies: z.array(z.looseObject({ slug: z.string().nullish() })).nullish(),
      raw_text_url: z.string().nullish(),
      pdf_url: z.string().nullish(),
      publication_date: z.string().nullish(),
      editorial_note: z.string().nullish(),
    }),
  ),
  special_filings_updated_at: z.string().nullish(),
  regular_filings_updated_at: z.string().nullish(),
});

export const publicInspectionClaims: readonly Claim[] = [
  {
    words: "the public-inspection list is not empty, and its count matches its items",
    try: async (ask, places) => {
      const { count, results } = await current(ask, places);
      const holds = count === results.length && count > 0;
      return { holds, seen: `count ${count}, ${results.length} documents` };
    },
    otherwise: "the service does not trust such a list",
  },
  {
    words: "it has the timestamps of its special and regular filings",
    try: async (ask, places) => {
      const { special_filings_updated_at: special, regular_filings_updated_at: regular } =
        await current(ask, places);
      return { holds: Boolean(special && regular), seen: `${special}, ${regular}` };
    },
    otherwise: "the service cannot detect an old copy and compares only the documents",
  },
  {
    words: "each record has its type and the slugs of its agencies",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const bare = results.filter(
        ({ type, agencies }) => !type || !agencies?.some(({ slug }) => slug),
      );
      return { holds: bare.length === 0, seen: `${bare.length} of ${results.length} lack them` };
    },
    otherwise:
      "the service also recognises BIS by name, and does not trust a record without a type",
  },
  {
    words: "each rule links to its plain text",
    try: async (ask, places) => {
      const rules = (await current(ask, places)).results.filter(({ type }) => type === "Rule");
      if (rules.length === 0) throw new Error("no rule is on display now");
      const bare = rules.filter(({ raw_text_url: url }) => !url);
      return { holds: bare.length === 0, seen: `${bare.length} of ${rules.length} have no link` };
    },
    otherwise: "the service retries every minute and emits a notice after ten",
  },
  {
    words: "the text is on the service's own domain and ends with its “FR Doc.” line",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const url = results.map(({ raw_text_url: link }) => link).find(Boolean);
      if (!url) throw new Error("no displayed document links to its text now");
      // The client refuses any other content.
      const { status } = await ask(url, "print");
      const holds = isOwn(url, places.federalRegister) && status === 200;
      return { holds, seen: `${new URL(url).hostname}, status ${status}` };
    },
    otherwise: "the service does not trust any other text and emits a notice",
  },
  {
    words: "a displayed rule also has a complete PDF on the PDF host",
    try: async (ask, places) => {
      const rules = (await current(ask, places)).results.filter(({ type }) => type === "Rule");
      if (rules.length === 0) throw new Error("no rule is on display now");
      const links = rules.map(pdfLink).filter((link) => link !== null);
      const [url] = links;
      if (url === undefined) return { holds: false, seen: `none of ${rules.length} has one` };
      // The client refuses anything but a complete PDF.
      const { status } = await ask(url, "pdf");
      const seen = `${links.length} of ${rules.length} have one; ${new URL(url).hostname}, status ${status}`;
      return { holds: isBelow(url, places.publicInspection) && status === 200, seen };
    },
    otherwise:
      "the service retries every minute, reads the plain text meanwhile and emits a notice; set ENTITYWIRE_PUBLIC_INSPECTION_URL if the host has changed",
  },
  {
    words: "a record without a publication date has a note with the reason",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const undated = results.filter(({ publication_date: date }) => !date);
      const bare = undated.filter(({ editorial_note: note }) => !note);
      return { holds: bare.length === 0, seen: `${bare.length} of ${undated.length} have no note` };
    },
    otherwise: "the service concludes nothing from the missing date and emits a notice",
  },
  {
    words: "the list of the whole day includes all documents of the current list",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const url = `${places.federalRegister}/public-inspection-documents.json?conditions[available_on]=${places.today}`;
      const whole = readHeard(list, await ask(url)).results.map(numberOf);
      const missing = results.filter((one) => !whole.includes(numberOf(one)));
      const seen = `${whole.length} documents; ${missing.length} of ${results.length} current ones are missing`;
      return { holds: missing.length === 0, seen };
    },
    otherwise: "the service uses it only to find documents that the current list no longer shows",
  },
];

async function current(ask: Ask, { federalRegister }: Places) {
  return readHeard(list, await ask(`${federalRegister}/public-inspection-documents/current.json`));
}

function numberOf({ document_number: number }: { document_number: string }): string {
  return canonicalNumber(number);
}
