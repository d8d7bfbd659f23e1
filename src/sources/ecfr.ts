/** Client of the eCFR's versioner API: the text of 15 CFR part 744 on a date. https://www.ecfr.gov/developers/documentation/api/v1 */

import { z } from "zod";
import { PipelineError } from "../model/errors.ts";
import { readVersionDays } from "./ecfr-versions.ts";
import type { Http } from "./http.ts";
import { untrusted } from "./http-errors.ts";
import { rootName } from "./root-name.ts";

export const ECFR_URL = "https://www.ecfr.gov/api";
/** The eCFR has no text of earlier days. */
export const ECFR_HISTORY_BEGINS = "2017-01-01";

/** Root elements: a part, an appendix, or the wrapper of older answers. */
const ROOT = /^(DIV[1-9]|ECFR)$/;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const titles = z.looseObject({
  titles: z.array(
    z.looseObject({
      number: z.number(),
      latest_amended_on: day.nullable(),
      latest_issue_date: day.nullable(),
      up_to_date_as_of: day.nullable(),
      processing_in_progress: z.boolean().optional(),
    }),
  ),
  meta: z.looseObject({ import_in_progress: z.boolean().optional() }).optional(),
});

export interface Title15 {
  /** The newest available date. It advances every business day. */
  readonly upToDateAsOf: string;
  /** Null where the title was never amended or issued. */
  readonly latestAmendedOn: string | null;
  readonly latestIssueDate: string | null;
  /** While true, dates and texts may not agree yet. */
  readonly processing: boolean;
}

export interface Ecfr {
  title15(signal: AbortSignal): Promise<Title15>;
  /** The bytes of part 744 as of a date no later than `upToDateAsOf`. */
  part744(date: string, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * The days, ascending, on which `part744` returns each text that a list had between two days, both included: `from` itself,
   * unless the history begins later, and each later day on which a new version appears.
   */
  part744Versions(from: string, to: string, signal: AbortSignal): Promise<string[]>;
}

export function createEcfr({ http, baseUrl }: { http: Http; baseUrl: string }): Ecfr {
  return {
    title15: async (signal) => {
      const url = `${baseUrl}/versioner/v1/titles.json`;
      const answer = await http.get(url, "json", signal);
      const read = titles.safeParse(answer.json());
      if (!read.success) throw untrusted(url, z.prettifyError(read.error), answer.body);
      const title = read.data.titles.find(({ number }) => number === 15);
      const upToDateAsOf = title?.up_to_date_as_of ?? null;
      if (title === undefined || upToDateAsOf === null) {
        throw untrusted(url, "it lists no title 15 with a date", answer.body);
      }
      const processing =
        title.processing_in_progress === true || read.data.meta?.import_in_progress === true;
      const { latest_amended_on: latestAmendedOn, latest_issue_date: latestIssueDate } = title;
      return { upToDateAsOf, latestAmendedOn, latestIssueDate, processing };
    },
    part744: async (date, signal) => {
      const url = `${baseUrl}/versioner/v1/full/${date}/title-15.xml?part=744`;
      const { body } = await http.get(url, "xml", signal).catch((error: unknown) => {
        throw isStatus(error, 404)
          ? untrusted(
              url,
              "it announced this date, but has no text of it",
              error.evidence ?? NOTHING,
            )
          : explained(error);
      });
      if (!ROOT.test(rootName(body) ?? "")) {
        throw untrusted(url, "it answered with other XML than a CFR part", body);
      }
      return body;
    },
    part744Versions: (from, to, signal) =>
      readVersionDays({ http, baseUrl, from, to, signal }).catch((error: unknown) => {
        throw explained(error);
      }),
  };
}

const NOTHING = new Uint8Array();

function isStatus(error: unknown, status: number): error is PipelineError {
  return error instanceof PipelineError && error.context["status"] === status;
}

/** The eCFR answers 503 while it processes the title. */
function explained(error: unknown): unknown {
  if (!isStatus(error, 503)) return error;
  return new PipelineError(
    "fetch/unreachable",
    `${error.message}: the eCFR is processing title 15 now`,
    {
      hint: "the service retries by itself",
      retryable: true,
      cause: error,
      context: error.context,
      ...(error.evidence === null ? {} : { evidence: error.evidence }),
    },
  );
}
