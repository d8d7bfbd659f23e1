/** The content of the sources on the morning of 28 March 2025, as far as the facts cover it. */

import type { RuleFacts } from "./facts.ts";
import { type DocumentJson, renderDocument } from "./render-document.ts";
import { renderRule } from "./render-rule.ts";
import { renderSnapshot } from "./render-snapshot.ts";
import type { ReplayDisplay } from "./replay-public-inspection.ts";

export interface ReplayDocument {
  readonly json: DocumentJson;
  /** Null while the server has no XML of it. */
  readonly xml: string | null;
  /** Other forms, if the server has them. */
  readonly html?: string;
  readonly text?: string;
}

export interface ReplayWorld {
  readonly documents: readonly ReplayDocument[];
  /** The public-inspection list. */
  readonly display: ReplayDisplay;
  /** Ascending. Each text is shown from its date on. */
  readonly snapshots: readonly { readonly date: string; readonly xml: string }[];
  /** The newest available date of the eCFR. */
  readonly upToDateAsOf: string;
}

/** Date of the last snapshot before the rules. It contains only the entries that they revise. */
const BASELINE_DATE = "2025-03-24";

/** On the morning of publication the two rules are no longer on display. */
const DISPLAYED_AT = "2025-03-28T08:45:00-04:00";

/** An invented BIS document that amends no list, so that the control query for an empty answer always finds a document. */
const NOTICE: DocumentJson = {
  action: "Notice.",
  citation: null,
  docket_ids: [],
  document_number: "2025-00000",
  effective_on: null,
  full_text_xml_url: null,
  html_url: null,
  publication_date: "2025-03-20",
  regulation_id_numbers: [],
  title: "An invented notice for the replay",
  type: "Notice",
};

/** `baseUrl` is the replay server's. */
export function demoWorld(facts: readonly RuleFacts[], baseUrl: string): ReplayWorld {
  return {
    documents: [
      { json: NOTICE, xml: null },
      ...facts.map((rule) => ({ json: renderDocument(rule, baseUrl), xml: renderRule(rule) })),
    ],
    display: { documents: [], updatedAt: DISPLAYED_AT },
    snapshots: [
      { date: BASELINE_DATE, xml: renderSnapshot(facts.flatMap(({ baseline }) => baseline)) },
    ],
    upToDateAsOf: BASELINE_DATE,
  };
}
