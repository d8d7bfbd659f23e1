/**
 * `pdftotext` joins a line that ends in a hyphen to the next one and takes the hyphen out: “Proc-” / “Master” becomes
 * “ProcMaster”. The line is then longer than the column, and the same word stands elsewhere with its hyphen.
 */

import { type Column, shareOf } from "./line-width.ts";
import type { ExtractedParagraph } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-line.ts";
import { JOINT } from "./printed-lines.ts";

export const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
/** Where a joint may be, in shares of the column: indented lines are shorter, and other faces wider. */
const REACH = { from: 0.8, to: 1.15, line: 0.95 };
const JOINED = new RegExp(
  `([\\p{L}\\p{N}-]{1,60})([${JOINT.printed}${JOINT.typeset}])(?=([\\p{L}\\p{N}-]{1,60}))`,
  "gu",
);
/** `twentysix entries` */
const NUMBER_WORD =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(one|two|three|four|five|six|seven|eight|nine)\b/gi;
/** Several printed lines in one: no manuscript has longer ones. */
const LONGEST_LINE = 600;
/** Wider than any single line. */
const TWO_LINES = 1.1;
/** Of the lines of a table, so many are short enough for any of its columns. */
const NARROW = 0.5;
/** A shorter word is none of two parts. */
const SHORTEST = 3;

/** How each word is spelt in the text, apart from the places where a hyphen may be lost. */
export class Spellings {
  /** By letters and digits alone. */
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #column: Column | null;
  /** Words that were joined at a hyphen, and nothing tells whether it belongs to them. */
  readonly #doubtful = new Set<string>();
  /** Lines that have their hyphen again: they lack no other. */
  readonly #restored = new Set<string>();
  /** The typesetter cuts words: of the joints that can be told, most have no hyphen of their own. */
  readonly #cutsWords: boolean;

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
    const told = [...prose, ...table].flatMap(({ text }) =>
      hasJoint(text) ? [...text.matchAll(JOINED)].map(this.#tell, this) : [],
    );
    this.#cutsWords = told.filter(isPlain).length > told.filter(isHyphenated).length;
  }

  /** The line with each hyphen that is certain: the word stands elsewhere with it, and nowhere without. */
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

  /** Words of a paragraph in which a hyphen may be lost, and that stand nowhere else. */
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

  /** At the most: two lines in one have one joint. A single line may have one where it ends its paragraph. */
  #jointsOf(line: string): number {
    const share = this.#column === null ? 1 : shareOf(this.#column, line);
    return Math.max(1, Math.ceil(share / REACH.line) - 1);
  }

  #joined(line: string): string {
    if (!hasJoint(line)) return line;
    return line.replace(JOINED, (...found: string[]) => {
      const [, head = "", sign] = found;
      const told = this.#tell(found);
      const isTold = isPlain(told) !== isHyphenated(told);
      const guess = sign === JOINT.printed && (!this.#cutsWords || /\d$/.test(head));
      const keeps = isTold ? isHyphenated(told) : guess;
      // `730-774`
      const isRange = /^\d+$/.test(head) && keeps;
      if (!isTold && !isRange) this.#doubtful.add(keeps ? told.hyphenated : told.plain);
      return keeps ? `${head}-` : head;
    });
  }

  /** How else the two parts of a joined word stand in the text. */
  #tell([, head = "", , tail = ""]: readonly string[]): ToldJoint {
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

  #hyphenated(word: string): string | null {
    const others = [...(this.#counts.get(squash(word))?.keys() ?? [])];
    const longer = others.filter((other) => other.length > word.length);
    const most = Math.max(0, ...longer.map((other) => other.length));
    const [only, ...more] = longer.filter((other) => other.length === most);
    return others.includes(word) || more.length > 0 ? null : (only ?? null);
  }

  /** Seen nowhere else, or seen both ways. */
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

interface ToldJoint {
  readonly plain: string;
  readonly hyphenated: string;
  readonly known: ReadonlyMap<string, number>;
}

function isPlain({ plain, known }: ToldJoint): boolean {
  return known.has(plain);
}

function isHyphenated({ hyphenated, known }: ToldJoint): boolean {
  return known.has(hyphenated);
}

/** In letters. A word that ends within the narrow columns is no joint of a wider one. */
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
