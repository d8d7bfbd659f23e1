/** Reads the lines of an entry cell that introduce the lines below them. */

export interface SectionHead {
  readonly kind: "subordinates" | "affiliates" | "shared addresses";
  /** The rest of the same line. */
  readonly inline: string;
}

const SECTION_HEAD =
  /^(?:[—–-]\s*)?(?:subordinate inst|affiliated ent|the following addr|(?:and )?to include)/i;
const KINDS: readonly (readonly [SectionHead["kind"], RegExp])[] = [
  ["subordinates", /^[—–-]?\s*subordinate instit?[a-z]{0,12}ions?\s*(?::\s*)?(\S.*)?$/i],
  // "Foo Institute, to include the following subordinate: Bar Lab, 5 Main Road, …"
  [
    "subordinates",
    /^(?:and )?to include the following (?:[\w-]+ )?subordinates?(?: (?:institution|entit|unit)[a-z]*)?\s*:\s*(\S.*)?$/i,
  ],
  ["affiliates", /^affiliated entities\s*:\s*(\S.*)?$/i],
  ["shared addresses", /^the following address(?:es)? appl(?:y|ies) to [^:]*:\s*(\S.*)?$/i],
];

export function readSectionHead(line: string): SectionHead | null {
  if (!SECTION_HEAD.test(line)) return null;
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(line);
    if (found !== null) return { kind, inline: found[1] ?? "" };
  }
  return null;
}

/** Pakistan Atomic Energy Commission: an alias line announces that subordinates follow on the dash lines below. */
export const SUBORDINATES_FOLLOW =
  /[;,]\s*and the following (?:[\w-]+ )?subordinate (?:entities|institutions)\s*:?$/i;
/** The start of a line that announces more aliases: `f.k.a., the following two aliases:`. */
export const SWITCH = /^(?:and )?(?:[afd]|the following|also|formerly|doing)/i;
/** India: `The following Department of Atomic Energy entities:`, one on each dash line. */
export const GROUP_HEAD = /^the following (.+?) (?:entities|institutions)\s*:?$/i;
/** A kind of plant, not a party: `fuel reprocessing and enrichment facilities, heavy water production facilities …` */
export const FACILITIES = /\b(?:facilities|reactors)\b/i;
/** Lukoil: the aliases in brackets are printed on a separate line. */
export const BRACKET_LINE = /^\(\s*[afnd]\.?\s?[kb]/i;
