/** Of the list of public inspection. */

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
    words: "the list of public inspection is not empty, and counts what it shows",
    try: async (ask, places) => {
      const { count, results } = await current(ask, places);
      const holds = count === results.length && count > 0;
      return { holds, seen: `count ${count}, ${results.length} documents` };
    },
    otherwise: "such a list is not believed",
  },
  {
    words: "it bears the stamps of its special and its regular filings",
    try: async (ask, places) => {
      const { special_filings_updated_at: special, regular_filings_updated_at: regular } =
        await current(ask, places);
      return { holds: Boolean(special && regular), seen: `${special}, ${regular}` };
    },
    otherwise: "without them an old copy cannot be told, and its documents are compared alone",
  },
  {
    words: "each of its records says its type and the slugs of its agencies",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const bare = results.filter(
        ({ type, agencies }) => !type || !agencies?.some(({ slug }) => slug),
      );
      return { holds: bare.length === 0, seen: `${bare.length} of ${results.length} do not` };
    },
    otherwise: "BIS is known by its name as well, and a record without a type is not believed",
  },
  {
    words: "each of its rules links to its plain text",
    try: async (ask, places) => {
      const rules = (await current(ask, places)).results.filter(({ type }) => type === "Rule");
      if (rules.length === 0) throw new Error("no rule is on display just now");
      const bare = rules.filter(({ raw_text_url: url }) => !url);
      return { holds: bare.length === 0, seen: `${bare.length} of ${rules.length} do not` };
    },
    otherwise: "its text is asked for each minute, and a person is told after ten",
  },
  {
    words: "that text lies in the service's own domain and ends with its “FR Doc.” line",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const url = results.map(({ raw_text_url: link }) => link).find(Boolean);
      if (!url) throw new Error("no document on display links to its text just now");
      // Anything but such a text is refused as an answer.
      const { status } = await ask(url, "print");
      const holds = isOwn(url, places.federalRegister) && status === 200;
      return { holds, seen: `${new URL(url).hostname}, status ${status}` };
    },
    otherwise: "a text elsewhere, or of another kind, is not believed, and a person is told",
  },
  {
    words: "a rule on display has a PDF as well, on the host of the PDFs, and it comes whole",
    try: async (ask, places) => {
      const rules = (await current(ask, places)).results.filter(({ type }) => type === "Rule");
      if (rules.length === 0) throw new Error("no rule is on display just now");
      const links = rules.map(pdfLink).filter((link) => link !== null);
      const [url] = links;
      if (url === undefined) return { holds: false, seen: `none of ${rules.length} has one` };
      // Anything but a whole PDF is refused as an answer.
      const { status } = await ask(url, "pdf");
      const seen = `${links.length} of ${rules.length} have one; ${new URL(url).hostname}, status ${status}`;
      return { holds: isBelow(url, places.publicInspection) && status === 200, seen };
    },
    otherwise:
      "it is asked for each minute, its text is read meanwhile, and a person is told; set ENTITYWIRE_PUBLIC_INSPECTION_URL where it lies elsewhere",
  },
  {
    words: "a record without a publication date bears a note that says why",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const undated = results.filter(({ publication_date: date }) => !date);
      const bare = undated.filter(({ editorial_note: note }) => !note);
      return { holds: bare.length === 0, seen: `${bare.length} of ${undated.length} do not` };
    },
    otherwise: "nothing is concluded from the missing date, and a person is told",
  },
  {
    words: "the list of a whole day shows at least what the current one does",
    try: async (ask, places) => {
      const { results } = await current(ask, places);
      const url = `${places.federalRegister}/public-inspection-documents.json?conditions[available_on]=${places.today}`;
      const whole = readHeard(list, await ask(url)).results.map(numberOf);
      const missing = results.filter((one) => !whole.includes(numberOf(one)));
      const seen = `${whole.length} documents, ${missing.length} of ${results.length} not among them`;
      return { holds: missing.length === 0, seen };
    },
    otherwise: "it is asked only whether it still shows what the current one does not",
  },
];

async function current(ask: Ask, { federalRegister }: Places) {
  return readHeard(list, await ask(`${federalRegister}/public-inspection-documents/current.json`));
}

function numberOf({ document_number: number }: { document_number: string }): string {
  return canonicalNumber(number);
}
