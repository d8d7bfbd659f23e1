/** Splits a summary into sentences of tokens: words, numbers, punctuation, quotations and names of lists. */

import type { ListCode } from "../../model/entry.ts";
import { MAX_WORDS, readNumeral } from "./numerals.ts";

export interface Token {
  /**
   * `list` is one of BIS's lists, `program` another list or program, `reference` a number that counts nothing (a date,
   * a section, a percentage), `name` a quotation.
   */
  readonly kind: "word" | "number" | "mark" | "list" | "program" | "reference" | "name";
  /** As printed. */
  readonly text: string;
  /** In lower case. */
  readonly key: string;
  /** Null unless the token is a number. */
  readonly value: number | null;
  /** Null unless the token is a list. */
  readonly list: ListCode | null;
  /** Offsets into the sentence's text. */
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const MONTH =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
/** Any quotation marks; more in a row are no print. */
const QUOTE = "[‘’“”\"'`]{0,4}";
/** The first matching pattern counts. */
const PATTERNS: readonly (readonly [kind: string, source: string])[] = [
  [
    "program",
    "(?:Uyghur Forced Labor Prevention Act(?: \\(UFLPA\\))?|UFLPA) Entity List|Validated[- ]End[- ]Users?(?: \\(VEUs?\\))?(?: [Aa]uthorizations?| [Pp]rogram| [Ll]ist)?|VEUs?\\b(?: [Aa]uthorizations?| [Pp]rogram| [Ll]ist)?|Country Groups? [A-E]\\b(?::\\d+)?|Specially Designated Nationals[^,.;]{0,40}? List",
  ],
  ["EL", "[Ee]ntity [Ll]ist\\b(?: \\(EL\\))?(?: \\(?[Ss]upplement [Nn]o\\. 4 to [Pp]art 744\\)?)?"],
  ["UVL", "[Uu]nverified [Ll]ist\\b(?: \\(UVL\\))?|UVL\\b"],
  [
    "MEU",
    `${QUOTE}[Mm]ilitary[- ][Ee]nd[- ][Uu]ser${QUOTE}(?: \\(${QUOTE}MEU${QUOTE}\\))?${QUOTE} [Ll]ist\\b(?: \\(MEU List\\))?|${QUOTE}MEU${QUOTE} List\\b`,
  ],
  [
    "program",
    "(?:(?!Entity List|Unverified List|Military|MEU )[A-Z][\\w-]{0,40}(?: \\([A-Z]{1,20}\\))? ){1,5}(?:List|Program)\\b|CCL\\b|USML\\b|SDN List",
  ],
  [
    "reference",
    `${MONTH}\\.? \\d{1,2}(?:, ?|\\s)\\d{4}|${MONTH}\\.? \\d{1,2}\\b|${MONTH},? \\d{4}|\\d{1,2}/\\d{1,2}/\\d{2,4}|§{1,9} ?\\d+(?:\\.\\d+)*(?:\\(\\w+\\))*|[Ss](?:ections?|ec\\.) \\d+(?:\\.\\d+)*(?:\\(\\w+\\))*|[Ss]upplements? [Nn]os?\\. \\d+(?: (?:to|of) [Pp]art \\d+)?|[Pp]arts? \\d+|[Ff]ootnotes? \\d+|[Cc]ategor(?:y|ies) \\d+|[Nn]os?\\. ?\\d+|[Ee]xecutive [Oo]rders? \\d+|E\\.O\\. \\d+|[Pp]ublic Law [\\d-]+|\\d+ (?:CFR|FR|U\\.S\\.C\\.|Fed\\. Reg\\.)(?: \\d+(?:[.,]\\d+)*)?|\\d+(?:\\.\\d+)? ?(?:percent|%)|\\$ ?\\d+(?:[.,]\\d+)*|\\d+\\.\\d+|ECCNs? \\w+|(?:19|20)\\d\\d(?![\\d,]|\\s+(?:[\\w-]+\\s+){0,2}(?:entit|entr|person|address|part))`,
  ],
  // A quotation ends before the next one begins, so that a run of opening marks is read once.
  ["name", '“[^“”]{0,300}”|"[^"]{0,300}"|``(?:(?!``).){0,300}?\'\''],
  ["number", "\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+(?![\\w-])"],
  // U.A.E., U.S., P.R.
  ["word", "(?:\\p{L}+[-‑])?(?:\\p{L}\\.){2,}(?:['’]s\\b)?"],
  ["word", "[\\p{L}\\p{N}\\p{M}]+(?:[-–‑'’&/][\\p{L}\\p{N}\\p{M}]+)*"],
  ["mark", "\\S"],
];
const TOKEN = new RegExp(PATTERNS.map(([, source]) => `(${source})`).join("|"), "gu");
const LISTS: readonly string[] = ["EL", "UVL", "MEU"] satisfies ListCode[];

const ABBREVIATION =
  /^(?:co|ltd|inc|corp|no|nos|st|dr|mr|ms|jr|sr|vs|supp|doc|sec|pub|jsc|llc|gmbh|bros|ave|dept)$/;
/** Words that begin a sentence even after an abbreviation. */
const BEGINS =
  /^(?:this|these|those|in|the|bis|lastly|finally|also|additionally|specifically|all|some|of|as|it|they|on|further|furthermore|moreover|second|third|first)$/;

/** In printed order. Runs of white space count as one space. */
export function splitIntoSentences(summary: string): Sentence[] {
  const text = collapse(summary);
  const sentences: Sentence[] = [];
  let open: Token[] = [];
  const close = () => {
    if (open.length > 0) sentences.push(cutOut(text, open));
    open = [];
  };
  const whole = joinNumerals([...tokensOf(text)], text);
  for (const [at, token] of whole.entries()) {
    open.push(token);
    const next = whole[at + 1];
    if (next !== undefined && endsSentence(token, whole[at - 1], next)) close();
  }
  close();
  return sentences;
}

/** The list that the text names first. */
export function firstListIn(summary: string): ListCode | null {
  return tokensOf(collapse(summary)).find(({ list }) => list !== null)?.list ?? null;
}

function collapse(summary: string): string {
  return summary.replace(/\s+/g, " ").trim();
}

function tokensOf(text: string) {
  return text.matchAll(TOKEN).map(toToken);
}

function toToken(found: RegExpExecArray): Token {
  const [text] = found;
  let group = 1;
  while (group < PATTERNS.length && found[group] === undefined) group += 1;
  const kind = PATTERNS[group - 1]?.[0] ?? "mark";
  const isList = LISTS.includes(kind);
  return {
    kind: isList ? "list" : (kind as Token["kind"]),
    text,
    key: text.toLowerCase().replace(/[‑–]/g, "-").replace(/’/g, "'"),
    value: kind === "number" ? Number(text.replaceAll(",", "")) : null,
    list: isList ? (kind as ListCode) : null,
    start: found.index,
    end: found.index + text.length,
  };
}

/** `one hundred and fourteen` is one token. */
function joinNumerals(tokens: readonly Token[], text: string): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const numeral =
      token.kind === "word"
        ? readNumeral(tokens.slice(at, at + MAX_WORDS + 1).map(keyOfWord))
        : null;
    const last = tokens[at + (numeral?.length ?? 1) - 1] ?? token;
    if (numeral === null) joined.push(token);
    else {
      const printed = text.slice(token.start, last.end);
      joined.push({
        ...token,
        kind: "number",
        text: printed,
        key: printed.toLowerCase(),
        value: numeral.value,
        end: last.end,
      });
    }
    at += numeral?.length ?? 1;
  }
  return joined;
}

function keyOfWord({ kind, key }: Token): string {
  return kind === "word" ? key : "";
}

function endsSentence(token: Token, before: Token | undefined, next: Token): boolean {
  if (next.start === token.end) return false;
  // "… and the U.A.E. This rule …": the abbreviation's last dot ends the sentence, too.
  if (/\.$/.test(token.text) && token.kind === "word") {
    return /^\p{Lu}/u.test(next.text) && BEGINS.test(next.key);
  }
  if (token.text === "." || token.text === "!" || token.text === "?") {
    if (before !== undefined && ABBREVIATION.test(before.key)) return BEGINS.test(next.key);
    return /^[\p{Lu}\d“"‘'(]/u.test(next.text);
  }
  // “… Works.” This rule …
  return token.kind === "name" && /[.?!].$/.test(token.text) && BEGINS.test(next.key);
}

function cutOut(text: string, tokens: readonly Token[]): Sentence {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  return {
    text: text.slice(start, end),
    tokens: tokens.map((token) => ({
      ...token,
      start: token.start - start,
      end: token.end - start,
    })),
  };
}
