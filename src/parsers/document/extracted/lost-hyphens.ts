/**
 * Restores hyphens. `pdftotext` joins a line that ends in a hyphen to the next one and removes the hyphen: “Proc-” /
 * “Master” becomes “ProcMaster”. The joined line is longer than the column, and the word may occur elsewhere with its hyphen.
 */

import { type Column, shareOf } from "./line-width.ts";
import type { ExtractedParagraph } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-line.ts";
import { JOINT } from "./printed-lines.ts";

export const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
/** Where a joint may be, in shares of the column: indented lines are shorter, and other fonts may be wider. */
const REACH = { from: 0.8, to: 1.15, line: 0.95 };
const SIGN = `[${JOINT.printed}${JOINT.typeset}]`;
/** The joint, then the parts of the word before and after it: a joint is found faster than a part of a word. */
const JOINED = new RegExp(
  `(${SIGN})(?<=([\\p{L}\\p{N}-]{1,60})${SIGN})(?=([\\p{L}\\p{N}-]{1,60}))`,
  "gu",
);
/** `twentysix entries` */
const NUMBER_WORD =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(one|two|three|four|five|six|seven|eight|nine)\b/gi;
/** In characters. A longer line is not a printed line. */
const LONGEST_LINE = 600;
/** In shares of the column: no single line is as wide. */
const TWO_LINES = 1.1;
/** Quantile of the lengths of table lines that fits every column of the table. */
const NARROW = 0.5;
/** In letters: a word this short is not joined from two parts. */
const SHORTEST = 3;

/** The spellings of each word in the text, without the places where a hyphen may be lost. */
export class Spellings {
  /** Spellings and their counts, by the word without hyphens. */
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #column: Column | null;
  /** Words joined at a hyphen without evidence whether the hyphen belongs to them. */
  readonly #doubtful = new Set<string>();
  /** Lines whose hyphens are all restored. */
  readonly #restored = new Set<string>();
  /** The typesetter hyphenates words: at most of the joints with evidence, the hyphen is not part of the word. */
  readonly #hyphenates: boolean;

  constructor(prose: readonly PrintedLine[], table: readonly PrintedLine[], column: Column | null) {
    this.#column = column;
    for (const { text } of prose) {
      const joints = new Set(this.#jointsIn(text).map(({ index }) => index));
      this.#countWords(text, ({ index, 0: word }) => word.includes("-") || !joints.has(index));
    }
    const narrow = widthOfCells(table);
    for (const { text } of table) {
      this.#countWords(text, ({ index, 0: word }) => {
        return index <= 1 || word.includes("-") || index + word.length <= narrow;
      });
    }
    const joints = [...prose, ...table].flatMap(({ text }) =>
      hasJoint(text) ? [...text.matchAll(JOINED)].map(this.#evidenceOf, this) : [],
    );
    this.#hyphenates = joints.filter(isPlain).length > joints.filter(isHyphenated).length;
  }

  /** Restores each certain hyphen of a line: the word occurs elsewhere with it, and never without. */
  restore(line: string): string {
    let restored = this.#joined(line).replace(NUMBER_WORD, "$1-$2");
    let missing = this.#jointsOf(restored);
    for (const { index, 0: word } of this.#jointsIn(restored).toReversed()) {
      const spelling = this.#hyphenated(word);
      if (spelling === null) continue;
      restored = restored.slice(0, index) + spelling + restored.slice(index + word.length);
      missing -= 1;
    }
    if (missing <= 0) this.#restored.add(restored);
    return restored;
  }

