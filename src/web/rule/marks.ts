/** Marks for the stage, lists, claims and problems of a rule, the same on every page. */

import { html } from "hono/html";
import type { StoredRule } from "../../db/documents/rules.ts";
import { LISTS, type ListCode } from "../../model/entry.ts";
import type { ClaimCounts, Claims, Stage } from "../../model/reading/rule.ts";
import { type Html, NOTHING, plural, time } from "../html.ts";

export const LIST_NAMES: Readonly<Record<ListCode, string>> = {
  EL: "Entity List",
  UVL: "Unverified List",
  MEU: "Military End-User List",
};

const STAGES: Readonly<Record<Stage, string>> = {
  displayed: "On public inspection, not yet published",
  published: "Published in the Federal Register",
  codified: "Published and incorporated in the eCFR",
};

export function stageMark(stage: Stage): Html {
  return html`<span class="mark ${stage}" title="${STAGES[stage]}">${stage}</span>`;
}

export function listMark(list: ListCode): Html {
  return html`<abbr class="mark" title="${LIST_NAMES[list]}">${list}</abbr>`;
}

export function listMarks(lists: readonly ListCode[]): Html[] {
  return LISTS.filter((list) => lists.includes(list)).map(listMark);
}

export function effectiveOf({ effectiveOn }: Pick<StoredRule, "effectiveOn">): Html {
  return effectiveOn === null ? html`effective date unknown` : html`effective ${time(effectiveOn)}`;
}

/** Whether the entries that were read agree with the claims of the summary. */
export function claimsMark(agree: boolean | null): Html {
  if (agree === null) return html`<span class="mark">no claims</span>`;
  return agree
    ? html`<span class="mark good">claims agree</span>`
    : html`<span class="mark bad">claims disagree</span>`;
}

export function problemsMark({ problems }: Pick<StoredRule, "problems">): Html {
  if (problems.length === 0) return NOTHING;
  return html`<span class="mark bad">${plural(problems.length, "problem")}</span>`;
}

export function claimedWords(claims: Claims | null, op: "added" | "revised" | "removed"): string {
  const counts = claims?.[op] ?? null;
  return counts === null ? "–" : countsInWords(counts);
}

function countsInWords({ entities, entries, addresses }: ClaimCounts): string {
  const parts = [
    entities === null ? "" : plural(entities, "entity", "entities"),
    addresses === null ? "" : plural(addresses, "address", "addresses"),
    entries === null ? "" : plural(entries, "entry", "entries"),
  ].filter(Boolean);
  return parts.join(", ") || "some";
}
