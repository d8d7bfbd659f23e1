/** A small world on the replay server: a few rows and rules, in the shapes of the real ones. */

import type { RowFacts, RuleFacts } from "../../src/demo/facts.ts";
import { renderDocument } from "../../src/demo/render-document.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { ReplayDocument, ReplayWorld } from "../../src/demo/world.ts";

export function makeRow(name: string, part: Partial<RowFacts> = {}): RowFacts {
  return {
    destination: "FRANCE",
    entity: [
      `${name}, a.k.a., the following one alias:`,
      `—${name} Works.`,
      "1 Rue Haute, Paris, France.",
    ],
    licenseRequirement: "For all items subject to the EAR. (See § 744.11 of the EAR)",
    licenseReviewPolicy: "Presumption of denial",
    citations: "84 FR 61541, 11/13/19.",
    ...part,
  };
}

/** The row as the given rule would print it: its citation appended. */
export function amended(row: RowFacts, entity: readonly string[] = row.entity): RowFacts {
  return { ...row, entity, citations: `${row.citations} 90 FR 14035, 3/28/25.` };
}

/** The row as a rule of 28 March 2025 adds it. */
export function addedRow(name: string, part: Partial<RowFacts> = {}): RowFacts {
  return makeRow(name, { citations: "90 FR 14035, 3/28/25.", ...part });
}

export function makeRuleFacts(part: Partial<RuleFacts>): RuleFacts {
  const { added = [], revised = [] } = part;
  return {
    documentNumber: "2025-00001",
    title: "Additions to the Entity List",
    type: "Rule",
    citation: "90 FR 14035",
    publicationDate: "2025-03-28",
    effectiveOn: "2025-03-25",
    claims: {
      entities: added.length,
      destinations: { France: added.length },
      ...(revised.length > 0 ? { revised: { France: revised.length } } : {}),
    },
    baseline: [],
    reasons: [],
    ...part,
    added,
    revised,
  };
}

export function asDocument(rule: RuleFacts, baseUrl: string): ReplayDocument {
  return { json: renderDocument(rule, baseUrl), xml: renderRule(rule) };
}

export interface SmallWorld {
  readonly rows: readonly RowFacts[];
  readonly rules: readonly RuleFacts[];
  readonly date: string;
}

/** For services on a real clock and for those on a made one. */
const NOTHING_ON_DISPLAY = { documents: [], updatedAt: null };

/** What BIS publishes beside its rules: without it "no rules" would not be believed. */
export function otherDocument(date: string, baseUrl: string): ReplayDocument {
  const facts = makeRuleFacts({ documentNumber: "2025-09999", publicationDate: date });
  return { json: { ...renderDocument(facts, baseUrl), type: "Notice" }, xml: null };
}

export function smallWorld({ rows, rules, date }: SmallWorld, baseUrl: string): ReplayWorld {
  return {
    documents: [...rules.map((rule) => asDocument(rule, baseUrl)), otherDocument(date, baseUrl)],
    display: NOTHING_ON_DISPLAY,
    snapshots: [{ date, xml: renderSnapshot(rows) }],
    upToDateAsOf: date,
  };
}

/** The list on several days: what the eCFR keeps of its past. */
export function smallHistory(
  days: Readonly<Record<string, readonly RowFacts[]>>,
  baseUrl: string,
): ReplayWorld {
  const snapshots = Object.entries(days).map(([date, rows]) => ({
    date,
    xml: renderSnapshot(rows),
  }));
  const upToDateAsOf = snapshots.at(-1)?.date ?? "";
  const documents = [otherDocument(upToDateAsOf, baseUrl)];
  return { documents, display: NOTHING_ON_DISPLAY, snapshots, upToDateAsOf };
}
