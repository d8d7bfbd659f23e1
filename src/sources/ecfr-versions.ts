/** The eCFR's list of versions: the days on which the text of a list changed. https://www.ecfr.gov/developers/documentation/api/v1 */

import { z } from "zod";
import type { Http } from "./http.ts";
import { untrusted } from "./http-errors.ts";

/** The names of the lists among the sections and appendices of part 744. */
const LIST_SUPPLEMENT = /^Supplement No\. [467] to Part 744$/i;
/** The eCFR returns the oldest versions first, this many a page. */
const PER_PAGE = 1000;
const MAX_PAGES = 20;

const day = z.iso.date();
/** A number, or a string with a number. */
const count = z.coerce.number().int().nonnegative();

const page = z.looseObject({
  content_versions: z.array(z.looseObject({ identifier: z.string() })),
  meta: z.looseObject({ result_count: count.nullish(), total_pages: count.nullish() }).nullish(),
});

const version = z.looseObject({
  /** The day from which the eCFR shows the text, about two business days after it took effect. */
  issue_date: day,
  /** Approximately the effective date. */
  amendment_date: day,
});

export interface VersionsQuestion {
  readonly http: Http;
  readonly baseUrl: string;
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
}

/**
 * Requests all versions up to `to`, including those before `from`. Each list has some, so an empty answer is never read as
 * "nothing changed".
 */
export async function readVersionDays(question: VersionsQuestion): Promise<string[]> {
  const { from, to } = question;
  const { url, rows, body } = await readPages(question);
  const read = z
    .array(version)
    .safeParse(rows.filter(({ identifier }) => LIST_SUPPLEMENT.test(identifier)));
  if (!read.success) throw untrusted(url, z.prettifyError(read.error), body);
  const shown = read.data.map(shownFrom).filter((day) => day <= to);
  if (shown.length === 0) {
    throw untrusted(url, `none of its ${rows.length} versions is of a list`, body);
  }
  const first = shown.some((day) => day <= from) ? [from] : [];
  return [...new Set([...first, ...shown.filter((day) => day > from)])].sort();
}

/** The later of the two dates: the eCFR has the text on that day, whichever date it is stored under. */
function shownFrom({
  issue_date: issued,
  amendment_date: amended,
}: z.infer<typeof version>): string {
  return amended > issued ? amended : issued;
}

async function readPages({ http, baseUrl, to, signal }: VersionsQuestion) {
  const rows: z.infer<typeof page>["content_versions"] = [];
  for (let number = 1; ; number += 1) {
    const query = new URLSearchParams({ part: "744", "issue_date[lte]": to });
    if (number > 1) query.set("page", String(number));
    const url = `${baseUrl}/versioner/v1/versions/title-15.json?${query}`;
    const answer = await http.get(url, "json", signal);
    const { body } = answer;
    const read = page.safeParse(answer.json());
    if (!read.success) throw untrusted(url, z.prettifyError(read.error), body);
    rows.push(...read.data.content_versions);
    const { result_count: counted, total_pages: pages } = read.data.meta ?? {};
    if (number < Math.min(pages ?? 1, MAX_PAGES)) continue;
    if (counted == null ? rows.length >= PER_PAGE : rows.length !== counted) {
      const of = counted ?? "an unknown number of";
      throw untrusted(url, `it counts ${of} versions and shows ${rows.length}`, body);
    }
    return { url, rows, body };
  }
}
