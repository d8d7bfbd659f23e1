/** Reads the eCFR's editorial and effective-date notes on a list: they record law that its table does not show. */

import type { ListNote, NotedAmendment } from "../model/reading/list-note.ts";
import { takeQuotedNames } from "./instructions/quoted-names.ts";
import { readDate } from "./text/dates.ts";

const HEADING = /^(?:Editorial|Effective Date) Notes?:\s*/i;
/** “1. For Federal Register citations … 2. At 89 FR 96836, …” */
const NUMBERED = /(?:^|\s)\d{1,2}\.\s(?=(?:At|For|In|On)\b)/;
/** A note on where to find citations states no law. */
const FINDING_AIDS = /\bList of CFR Sections Affected\b/;
const CITED = /\bAt (\d+) FR (\d+), ([A-Z][a-z]+\.? \d{1,2}, \d{4})/;
const NOT_INCORPORATED = /\bcould not be incorporated\b/i;
const STAYED = /\bstayed\b(?:.{0,400}\buntil ([A-Z][a-z]+\.? \d{1,2}, \d{4}))?/i;
const OPERATION = /\bby (add|revis|remov)ing\b/gi;
const OPS = { add: "add", revis: "revise", remov: "remove" } as const;

/** `texts` holds each note as printed. */
export function readListNotes(texts: readonly string[]): ListNote[] {
  return texts
    .flatMap((text) => text.replace(HEADING, "").split(NUMBERED))
    .map((text) => text.trim())
    .filter((text) => text !== "" && !FINDING_AIDS.test(text))
    .map(readNote);
}

function readNote(text: string): ListNote {
  const [, volume, page, printed = ""] = CITED.exec(text) ?? [];
  const date = readDate(printed);
  const citation =
    volume === undefined ? null : { volume: Number(volume), page: Number(page), date };
  if (NOT_INCORPORATED.test(text)) {
    const amendments = readAmendments(text);
    return { kind: "not-incorporated", citation, amendments, until: null, text };
  }
  const stayed = STAYED.exec(text);
  const until = readDate(stayed?.[1] ?? "");
  return { kind: stayed === null ? "other" : "stayed", citation, amendments: [], until, text };
}

/** “… was amended under CHINA, … by adding an entry for “A” and by revising the entry for “B”; however, …” */
function readAmendments(note: string): NotedAmendment[] {
  const { text, names } = takeQuotedNames(note);
  const destination = /\bunder (?:the destination of )?([A-Z][A-Z’', ().-]+?)(?=,? by\b)/.exec(
    text,
  )?.[1];
  const starts = [...text.matchAll(OPERATION)];
  return starts.map((start, nth) => {
    const part = text.slice(start.index, starts[nth + 1]?.index);
    const quoted = [...part.matchAll(/⟦(\d+)⟧/g)].flatMap(([, at]) => names[Number(at)] ?? []);
    const op = OPS[(start[1] ?? "").toLowerCase() as keyof typeof OPS];
    return { op, destination: destination ?? null, names: quoted };
  });
}
