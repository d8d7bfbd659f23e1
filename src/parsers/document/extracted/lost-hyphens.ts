/**
 * `pdftotext` joins a line that ends in a hyphen to the next one and takes the hyphen out: “Proc-” / “Master” becomes
 * “ProcMaster”. The line is then longer than the column, and the same word stands elsewhere with its hyphen.
 */

import type { Problem } from "../../../model/rule.ts";
import { type Column, shareOf } from "./line-width.ts";
import type { ExtractedParagraph } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-lines.ts";

const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
/** Where a joint may be, in shares of the column: indented lines are shorter. */
const JOINT = { from: 0.84, to: 1.06, line: 0.95 };
/** Wider than any single line. */
const TWO_LINES = 1.1;
/** A shorter word is none of two parts. */
const SHORTEST = 3;
const QUOTED = /“([^“”]{1,400})”/g;

/** How often each word stands in the text, apart from the places where a hyphen may be lost. */
export class Spellings {
  /** By letters and digits alone. */
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #column: Column | null;

  /** `lines`: all of the document, its tables included. */
  constructor(lines: readonly PrintedLine[], column: Column | null) {
    this.#column = column;
    for (const { text } of lines) {
      const joints = new Set(this.#jointsIn(text).map(({ index }) => index));
      for (const { index, 0: word } of text.matchAll(WORD)) {
        if (!joints.has(index)) this.#count(word);
      }
    }
  }

  /** The line with each hyphen that is certain: the word stands elsewhere with it, and nowhere without. */
  restore(line: string): string {
    let restored = line;
    for (const { index, 0: word } of this.#jointsIn(line).toReversed()) {
      const spelling = this.#hyphenated(word);
      if (spelling === null) continue;
      restored = restored.slice(0, index) + spelling + restored.slice(index + word.length);
    }
    return restored;
  }

  /** Names of an instruction with a word in which a hyphen may be lost, and that stands nowhere else. */
  doubtsOf({ lines, text }: ExtractedParagraph): Problem[] {
    if (!/\bentr(?:y|ies)\b/i.test(text)) return [];
    const words = lines.flatMap((line, at) => {
      const isLast = at === lines.length - 1;
      if (this.#column === null || (!isLast && shareOf(this.#column, line) < TWO_LINES)) return [];
      return this.#jointsIn(line)
        .map(([word]) => word)
        .filter((word) => this.#isUnknown(word));
    });
    return [...text.matchAll(QUOTED)].flatMap(([, name = ""]) => {
      const doubtful = words.find((word) => [...name.matchAll(WORD)].some(([own]) => own === word));
      if (doubtful === undefined) return [];
      const message = `“${name}” may lack a hyphen in “${doubtful}”: it stands at the end of a printed line, where this text loses hyphens`;
      return [{ code: "name/hyphen-lost", message, text }];
    });
  }

  #count(word: string): void {
    const key = squash(word);
    const spellings = this.#counts.get(key) ?? new Map<string, number>();
    spellings.set(word, (spellings.get(word) ?? 0) + 1);
    this.#counts.set(key, spellings);
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
    if (column === null || shareOf(column, line) < JOINT.line) return [];
    return [...line.matchAll(WORD)].filter(({ index, 0: word }) => {
      const start = shareOf(column, line.slice(0, index));
      const end = shareOf(column, line.slice(0, index + word.length));
      return start < JOINT.to && end > JOINT.from;
    });
  }
}

function squash(word: string): string {
  return word.replaceAll("-", "");
}
