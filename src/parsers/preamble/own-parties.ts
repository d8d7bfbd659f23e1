/** The parties that a paragraph tells by its own words: by name, by number and destination, or as parts of those named. */

import type { Members } from "./members.ts";
import type { Party } from "./parties.ts";
import { distinct, listBelow, type Paragraph } from "./references.ts";
import type { Statement } from "./statements.ts";

/** `AMMS and eleven of its research institutes`, `A, B, and their subordinate institutions` */
const PARTS = /\b(?:its|their)\s+(?:[\w-]+\s+){0,8}?[a-z-]+s\b/;
const ADDRESSES = /\baddress(?:es)?\b/i;

/**
 * `claimed` holds the names in the other paragraphs. Null where the paragraph brings no parties of its own; empty where
 * it does and nobody can tell which.
 */
export function ownParties(
  section: readonly Paragraph[],
  at: number,
  members: Members,
  claimed: ReadonlySet<string>,
): readonly Party[] | null {
  const { statements, isItem, named } = section[at] ?? { statements: [], isItem: true, named: [] };
  if (isItem) return named.length > 0 ? named : null;
  const own = statements.filter(
    (statement) => statement.kind === "own" && bringsParties(statement),
  );
  const decisions = own.filter(({ isDecision }) => isDecision);
  const speaking = decisions.length > 0 ? decisions : own;
  if (speaking.length === 0) return toldElsewhere(statements);
  const below = listBelow(section, at);
  const found = speaking.flatMap((statement) => partiesOf(statement, below, members, claimed));
  return distinct(found);
}

function bringsParties({ parties, owners, selection }: Statement): boolean {
  return parties.length > 0 || owners.length > 0 || selection !== null;
}

function partiesOf(
  { text, op, parties, listing, owners, selection }: Statement,
  below: readonly Party[],
  members: Members,
  claimed: ReadonlySet<string>,
): readonly Party[] {
  if (owners.length > 0)
    return [
      ...parties,
      ...(below.length > 0 ? below : members.dependents(owners, op, selection ?? "")),
    ];
  if (parties.length > 0) {
    const parts = PARTS.test(listing) ? members.dependents(parties, op, listing) : [];
    const addresses = ADDRESSES.test(listing) ? members.addresses(listing, text, op) : [];
    return [...parties, ...parts, ...addresses];
  }
  if (below.length > 0) return below;
  return members.select(selection ?? "", text, op, claimed) ?? [];
}

/** "BIS published a rule that added A. This rule corrects it.": the parties are those of the other rule. */
function toldElsewhere(statements: readonly Statement[]): readonly Party[] | null {
  if (
    !statements.some(({ kind, isDecision, op }) => kind === "own" && isDecision && op !== "remove")
  )
    return null;
  const told = statements.filter(({ kind }) => kind === "elsewhere");
  const parties = distinct(told.flatMap((statement) => statement.parties));
  return parties.length > 0 ? parties : null;
}