  /** Words of a paragraph that may have lost a hyphen and occur nowhere else. */
  doubtfulWords({ lines }: ExtractedParagraph): Set<string> {
    const words = lines.flatMap(({ text }, at) => {
      const isLast = at === lines.length - 1;
      if (this.#column === null || this.#restored.has(text)) return [];
      if (!isLast && shareOf(this.#column, text) < TWO_LINES) return [];
      return this.#jointsIn(text)
        .map(([word]) => word)
        .filter((word) => this.#isUnknown(word));
    });
    return new Set([...words, ...this.#doubtful]);
  }

  /** The largest possible number of joints: two joined lines have one. A single line may have one at the end of its paragraph. */
  #jointsOf(line: string): number {
    const share = this.#column === null ? 1 : shareOf(this.#column, line);
    return Math.max(1, Math.ceil(share / REACH.line) - 1);
  }

  #joined(line: string): string {
    if (!hasJoint(line)) return line;
    return line.replace(JOINED, (...found: string[]) => {
      const [, sign, head = ""] = found;
      const evidence = this.#evidenceOf(found);
      const isCertain = isPlain(evidence) !== isHyphenated(evidence);
      const guess = sign === JOINT.printed && (!this.#hyphenates || /\d$/.test(head));
      const keeps = isCertain ? isHyphenated(evidence) : guess;
      // `730-774`
      const isRange = /^\d+$/.test(head) && keeps;
      if (!isCertain && !isRange) {
        this.#doubtful.add(keeps ? evidence.hyphenated : evidence.plain);
      }
      return keeps ? "-" : "";
    });
  }

  /** The spellings elsewhere of the word that a joint joins. */
  #evidenceOf([, , head = "", tail = ""]: readonly string[]): JointEvidence {
    const [plain, hyphenated] = [head + tail, `${head}-${tail}`];
    return { plain, hyphenated, known: this.#counts.get(squash(plain)) ?? new Map() };
  }

  #countWords(text: string, isWhole: (found: RegExpExecArray) => boolean): void {
    for (const found of text.matchAll(WORD)) {
      const { index, 0: word } = found;
      const isJoined = isJoint(text[index - 1]) || isJoint(text[index + word.length]);
      if (isJoined || !isWhole(found)) continue;
      const key = squash(word);
      const spellings = this.#counts.get(key) ?? new Map<string, number>();
      spellings.set(word, (spellings.get(word) ?? 0) + 1);
      this.#counts.set(key, spellings);
    }
  }

  /** The only longer spelling of the word; null if there is none, several, or the word itself occurs. */
  #hyphenated(word: string): string | null {
    const others = [...(this.#counts.get(squash(word))?.keys() ?? [])];
    const longer = others.filter((other) => other.length > word.length);
    const most = Math.max(0, ...longer.map((other) => other.length));
    const [only, ...more] = longer.filter((other) => other.length === most);
    return others.includes(word) || more.length > 0 ? null : (only ?? null);
  }

  /** Whether the word occurs nowhere else, or with several spellings. */
  #isUnknown(word: string): boolean {
    const spellings = this.#counts.get(squash(word));
    const isSure = spellings?.size === 1 && spellings.has(word);
    return word.length > SHORTEST && !isSure;
  }

  #jointsIn(line: string): RegExpExecArray[] {
    const column = this.#column;
    if (column === null || line.length > LONGEST_LINE || shareOf(column, line) < REACH.line)
      return [];
    const folds = Array.from({ length: this.#jointsOf(line) }, (_, nth) => nth + 1);
    return [...line.matchAll(WORD)].filter(({ index, 0: word }) => {
      const start = shareOf(column, line.slice(0, index));
      const end = shareOf(column, line.slice(0, index + word.length));
      return folds.some((fold) => start < fold * REACH.to && end > fold * REACH.from);
    });
  }
}

interface JointEvidence {
  readonly plain: string;
  readonly hyphenated: string;
  readonly known: ReadonlyMap<string, number>;
}

function isPlain({ plain, known }: JointEvidence): boolean {
  return known.has(plain);
}

function isHyphenated({ hyphenated, known }: JointEvidence): boolean {
  return known.has(hyphenated);
}

/** In letters. A word that ends before the width of a narrow column contains no joint. */
function widthOfCells(lines: readonly PrintedLine[]): number {
  const widths = lines.map(({ text }) => text.length).sort((a, b) => a - b);
  return (widths[Math.floor(widths.length * NARROW)] ?? 0) * REACH.from;
}

function hasJoint(text: string): boolean {
  return text.includes(JOINT.printed) || text.includes(JOINT.typeset);
}

function isJoint(letter: string | undefined): boolean {
  return letter === JOINT.printed || letter === JOINT.typeset;
}

function squash(word: string): string {
  return word.replaceAll("-", "");
}
