/** Tracks the position of an instruction by its labels, `2.`, `a.`, `i.`, `(1)`, and the context that it inherits. */

/** Of one paragraph, and levels of one rule. Both are more than any rule has. */
const MOST_LABELS = 8;
const MOST_LEVELS = 20;
/** `■` is the bullet of the Federal Register's page. */
const BULLETS = /^[\s■•]+/;
const LABEL = /^(\()?(\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z])([.)])(?=\s|\(|\p{L}[.)]|$)\s*/u;
export const ROMAN: readonly string[] =
  "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");

interface Label {
  /** `number.`, `lower letter()`, `upper roman.`: labels of one level have one shape. */
  readonly shape: string;
  readonly value: number;
  /** `c`, `ii`, `2`, in lower case. */
  readonly text: string;
}

const NO_LABEL: Label = { shape: "", value: 0, text: "" };

interface Level<Context> {
  readonly label: Label;
  context: Context;
}

export interface Labelled {
  /** For each label at the start, its possible readings: `i` may be a letter or a number. */
  readonly labels: readonly (readonly Label[])[];
  readonly rest: string;
}

export function takeLabels(text: string): Labelled {
  const labels: Label[][] = [];
  let rest = text.replace(BULLETS, "");
  while (labels.length < MOST_LABELS) {
    const found = LABEL.exec(rest);
    if (found === null) break;
    const [whole, bracket = "", value = "", close = ""] = found;
    const readings = readingsOf(value, `${bracket}${close}`);
    if (readings.length === 0) break;
    labels.push(readings);
    rest = rest.slice(whole.length);
  }
  return { labels, rest };
}

function readingsOf(value: string, marks: string): Label[] {
  if (/^\d/.test(value)) return [{ shape: `number${marks}`, value: Number(value), text: value }];
  const lower = value.toLowerCase();
  const casing = value === lower ? "lower" : "upper";
  const roman = ROMAN.indexOf(lower) + 1;
  const letter = lower.charCodeAt(lower.length - 1) - 96 + (lower.length - 1) * 26;
  const isLetter = lower.length === 1 || lower[0] === lower[1];
  return [
    ...(isLetter ? [{ shape: `${casing} letter${marks}`, value: letter, text: lower }] : []),
    ...(roman > 0 ? [{ shape: `${casing} roman${marks}`, value: roman, text: lower }] : []),
  ];
}

export class InstructionOutline<Context> {
  readonly #levels: Level<Context>[] = [];
  /** Whether a paragraph only introduces the paragraphs below it. */
  readonly #opens: (context: Context) => boolean;

  constructor(opens: (context: Context) => boolean) {
    this.#opens = opens;
  }

  /**
   * Enters a paragraph; returns the contexts it inherits: of the paragraph above it, and of the previous one on its
   * level. `isOutermost`: it names a place in the regulations, as instructions of the first level do.
   */
  enter(
    labels: readonly (readonly Label[])[],
    blank: Context,
    isOutermost: boolean,
  ): Inherited<Context> {
    let inherited: Inherited<Context> = { parent: this.#deepest(), sibling: null };
    labels.forEach((readings, nth) => {
      inherited = this.#enterOne(readings, blank, isOutermost && nth === 0);
    });
    return inherited;
  }

  /** Sets the context that the current paragraph passes on to later ones. */
  leave(context: Context): void {
    const level = this.#levels.at(-1);
    if (level === undefined) this.#levels.push({ label: NO_LABEL, context });
    else level.context = context;
  }

  /** From the outermost level to that of the last paragraph. */
  contexts(): Context[] {
    return this.#levels.map(({ context }) => context);
  }

  /** The labels of the last paragraph, from the outermost to its own: `2`, `c`, `ii`. */
  path(): string[] {
    return this.#levels.map(({ label }) => label.text).filter((text) => text !== "");
  }

  #enterOne(readings: readonly Label[], blank: Context, isOutermost: boolean): Inherited<Context> {
    const { label, depth: placed } = this.#place(readings, isOutermost);
    const depth = Math.min(placed, MOST_LEVELS - 1);
    const sibling = this.#levels[depth]?.context ?? null;
    this.#levels.length = Math.min(depth, this.#levels.length);
    const parent = this.#deepest();
    this.#levels.push({ label, context: blank });
    return { parent, sibling };
  }

  /** A label that continues a series joins it; `a`, `i`, `(1)` begin a lower level; any other joins labels of its shape. */
  #place(readings: readonly Label[], isOutermost: boolean): { label: Label; depth: number } {
    const [first = NO_LABEL] = readings;
    const above = this.#levels.at(-1);
    if (first.shape === "number.") {
      return { label: first, depth: isOutermost ? 0 : this.#depthOfNumber(first) };
    }
    const begins = readings.find(({ value }) => value === 1);
    // “h. In the entry for FRANCE:”, then “i. Adding …”: this `i` is roman one below h, not the letter after h.
    if (begins !== undefined && readings.length > 1 && above && this.#opens(above.context)) {
      return { label: begins, depth: this.#levels.length };
    }
    const next = this.#find(readings, (a, b) => a.shape === b.shape && a.value + 1 === b.value);
    if (next !== null) return next;
    const like = this.#find(
      begins === undefined ? readings : [begins],
      (a, b) => a.shape === b.shape,
    );
    return like ?? { label: begins ?? first, depth: this.#levels.length };
  }

  /** `2.` stands on the first level, or below a letter if `1.` began there. */
  #depthOfNumber(label: Label): number {
    const above = this.#levels.at(-1);
    const isBelow = above !== undefined && this.#levels.length > 1 && this.#opens(above.context);
    if (label.value === 1 && isBelow) return this.#levels.length;
    const next = this.#find([label], (a, b) => a.shape === b.shape && a.value + 1 === b.value);
    return next?.depth ?? 0;
  }

  #find(readings: readonly Label[], goesOn: (last: Label, label: Label) => boolean) {
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const last = this.#levels[depth]?.label;
      const label = readings.find((reading) => last !== undefined && goesOn(last, reading));
      if (label !== undefined) return { label, depth };
    }
    return null;
  }

  #deepest(): Context | null {
    return this.#levels.at(-1)?.context ?? null;
  }
}

export interface Inherited<Context> {
  readonly parent: Context | null;
  readonly sibling: Context | null;
}
