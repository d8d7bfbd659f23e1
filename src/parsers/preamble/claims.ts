/** Reads what a rule says of itself in its summary: how many entities and entries it adds, revises and removes. */

import type { ListCode } from "../../model/entry.ts";
import type { ClaimCounts, Claims } from "../../model/rule.ts";
import { splitSentences } from "../text/sentences.ts";
import { readDestinations } from "./claim-destinations.ts";
import { type ClaimedOp, type ClaimedOperation, findOperations } from "./claim-operations.ts";

const LIST =
  /\b(?:(Entity List)|(Unverified List|UVL)|(Military[- ]End[- ]User(?: \(MEU\))? List|MEU List))\b/gi;
/** The list of the Department of Homeland Security is another one. */
const FALSE_FRIEND = /\bUFLPA\b|Uyghur Forced Labor/;
/** An amendment that counts nothing. */
const UNCOUNTED =
  /\b(?:amend|modif|revis|correct)\w*\b[^.]*\bentries\b[^.]*\bon the Entity List\b/i;

/** What another rule did is no claim of this one. */
const EARLIER_RULE = /^(?:That|The) (?:[\w-]+ ){0,2}rule (?:had )?(?:amended|added|revised)\b/;

interface Claim extends ClaimedOperation {
  readonly list: ListCode | null;
  readonly counts: ClaimCounts;
}

/** Null where the summary claims nothing about a list. The title tells which list where the summary does not. */
export function readClaims(summary: string, title: string): Claims | null {
  const about = `${title} ${summary}`;
  const [named = null] = listsIn(about);
  if (named === null || FALSE_FRIEND.test(about)) return null;
  const claims: Claim[] = [];
  const claiming = splitSentences(summary).filter((sentence) => !EARLIER_RULE.test(sentence));
  for (const operation of findOperations(claiming.join(" "))) {
    const claim = readClaim(operation);
    // "…by modifying one entity on the Entity List. This final rule modifies one entity …" claims one, twice.
    const restated = claims.findIndex((known) => isRestated(known, claim));
    if (restated === -1) claims.push(claim);
    else if (claim.counts.destinations.length > 0) claims[restated] = claim;
  }
  const counted = (op: ClaimedOp) => sum(claims.filter((claim) => claim.op === op));
  const isNamed = claims.length > 0 || UNCOUNTED.test(summary);
  if (!isNamed) return null;
  const lists = claims.length === 0 ? [named] : claims.map(({ list }) => list ?? named);
  return {
    lists: [...new Set(lists)],
    added: counted("added"),
    revised: counted("revised"),
    removed: counted("removed"),
    text: summary,
  };
}

function listsIn(text: string): ListCode[] {
  return [...text.matchAll(LIST)].map(([, el, uvl]): ListCode => {
    return el !== undefined ? "EL" : uvl !== undefined ? "UVL" : "MEU";
  });
}

function readClaim(operation: ClaimedOperation): Claim {
  const { words, region, entities, entries, addresses } = operation;
  const destinations = readDestinations(region, entries ?? entities);
  const list = listsIn(`${words} ${region}`)[0] ?? null;
  return { ...operation, list, counts: { entities, entries, addresses, destinations } };
}

function isRestated(known: Claim, claim: Claim): boolean {
  return (
    known.op === claim.op &&
    (known.list === claim.list || claim.list === null) &&
    known.entities === claim.entities &&
    known.entries === claim.entries
  );
}

/** A rule may add to the Entity List and to the MEU List in one summary. */
function sum(claims: readonly Claim[]): ClaimCounts | null {
  if (claims.length === 0) return null;
  const total = (of: (counts: ClaimCounts) => number | null) =>
    claims.map(({ counts }) => of(counts)).reduce(add);
  return {
    entities: total(({ entities }) => entities),
    entries: total(({ entries }) => entries),
    addresses: total(({ addresses }) => addresses),
    destinations: claims.flatMap(({ counts }) => counts.destinations),
  };
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
