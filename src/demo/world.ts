/** What the sources held on the morning of 28 March 2025, as far as the facts go. */

import type { RuleFacts } from "./facts.ts";
import { type DocumentJson, renderDocument } from "./render-document.ts";
import { renderRule } from "./render-rule.ts";
import { renderSnapshot } from "./render-snapshot.ts";
import type { ReplayDisplay } from "./replay-public-inspection.ts";

export interface ReplayDocument {
  readonly json: DocumentJson;
  /** Null while the service has no XML of it. */
  readonly xml: string | null;
  /** Its other forms, where it is served in them. */
  readonly html?: string;
  readonly text?: string;
}

export interface ReplayWorld {
  readonly documents: readonly ReplayDocument[];
  /** On public inspection. */
  readonly display: ReplayDisplay;
  /** Ascending: from its date on, each one's text is shown. */
  readonly snapshots: readonly { readonly date: string; readonly xml: string }[];
  /** The newest date the eCFR can be asked for. */
  readonly upToDateAsOf: string;
}

/** The last snapshot before the batch: of the whole list, only the entries that the batch revises. */
const BASELINE_DATE = "2025-03-24";

/** On the morning of publication the two rules are on display no more. */
const DISPLAYED_AT = "2025-03-28T08:45:00-04:00";

/** Of BIS, of no list, and made up: the control query for "nothing new" always finds something. */
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
  title: "A notice made up for the replay",
  type: "Notice",
};

/** `baseUrl` is known only once the server listens. */
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
