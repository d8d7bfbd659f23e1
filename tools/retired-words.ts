/** Words that are retired in the sources, the documents and the strings that a user sees. */

/** Each retired form, and the term to use instead. */
const RETIRED: readonly (readonly [RegExp, string])[] = [
  [/\bparcels?\b/i, "batch"],
  [/\b(?:endpoint )?desks?\b/i, "service"],
  [/\bseats?\b/i, "connection limit"],
  [/\bbeliefs?\b/i, "version"],
  [/\bwitness(?:es)?\b/i, "source"],
  [/\b(?:door)?bells?\b/i, "enqueue"],
  [/\bmanners\b/i, "rate limiter, circuit breaker"],
  [/\bail(?:s|ing|ed|ments?)\b/i, "is failing"],
  [/\bwhat (?:becomes|became|comes|came) of\b/i, "next state, result"],
  [/\blaw \d+\b/i, "the name of the invariant"],
  [/\blegal log\b/i, "event log"],
  [/\btold\b/i, "emitted, reported"],
  [/\bwhom\b(?![)"])/i, "a direct sentence"],
];

/** What to write instead of each retired word in a line of text. */
export function retiredWordsIn(
  line: string,
): { readonly word: string; readonly instead: string }[] {
  return RETIRED.flatMap(([pattern, instead]) => {
    const word = pattern.exec(line)?.[0];
    return word === undefined ? [] : [{ word, instead }];
  });
}
