/** Finds the parties that a paragraph gives itself: by name, by number and destination, or as parts of named parties. */

import type { Members } from "./members.ts";
import type { Party } from "./parties.ts";
import { distinct, listBelow, type Paragraph } from "./references.ts";
import type { Statement } from "./statements.ts";

/** `AMMS and eleven of its research institutes`, `A, B, and their subordinate institutions` */
const PARTS = /\b(?:its|their)\s+(?:[\w-]+\s+){0,8}?[a-z-]+s\b/;
const ADDRESSES = /\baddress(?:es)?\b/i;

/**
 * `claimed` holds the names decided on in other paragraphs. Null if the paragraph gives no parties itself; empty if it
 * does and they cannot be determined.
 */
export function ownParties(
  section: readonly Paragraph[],
  at: number,
  members: Members,
  claimed: ReadonlySet<string>,
): readonly Party[] | null {
  const { statements, isItem, named } = section[at] ?? { statements: [], isItem: true, named: [] };
  if (isItem) return named.length > 0 ? named : null;
  const own = statements.filter((statement) => statement.kind === "own" && givesParties(statement));
  const decisions = own.filter(({ isDecision }) => isDecision);
  const relevant = decisions.length > 0 ? decisions : own;
  if (relevant.length === 0) return partiesOfCorrectedRule(statements);
  const below = listBelow(section, at);
  const found = relevant.flatMap((statement) =>
    partiesOf(statement, below, members, claimed).map((party) => amendedParty(party, statement)),
  );
  return distinct(found);
}

/** Other programs that list parties; rules on BIS's lists do not add or remove those by number. */
const OTHER_PROGRAM = /\bValidated End[- ]Users?\b|\bVEUs?\b|\bSDN\b|\bUFLPA\b/i;

/** The words that count parties of the rule, where the number fits no set of them. */
export function findUnmatchedCounts(
  section: readonly Paragraph[],
  at: number,
  members: Members,
  claimed: ReadonlySet<string>,
): readonly string[] {
  const { statements, isItem } = section[at] ?? { statements: [], isItem: true };
  if (isItem || listBelow(section, at).length > 0) return [];
  return statements.flatMap(({ kind, text, op, parties, owners, selection }) => {
    const isByNumber = selection !== null && parties.length === 0 && owners.length === 0;
    if (kind !== "own" || !isByNumber || OTHER_PROGRAM.test(text)) return [];
    const isOpen = members.select(selection, text, op, claimed) === null;
    return isOpen && members.hasActed(text, op) ? [selection.trim()] : [];
  });
}

function givesParties({ parties, owners, selection }: Statement): boolean {
  return parties.length > 0 || owners.length > 0 || selection !== null;
}

/** The reason for a removal from one list is no reason for an addition to another, so a removed party has no entries. */
function amendedParty(party: Party, { op }: Statement): Party {
  const isRemovedToo = op === "remove" && party.ops.has(op) && party.entryIndexes.length > 0;
  return isRemovedToo ? { ...party, entryIndexes: [] } : party;
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
function partiesOfCorrectedRule(statements: readonly Statement[]): readonly Party[] | null {
  if (
    !statements.some(({ kind, isDecision, op }) => kind === "own" && isDecision && op !== "remove")
  )
    return null;
  const ofOtherRules = statements.filter(({ kind }) => kind === "elsewhere");
  const parties = distinct(ofOtherRules.flatMap((statement) => statement.parties));
  return parties.length > 0 ? parties : null;
}
