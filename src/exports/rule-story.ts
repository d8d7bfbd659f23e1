/** A rule told to a person: what it did to whom, under which destination, from when, and whether it keeps its own word. */

import type { EntityEventData, LogEvent, RuleEventData } from "../model/events/event.ts";
import type { ClaimCounts } from "../model/reading/rule.ts";

export interface RuleStory {
  readonly key: string;
  /** Its `rule.*` events, in the order of telling: one at least. */
  readonly told: readonly (LogEvent & { readonly data: RuleEventData })[];
  readonly changes: readonly ChangedEntry[];
  /** When the eCFR was first seen to show it; RFC 3339, null where it was not. */
  readonly codifiedAt: string | null;
}

export interface ChangedEntry {
  readonly op: EntityEventData["op"];
  readonly name: string;
  readonly destination: string;
}

/** Plain lines: the first says how it stands, then one a destination and operation, then what is doubtful. */
export function storyLines({ told, changes, codifiedAt }: RuleStory): string[] {
  const last = told.at(-1);
  if (last === undefined) return [];
  const { data, type } = last;
  const lines = [`${standing(type, data, codifiedAt)} ${effect(data)}`];
  if (data.editorialNote !== undefined)
    lines.push(`Public inspection says: “${data.editorialNote}”`);
  lines.push(...tallyLines(changes));
  if (changes.length === 0) lines.push(...readLines(data));
  lines.push(claimLine(data));
  for (const { message } of data.problems) lines.push(`Not read: ${message}`);
  return lines;
}

/** The document's own name, and its number, by which it is found. */
export function storyTitle({ told, key }: RuleStory): string {
  const { rule } = told.at(-1)?.data ?? {};
  const cited = [rule?.documentNumber ?? key, rule?.citation].filter(Boolean).join(", ");
  return `${rule?.title ?? "Rule"} (${cited})`;
}

function standing(
  type: LogEvent["type"],
  { withdrawnBy, delayedBy }: RuleEventData,
  codifiedAt: string | null,
): string {
  if (type === "rule.withdrawn") {
    return withdrawnBy === undefined
      ? "Withdrawn before it was published."
      : `Withdrawn by ${withdrawnBy} before it was law.`;
  }
  if (codifiedAt !== null) return "Published, and shown by the eCFR.";
  if (type === "rule.displayed") return "On public inspection, not published yet.";
  if (type === "rule.delayed") return `Published, and delayed by ${delayedBy}.`;
  return type === "rule.corrected" ? "Published, and corrected." : "Published.";
}

function effect({ effectiveOn, effectiveAt, effectiveNote }: RuleEventData): string {
  if (effectiveAt !== null) return `Effective ${effectiveAt}.`;
  if (effectiveOn !== null) return `Effective ${effectiveOn}.`;
  return effectiveNote === null ? "Its effective date is not known." : effectiveNote;
}

const OPERATIONS = [
  ["added", "Added"],
  ["modified", "Modified"],
  ["removed", "Removed"],
] as const;

function* tallyLines(changes: readonly ChangedEntry[]): Generator<string> {
  for (const [op, word] of OPERATIONS) {
    const made = changes.filter((change) => change.op === op);
    for (const [destination, entries] of Map.groupBy(made, (change) => change.destination)) {
      const names = entries.map(({ name }) => name).join("; ");
      yield `${word} under ${destination} (${entries.length}): ${names}`;
    }
  }
}

/** Where its entries wait, what its instructions say they will do. */
function* readLines({ read }: RuleEventData): Generator<string> {
  for (const { destination, added, revised, removed } of read) {
    const parts = [
      added > 0 ? `${added} to be added` : "",
      revised > 0 ? `${revised} to be revised` : "",
      removed > 0 ? `${removed} to be removed` : "",
    ].filter(Boolean);
    if (parts.length > 0) yield `${destination}: ${parts.join(", ")}`;
  }
}

function claimLine({ claims, claimsAgree }: RuleEventData): string {
  if (claims === null || claimsAgree === null) return "The rule gives no counts of its own.";
  const said = [
    counted("adds", claims.added),
    counted("revises", claims.revised),
    counted("removes", claims.removed),
  ].filter(Boolean);
  const claimed = `The rule says that it ${said.join(", ") || "amends the list"}`;
  return `${claimed}: what was read ${claimsAgree ? "agrees" : "does not agree"}.`;
}

function counted(verb: string, counts: ClaimCounts | null): string {
  if (counts === null) return "";
  const { entities, entries } = counts;
  const parts = [
    entities === null ? "" : `${entities} ${entities === 1 ? "entity" : "entities"}`,
    entries === null ? "" : `${entries} ${entries === 1 ? "entry" : "entries"}`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : `${verb} ${parts.join(" under ")}`;
}
