/** The entries of a rule by destination with their reasons, and its instructions as printed and as read. */

import { html } from "hono/html";
import type { Justification } from "../../model/reading/rule.ts";
import { type Html, type LinkTo, NOTHING, plural, printed } from "../html.ts";
import { termsInShort } from "../terms-page.ts";
import type { Instruction, RuleParty } from "./rule.ts";

export const OPS = {
  add: "added",
  revise: "revised",
  remove: "removed",
  redesignate: "moved",
  correct: "corrected",
} as const;
const OP_MARKS = {
  add: "added",
  revise: "modified",
  remove: "removed",
  redesignate: "modified",
  correct: "modified",
} as const;
interface Cluster {
  readonly op: Instruction["amendment"]["op"];
  readonly reasons: readonly number[];
  readonly parties: readonly RuleParty[];
}

/** Groups parties with the same operation and reasons, so that each reason is shown once. */
export function entriesByDestination(
  instructions: readonly Instruction[],
  passages: readonly Justification[],
  to: LinkTo,
): Html[] {
  const shown = new Set<number>();
  const places = Map.groupBy(instructions, ({ amendment }) => amendment.destination);
  return [...places].map(([destination, at]) => {
    const members = at.flatMap(({ amendment, parties }) =>
      parties.map((party) => ({ op: amendment.op, party })),
    );
    const clusters = [
      ...Map.groupBy(members, ({ op, party }) => [op, ...party.reasons].join()),
    ].map(
      ([, alike]): Cluster => ({
        op: alike[0]?.op ?? "add",
        reasons: alike[0]?.party.reasons ?? [],
        parties: alike.map(({ party }) => party),
      }),
    );
    return html`<h3>${printed(destination)} <span class="quiet">(${members.length})</span></h3>
${clusters.map((cluster) => clusterOf(cluster, passages, shown, to))}`;
  });
}

function clusterOf(
  { op, reasons, parties }: Cluster,
  passages: readonly Justification[],
  shown: Set<number>,
  to: LinkTo,
): Html {
  return html`<section>
<ul>${parties.map((party) => partyItem(op, party, to))}</ul>
${
  reasons.length === 0
    ? html`<p><span class="mark warn">no reason found</span></p>`
    : reasons.map((number) => reason(number, passages[number - 1], shown))
}</section>`;
}

function partyItem(op: Cluster["op"], { name, entryId, entry }: RuleParty, to: LinkTo): Html {
  const linked =
    entryId === null
      ? printed(name)
      : html`<a href="${to(`/entries/${entryId}`)}">${printed(name)}</a>`;
  const more =
    entry === null
      ? ""
      : [
          entry.aliases.length === 0 ? "" : plural(entry.aliases.length, "alias", "aliases"),
          entry.addresses.length === 0
            ? ""
            : plural(entry.addresses.length, "address", "addresses"),
        ]
          .filter(Boolean)
          .join(", ");
  return html`<li><span class="mark ${OP_MARKS[op]}">${OPS[op]}</span> ${linked}${more === "" ? "" : html` <span class="quiet">${more}</span>`}${entry === null ? NOTHING : termsInShort(entry)}</li>`;
}

function reason(number: number, passage: Justification | undefined, shown: Set<number>): Html {
  if (passage === undefined) return NOTHING;
  if (shown.has(number))
    return html`<p><a href="#reason-${number}">Reason ${number}, above</a></p>`;
  shown.add(number);
  return html`<blockquote id="reason-${number}"><p><span class="quiet">Reason ${number}.</span> ${printed(passage.text)}</p></blockquote>`;
}

export function instructionBeside(
  { amendment, parties }: Instruction,
  at: number,
  all: readonly Instruction[],
): Html {
  const { op, list, destination, text } = amendment;
  // One paragraph may give several instructions. It is shown once.
  const isPrinted = all[at - 1]?.amendment.text === text;
  return html`<div class="beside"><div>${isPrinted ? html`<p class="quiet">The same paragraph.</p>` : html`<blockquote><p>${printed(text)}</p></blockquote>`}</div>
<div><p><span class="mark ${OP_MARKS[op]}">${OPS[op]}</span> on the ${list}, under ${printed(destination)}: ${parties.length === 0 ? "no party could be read" : parties.map(({ name }, nth) => html`${nth === 0 ? "" : "; "}${printed(name)}`)}</p></div></div>`;
}
