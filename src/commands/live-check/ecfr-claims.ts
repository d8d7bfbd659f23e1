/** Claims about the eCFR's versioner API. */

import { z } from "zod";
import { addDays } from "../../model/clock/day.ts";
import type { Ask, Claim, Places } from "./claim.ts";
import { readHeard } from "./read-heard.ts";

const titles = z.looseObject({
  titles: z.array(z.looseObject({ number: z.number(), up_to_date_as_of: z.string().nullish() })),
});
const versions = z.looseObject({
  content_versions: z.array(z.unknown()),
  meta: z.looseObject({ result_count: z.coerce.number().nullish() }).nullish(),
});

export const ecfrClaims: readonly Claim[] = [
  {
    words: "the eCFR states how current title 15 is",
    try: async (ask, places) => {
      const day = await upToDate(ask, places);
      return { holds: day !== null, seen: `up to date as of ${day ?? "no day"}` };
    },
    otherwise: "the service does not trust the source, which becomes stale",
  },
  {
    words: "a later date is answered with 404",
    try: async (ask, places) => {
      const after = addDays((await upToDate(ask, places)) ?? places.today, 10);
      const { status } = await ask(full(places, after), "xml");
      return { holds: status === 404, seen: `${after}: status ${status}` };
    },
    otherwise: "the service only requests announced dates",
  },
  {
    words: "the date `current` is refused",
    try: async (ask, places) => {
      const { status } = await ask(full(places, "current"), "xml");
      return { holds: status >= 400, seen: `status ${status}` };
    },
    otherwise: "the service always requests an explicit date",
  },
  {
    words: "the count of the version list matches its items",
    try: async (ask, places) => {
      const since = addDays(places.today, -400);
      const url = `${places.ecfr}/versioner/v1/versions/title-15.json?part=744&issue_date[gte]=${since}`;
      const { content_versions: shown, meta } = readHeard(versions, await ask(url));
      const counted = meta?.result_count ?? null;
      return {
        holds: counted === shown.length,
        seen: `count ${counted}, ${shown.length} versions`,
      };
    },
    otherwise:
      "the service requests further pages and does not trust an answer whose count differs",
  },
];

async function upToDate(ask: Ask, { ecfr }: Places): Promise<string | null> {
  const heard = await ask(`${ecfr}/versioner/v1/titles.json`);
  const title = readHeard(titles, heard).titles.find(({ number }) => number === 15);
  return title?.up_to_date_as_of ?? null;
}

/** Part 744 exists, so a 404 is about the date. A successful answer has 2.5 MB. */
function full({ ecfr }: Places, date: string): string {
  return `${ecfr}/versioner/v1/full/${date}/title-15.xml?part=744`;
}
