/** The eCFR's versioner: the whole of 15 CFR part 744 at a date. https://www.ecfr.gov/developers/documentation/api/v1 */

import { z } from "zod";
import { PipelineError } from "../model/errors.ts";
import { type Http, untrusted } from "./http.ts";

export const ECFR_URL = "https://www.ecfr.gov/api";

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
  /** The newest date that can be asked for. It moves every business day. */
  readonly upToDateAsOf: string;
  /** While true, dates and texts may not agree yet. */
  readonly processing: boolean;
}

export interface Ecfr {
  title15(signal: AbortSignal): Promise<Title15>;
  /** The bytes of part 744 as of a date no later than `upToDateAsOf`. */
  part744(date: string, signal: AbortSignal): Promise<Uint8Array>;
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
      return { upToDateAsOf, processing };
    },
    part744: async (date, signal) => {
      const url = `${baseUrl}/versioner/v1/full/${date}/title-15.xml?part=744`;
      const { body } = await http.get(url, "xml", signal).catch((error: unknown) => {
        // The date was announced a moment ago: a 404 means that the two answers do not agree yet.
        const isGone = error instanceof PipelineError && error.context["status"] === 404;
        throw isGone
          ? untrusted(
              url,
              "it does not have the date it announced",
              error.evidence ?? new Uint8Array(),
            )
          : error;
      });
      const start = new TextDecoder().decode(body.subarray(0, 4096));
      if (!/<(DIV5|DIV1|ECFR)\b/.test(start))
        throw untrusted(url, "it answered with other XML than a CFR part", body);
      return body;
    },
  };
}
