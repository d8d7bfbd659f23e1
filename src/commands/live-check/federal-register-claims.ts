/** Claims about the Federal Register's API. */

import { z } from "zod";
import { addDays } from "../../model/clock/day.ts";
import { AGENCY } from "../../sources/federal-register.ts";
import type { Claim, Heard, Places } from "./claim.ts";
import { readHeard } from "./read-heard.ts";

const WRONG_AGENCY = "bureau-of-industry-and-security";
const page = z.looseObject({
  count: z.number(),
  results: z.array(z.looseObject({ document_number: z.string() })).optional(),
});

type Condition = readonly [string, string];

const THOUSAND: readonly Condition[] = [["per_page", "1000"]];
/** Two words that BIS uses often, but rarely in the same document. */
const [ONE, OTHER] = ["Huawei", "Kaspersky"];

export const federalRegisterClaims: readonly Claim[] = [
  {
    words: `the slug ${AGENCY} finds documents of the last 90 days`,
    try: async (ask, places) => {
      const { count } = read(await ask(search(places, lastNinetyDays(places))));
      return { holds: count > 0, seen: `${count} documents` };
    },
    otherwise: "the service does not trust empty answers, and the source becomes stale",
  },
  {
    words: "its clock and this machine's clock differ by less than a minute",
    try: async (ask, places) => {
      const seen = header(await ask(search(places, lastNinetyDays(places))), "date");
      // The answer to the previous claim, which has just arrived.
      const ms = Math.abs(Date.now() - Date.parse(seen));
      return { holds: ms < 60_000, seen };
    },
    otherwise: "set this machine's clock, because `known_from` depends on it",
  },
  {
    words: `the slug ${WRONG_AGENCY} finds nothing, without an error`,
    try: async (ask, places) => {
      const { status, json } = await ask(search(places, lastNinetyDays(places), WRONG_AGENCY));
      const found = page.safeParse(json).data?.count;
      return { holds: status === 200 && found === 0, seen: `status ${status}, count ${found}` };
    },
    otherwise: "the service does not use this slug",
  },
  {
    words: "an answer without documents has no `results`",
    try: async (ask, places) => {
      const heard = await ask(search(places, lastNinetyDays(places), WRONG_AGENCY));
      if (heard.status !== 200) return { holds: false, seen: `status ${heard.status}` };
      const { count, results } = read(heard);
      if (count > 0) throw new Error(`${count} documents are found under ${WRONG_AGENCY}`);
      return { holds: results === undefined, seen: results === undefined ? "absent" : "present" };
    },
    otherwise: "the service also reads an empty `results` and a 404, with the same distrust",
  },
  {
    words: "an unknown field is refused with 400",
    try: async (ask, places) => {
      const { status } = await ask(
        search(places, [...lastNinetyDays(places), ["fields[]", "no_field"]]),
      );
      return { holds: status === 400, seen: `status ${status}` };
    },
    otherwise: "the schema detects missing fields",
  },
  {
    words: "`conditions[term]` treats OR as AND",
    try: async (ask, places) => {
      const asked = (term: string) => ask(search(places, [["conditions[term]", term]]));
      const one = read(await asked(ONE)).count;
      const either = read(await asked(`${ONE} OR ${OTHER}`)).count;
      return { holds: either < one, seen: `${ONE}: ${one}, with OR ${OTHER}: ${either}` };
    },
    otherwise: "the service never searches by term",
  },
  {
    words: "a page size of 1,000 returns fewer documents",
    try: async (ask, places) => {
      const { count, results = [] } = read(await ask(search(places, THOUSAND)));
      const isFewer = results.length < Math.min(1000, count);
      return { holds: isFewer, seen: `${results.length} of ${count} documents` };
    },
    otherwise: "the service requests 100 documents a page",
  },
  {
    words: "a page past the end returns page 1",
    try: async (ask, places) => {
      const first = read(await ask(search(places, lastNinetyDays(places))));
      const { status, json } = await ask(
        search(places, [...lastNinetyDays(places), ["page", "90"]]),
      );
      const past = page.safeParse(json).data;
      const number = past?.results?.[0]?.document_number;
      const isFirst = number !== undefined && number === first.results?.[0]?.document_number;
      return { holds: isFirst, seen: `status ${status}, ${past?.results?.length ?? 0} documents` };
    },
    otherwise: "the service counts new document numbers and compares them with `count`",
  },
  {
    words: "pages past 2,000 results are refused with 400",
    try: async (ask, places) => {
      const { count } = read(await ask(search(places, THOUSAND)));
      if (count <= 2000) throw new Error(`there are only ${count} documents`);
      const past: Condition[] = [
        ["per_page", "100"],
        ["page", "21"],
      ];
      const { status } = await ask(search(places, past));
      return { holds: status === 400, seen: `status ${status}` };
    },
    otherwise: "the service requests a few days at a time and never reaches so many pages",
  },
  {
    words: "a missing document is answered with 404",
    try: async (ask, { federalRegister }) => {
      const { status } = await ask(`${federalRegister}/documents/2016-00000.json`);
      return { holds: status === 404, seen: `status ${status}` };
    },
    otherwise: "the service checks that an answer has the requested number",
  },
  {
    words: "its answers may be cached for a day",
    try: async (ask, places) => {
      const seen = header(await ask(search(places, lastNinetyDays(places))), "cache-control");
      return { holds: /max-age=\d{4,}/.test(seen), seen };
    },
    otherwise: "the service always bypasses caches",
  },
  {
    words: "its answers have an ETag",
    try: async (ask, places) => {
      const seen = header(await ask(search(places, lastNinetyDays(places))), "etag");
      return { holds: seen !== "none", seen };
    },
    otherwise: "the service compares the bytes",
  },
];

function search(
  { federalRegister }: Places,
  conditions: readonly Condition[],
  agency: string = AGENCY,
): string {
  const query = new URLSearchParams([
    ["conditions[agencies][]", agency],
    ["fields[]", "document_number"],
    ...conditions.map(([name, value]) => [name, value]),
  ] as [string, string][]);
  return `${federalRegister}/documents.json?${query}`;
}

function lastNinetyDays({ today }: Places): Condition[] {
  return [["conditions[publication_date][gte]", addDays(today, -90)]];
}

function read(heard: Heard): z.infer<typeof page> {
  return readHeard(page, heard);
}

/** The header of a successful answer. Headers of errors do not count. */
function header(heard: Heard, name: string): string {
  read(heard);
  return String(heard.headers[name] ?? "none");
}
