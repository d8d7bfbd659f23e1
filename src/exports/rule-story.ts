/** Describes a rule for people: its changes by destination, effective date, claims and problems. */

import type { EntityEventData, LogEvent, RuleEventData } from "../model/events/event.ts";
import type { ClaimCounts } from "../model/reading/rule.ts";

export interface RuleStory {
  readonly key: string;
  /** Its `rule.*` events in log order, at least one. */
  readonly ruleEvents: readonly (LogEvent & { readonly data: RuleEventData })[];
  readonly changes: readonly ChangedEntry[];
  /** When the eCFR first showed it, RFC 3339; null where it has not. */
  readonly codifiedAt: string | null;
}

export interface ChangedEntry {
  readonly op: EntityEventData["op"];
  readonly name: string;
  readonly destination: string;
}

/** Plain lines: the stage, one line per operation and destination, the claims, then the problems. */
export function storyLines({ ruleEvents, changes, codifiedAt }: RuleStory): string[] {
  const last = ruleEvents.at(-1);
  if (last === undefined) return [];
  const { data, type } = last;
  const lines = [`${describeStage(type, data, codifiedAt)} ${effect(data)}`];
  if (data.editorialNote !== undefined)
    lines.push(`Public inspection says: “${data.editorialNote}”`);
  lines.push(...tallyLines(changes));
  if (changes.length === 0) lines.push(...readLines(data));
  lines.push(claimLine(data));
  for (const { message } of data.problems) lines.push(`Problem: ${message}`);
  return lines;
}

/** The document's title and number. */
export function storyTitle({ ruleEvents, key }: RuleStory): string {
  const { rule } = ruleEvents.at(-1)?.data ?? {};
  const cited = [rule?.documentNumber ?? key, rule?.citation].filter(Boolean).join(", ");
  return `${rule?.title ?? "Rule"} (${cited})`;
}

function describeStage(
  type: LogEvent["type"],
  { withdrawnBy, delayedBy }: RuleEventData,
  codifiedAt: string | null,
): string {
  if (type === "rule.withdrawn") {
    return withdrawnBy === undefined
      ? "Withdrawn before publication."
      : `Withdrawn by ${withdrawnBy} before it became law.`;
  }
  if (codifiedAt !== null) return "Published and incorporated in the eCFR.";
  if (type === "rule.displayed") return "On public inspection, not yet published.";
  if (type === "rule.delayed") return `Published and delayed by ${delayedBy}.`;
  return type === "rule.corrected" ? "Published and corrected." : "Published.";
}

function effect({ effectiveOn, effectiveAt, effectiveNote }: RuleEventData): string {
  if (effectiveAt !== null) return `Effective ${effectiveAt}.`;
  if (effectiveOn !== null) return `Effective ${effectiveOn}.`;
  return effectiveNote === null ? "The effective date is unknown." : effectiveNote;
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

/** Counts from the instructions, where the entries are not applied yet. */
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
  if (claims === null || claimsAgree === null) return "The rule claims no counts.";
  const claimed = [
    counted("adds", claims.added),
    counted("revises", claims.revised),
    counted("removes", claims.removed),
  ].filter(Boolean);
  const claim = `The rule claims that it ${claimed.join(", ") || "amends the list"}`;
  return `${claim}: the content that was read ${claimsAgree ? "agrees" : "disagrees"}.`;
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
