/** What a document does to a list: the events its rule would give, and the list as it stood before. */

import type { Entry } from "../../../src/model/entry.ts";
import { mintEntryId, mintPartyId } from "../../../src/model/identity.ts";
import { executeRule } from "../../../src/model/list/execute-rule.ts";
import { type KnownEntry, ListIndex } from "../../../src/model/list/list-index.ts";
import { parseRule } from "../../../src/parsers/rule.ts";
import { asXml } from "./as-xml.ts";
import { printedPage } from "./printed-page.ts";
import type { PrintedRule } from "./printed-rule.ts";

const LIST_DATE = "2025-03-24";

/** The entries that the rule revises and removes, as they were: most lacked an alias. */
export function listBefore(rule: PrintedRule): readonly Entry[] {
  const instructions = rule.instructions
    .filter(({ op }) => op !== "add")
    .map((one) => ({
      ...one,
      op: "add" as const,
      entries: one.entries.map((entry) => ({ ...entry, aliases: entry.aliases.slice(0, 1) })),
    }));
  const places = [...Map.groupBy(instructions, ({ place }) => place).values()].flatMap(
    ([first, ...rest]) =>
      first === undefined
        ? []
        : [{ ...first, entries: [first, ...rest].flatMap(({ entries }) => entries) }],
  );
  if (places.length === 0) return [];
  const wording = {
    form: "by destination",
    separator: "; ",
    and: "and",
    supplement: "Supplement No. 4",
    commaInside: false,
  } as const;
  const { entries } = parseRule(
    asXml(printedPage({ ...rule, instructions: places }, wording)),
  ).rule;
  return entries.map((entry) => ({
    ...entry,
    citations: entry.citations.filter(({ page }) => page !== null),
  }));
}

export interface RuleEvents {
  /** Operation, destination, name and what the entry is afterwards. */
  readonly events: readonly string[];
  /** Instructions as read: operation, destination and names. */
  readonly amendments: readonly string[];
  readonly hasProblems: boolean;
}

/** Only XML keeps all of the print: of another form that has any problem no event is given. */
export function eventsOf(document: string, before: readonly Entry[]): RuleEvents {
  const { rule, rows, quarantine } = parseRule(document);
  const index = new ListIndex("EL", LIST_DATE, before.map(known));
  const unsure = rule.problems.length > 0 || quarantine.length > 0 || rule.claimsAgree === false;
  const { changes, problems } =
    unsure && rule.form !== "xml" ? { changes: [], problems: [] } : executeRule(rule, rows, index);
  return {
    events: changes.map(({ op, before: was, after }) => {
      const entry = after ?? was;
      return JSON.stringify([op, entry?.destination, entry?.name, after]);
    }),
    amendments: rule.amendments.map(({ op, destination, names }) =>
      JSON.stringify([op, destination, names]),
    ),
    hasProblems: unsure || problems.length > 0,
  };
}

function known(entry: Entry): KnownEntry {
  return {
    entryId: mintEntryId(entry, 0),
    partyId: mintPartyId(entry),
    version: 1,
    versions: 1,
    listed: true,
    entry,
    pending: [],
  };
}
