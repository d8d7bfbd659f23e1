/** Finds the parties of a rule in its preamble: by name, by alias, or by a short form that the preamble defines. */

import { countryOfDestination } from "../../model/country.ts";
import type { Entry } from "../../model/entry.ts";
import type { Amendment } from "../../model/reading/rule.ts";
import { NamesInText } from "../text/names-in-text.ts";
import { splitSentences } from "../text/sentences.ts";
import { type MarkedText, markOf } from "./marked-text.ts";
import { collectParties, type Party, textKey } from "./parties.ts";

interface Wording {
  readonly key: string;
  /** Set for a single word, which may also be an ordinary word: it must match exactly. */
  readonly exact: RegExp | null;
  readonly parties: readonly Party[];
}

const SHORTEST_ALIAS = 4;
/** `Blue Works Co., Ltd. (“Blue”)`, `(Blue)`, `(hereinafter “Blue”)`, `(a.k.a. Red Works)`, `(collectively, the “Blue Group”)`. */
const BRACKETED =
  /\(\s*(?!\s)(collectively,?\s+(?!\s))?(?:(?:hereinafter|hereafter|i\.e\.|or)[\s,]+(?![\s,]))?((?:a\.?k\.?a\b\.?|f\.?k\.?a\b\.?|d\.?b\.?a\b\.?|(?:also |formerly )?known as|referred to as)[\s,]+(?![\s,]))?(?:the\s+(?!\s))?([“"'‘]?)(?:the\s+(?!\s))?([^()“”"]{2,80}?)[”"'’]?\s*\)/gi;
const NO_SHORT_FORM = /^(?:compan|entit|group|part(?:y|ies)|person|individual|organi|see\b|\d)/i;
/** Characters searched for the defined names: a single name stands directly before, collected names in the same sentence. */
const LOOK_BACK = { name: 300, sentence: 5000 };

export class PreambleNames {
  readonly parties: readonly Party[];
  readonly #wordings: NamesInText<Wording>;

  constructor(amendments: readonly Amendment[], entries: readonly Entry[]) {
    const parties = collectParties(amendments, entries);
    this.parties = [...new Set(parties.values())];
    const named = [...parties].map(([key, party]) => ({ key, exact: null, parties: [party] }));
    const aliases = aliasWordings(this.parties, entries, parties);
    this.#wordings = new NamesInText(textKey, [...aliases, ...bareWordings(parties), ...named]);
  }

  /** Learns the short forms that the text defines after a name. */
  learn(text: string): void {
    for (const found of text.matchAll(BRACKETED)) {
      const [, collectively, known, quote, term = ""] = found;
      const wording = wordingOf(term.replace(/,$/, ""));
      if (wording === null || NO_SHORT_FORM.test(term) || countryOfDestination(term) !== null) {
        continue;
      }
      const before = text.slice(Math.max(0, found.index - LOOK_BACK.sentence), found.index);
      const owners =
        collectively === undefined
          ? this.#endingIn(before.slice(-LOOK_BACK.name))
          : this.find(splitSentences(before).at(-1) ?? "");
      const isDefined = quote !== "" || known !== undefined || collectively !== undefined;
      if (!isDefined && !owners.some(({ name }) => isShortFormOf(term, name))) continue;
      if (owners.length === 0 || this.#wordings.has(wording.key)) continue;
      this.#wordings.add({ ...wording, parties: owners });
    }
  }

  /** In text order. A name inside a longer one is not found: `Inspur` in `Inspur Group`. */
  find(text: string): Party[] {
    const found = this.#wordings.find(text, ({ exact }) => exact?.test(text) ?? true);
    return [...new Set(found.flatMap(({ parties }) => parties))];
  }

  /** Replaces each name by a mark, so that words inside a name are not read as words of the sentence. */
  mark(text: string): MarkedText {
    const marks: (readonly Party[])[] = [];
    let marked = "";
    let from = 0;
    const located = this.#wordings.locate(text, ({ exact }) => exact?.test(text) ?? true);
    for (const { name, start, end } of located) {
      if (start < from) continue;
      const { lead, tail } = aroundName(text, start, end);
      marked += `${text.slice(from, start)}${lead}${markOf(marks.length)}${tail}`;
      marks.push(name.parties);
      from = end;
    }
    return { text: marked + text.slice(from), marks };
  }

  #endingIn(text: string): readonly Party[] {
    return this.#wordings.ending(text)?.parties ?? [];
  }
}

/** The punctuation around a name that does not belong to the name. */
function aroundName(text: string, start: number, end: number): { lead: string; tail: string } {
  const print = text.slice(start, end);
  const [lead = ""] = /^[^\p{L}\p{N}]*/u.exec(print) ?? [];
  const [tail = ""] = /(?<![^\p{L}\p{N}])[^\p{L}\p{N}]*$/u.exec(print) ?? [];
  const own = print.slice(lead.length, print.length - tail.length);
  const [opened, closed] = [own.split("(").length, own.split(")").length];
  // The period of `Ltd.` does not end a sentence unless a new one begins.
  const isInside =
    /^\.[,;:)]/.test(tail) || (tail === "." && !/^\s*(?:$|[\p{Lu}“"])/u.test(text.slice(end)));
  return {
    lead: closed > opened ? lead.replace(/\($/, "") : lead,
    tail: tail.slice(isInside || (opened > closed && tail.startsWith(")")) ? 1 : 0),
  };
}

/** `Blue Institute (BI)` and `Blue (BI) Corporation` may be named without the brackets. */
function bareWordings(parties: ReadonlyMap<string, Party>): Wording[] {
  return [...new Set(parties.values())].flatMap((party) => {
    const key = textKey(party.name.replace(/(?:(?<!\s)\s+)?\([^()]*\)(?=$|\s)/g, ""));
    return parties.has(key) || !key.includes(" ") ? [] : [{ key, exact: null, parties: [party] }];
  });
}

/** An alias that two parties share is not used. */
function aliasWordings(
  parties: readonly Party[],
  entries: readonly Entry[],
  taken: ReadonlyMap<string, Party>,
): Wording[] {
  const found = new Map<string, Wording>();
  for (const party of parties) {
    for (const { name } of party.entryIndexes.flatMap((at) => entries[at]?.aliases ?? [])) {
      const wording = wordingOf(name);
      if (wording === null || taken.has(wording.key) || name.length < SHORTEST_ALIAS) continue;
      if (countryOfDestination(name) !== null) continue;
      const others = (found.get(wording.key)?.parties ?? []).filter((other) => other !== party);
      found.set(wording.key, { ...wording, parties: [...others, party] });
    }
  }
  return [...found.values()].filter((wording) => wording.parties.length === 1);
}

function wordingOf(term: string): Omit<Wording, "parties"> | null {
  const key = textKey(term);
  if (key === "") return null;
  if (key.includes(" ")) return { key, exact: null };
  const literal = RegExp.escape(term.trim());
  return { key, exact: new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "u") };
}

/** `Blue` of `Blue Works Ltd.`, `SMIC` of `Semiconductor Manufacturing International Corporation`. */
function isShortFormOf(term: string, name: string): boolean {
  const words = textKey(name).split(" ");
  const own = textKey(term).split(" ");
  if (own.every((word) => words.includes(word))) return true;
  const initials = words.map(([letter]) => letter).join("");
  return /^[\p{Lu}\d&-]{2,}$/u.test(term) && initials.startsWith(textKey(term).slice(0, 2));
}
