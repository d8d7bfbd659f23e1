/** Lines of an entry cell that say what the lines below them are. */

export interface SectionHead {
  readonly kind: "subordinates" | "affiliates" | "shared addresses";
  /** What stands on the same line. */
  readonly inline: string;
}

const SECTION_HEAD = /^(?:[—–-]\s*)?(?:subordinate inst|affiliated ent|the following addr)/i;
const KINDS: readonly (readonly [SectionHead["kind"], RegExp])[] = [
  ["subordinates", /^[—–-]?\s*subordinate instit?[a-z]*ions?\s*:?\s*(.*)$/i],
  ["affiliates", /^affiliated entities\s*:\s*(.*)$/i],
  ["shared addresses", /^the following address(?:es)? appl(?:y|ies) to [^:]*:\s*(.*)$/i],
];

export function readSectionHead(line: string): SectionHead | null {
  if (!SECTION_HEAD.test(line)) return null;
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(line);
    if (found !== null) return { kind, inline: found[1] ?? "" };
  }
  return null;
}

const INCLUDED_HEAD =
  /^(?:and )?to include the following (?:[\w-]+ )?subordinates?(?: (?:institution|entit|unit)[a-z]*)?\s*:\s*(.*)$/i;

/** `Foo Institute, to include the following subordinate: Bar Lab, 5 Main Road, …`: null where it announces none by name. */
export function readIncludedHead(rest: string): SectionHead | null {
  const found = INCLUDED_HEAD.exec(rest);
  return found === null ? null : { kind: "subordinates", inline: found[1] ?? "" };
}
