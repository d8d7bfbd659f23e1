/** Whether the known list already shows a rule's changes. */

import { countryOfDestination } from "../country.ts";
import type { Entry } from "../entry.ts";
import type { Amendment, Problem, Rule } from "../reading/rule.ts";
import { mustBeCodified } from "./codification.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import { listedLike } from "./name-as-quoted.ts";

/** Whether the rule is so much older than the newest snapshot that the snapshot must show it: history, not news. */
export function isLongCodified(rule: Rule, index: ListIndex): boolean {
  return mustBeCodified(rule, index.asOf);
}

/** Reports changes of an old rule that the newer list does not show. The history in between is unknown, so nothing is changed. */
export function verifyCodified(rule: Rule, index: ListIndex): Problem[] {
  const problems: Problem[] = [];
  for (const amendment of rule.amendments) {
    if (amendment.list !== index.list) continue;
    const report = (code: string, what: string) => {
      const message = `${what} in the snapshot of ${index.asOf}; its history is unknown`;
      problems.push({ code, message, text: amendment.text });
    };
    for (const at of amendment.entryIndexes) {
      const entry = rule.entries[at];
      if (entry === undefined) continue;
      const shown = listedLike(index, entry);
      if (shown.some((known) => citesRuleOrLater(known, rule))) continue;
      report(`${amendment.op}/not-in-later-snapshot`, `${where(entry)} is not`);
    }
    if (amendment.op !== "remove") continue;
    for (const name of amendment.names) {
      if (stillListed(rule, index, amendment, name).length === 0) continue;
      report("remove/still-in-later-snapshot", `${name} (${amendment.destination}) still is`);
    }
  }
  return problems;
}

/** Entries quoted by a removal, except those that a later rule listed again. */
export function stillListed(
  rule: Rule,
  index: ListIndex,
  { destination }: Amendment,
  name: string,
): KnownEntry[] {
  const country = countryOfDestination(destination);
  return index
    .quoted(name, { destination, country })
    .filter((known) => !citesRuleOrLater(known, rule));
}

/** A citation gives volume, page and date; a rule knows only its date. Two rules of one day are distinguished by pending changes. */
export function citesRule(known: KnownEntry, rule: Rule): boolean {
  const ofRule = ({ documentNumber }: { documentNumber: string }) =>
    documentNumber === rule.documentNumber;
  if (known.pending.some(ofRule)) return true;
  const day = rule.publicationDate;
  if (day === null) return false;
  const cited = known.entry.citations.filter(({ date }) => date === day).length;
  const byOthers = known.pending.filter(({ publicationDate }) => publicationDate === day).length;
  return cited > byOthers;
}

export function citesRuleOrLater(known: KnownEntry, rule: Rule): boolean {
  const day = rule.publicationDate;
  if (day === null) return citesRule(known, rule);
  return (
    citesRule(known, rule) || known.entry.citations.some(({ date }) => date !== null && date > day)
  );
}

export function where({ name, destination }: Entry): string {
  return `${name} (${destination})`;
}
