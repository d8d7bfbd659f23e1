/** Scores a name against a query: 0 no match, 1 exact. */

import { distance } from "fastest-levenshtein";
import { searchKey, soundOf } from "./search-key.ts";

/** A name prepared for comparison. */
export interface NameSound {
  /** The words of `searchKey`, each as its sound. */
  readonly words: readonly string[];
  /** Without spaces, so that `Hik Vision` equals `Hikvision`. */
  readonly joined: string;
}

export function nameSound(name: string): NameSound {
  const words = searchKey(name).split(" ").map(soundOf).filter(Boolean);
  return { words, joined: words.join("") };
}

/** Weight of a word: `technology` is in every tenth name, `hikvision` in few. */
export type WordWeight = (word: string) => number;

/** Least similarity of two words or names that still match. */
const ALIKE = 0.66;
/** Score of a word of which only the beginning was typed. */
const BEGUN = 0.85;
const MIN_BEGUN = 3;
/** Least score of a name that contains the whole query, written without spaces. */
const HELD = 0.9;
const MIN_HELD = 5;
/** Share of the score that the query's words decide; the name's other words decide the rest. */
const ASKED_SHARE = 0.85;

/** Weight share of a query word that the name lacks: it may be a company form, a misspelling or an address. */
const STRANGE = 0.6;

export function matchScore(asked: NameSound, name: NameSound, weigh: WordWeight): number {
  if (asked.joined === "" || name.joined === "") return 0;
  if (asked.joined === name.joined) return 1;
  return Math.max(byWords(asked, name, weigh), asOneWord(asked.joined, name.joined)) * 0.99;
}

function byWords(asked: NameSound, name: NameSound, weigh: WordWeight): number {
  const left = new Set(name.words.keys());
  let [found, wanted, covered] = [0, 0, 0];
  for (const word of asked.words) {
    let [best, at] = [0, -1];
    for (const nth of left) {
      const alike = likeWords(word, name.words[nth] ?? "");
      if (alike > best) [best, at] = [alike, nth];
    }
    const weight = weigh(at === -1 ? word : (name.words[at] ?? word));
    if (at === -1) {
      wanted += STRANGE * weight;
      continue;
    }
    wanted += weight;
    left.delete(at);
    found += best * weight;
    covered += best * weight;
  }
  const all = name.words.reduce((sum, word) => sum + weigh(word), 0);
  return ASKED_SHARE * (found / wanted) + (1 - ASKED_SHARE) * Math.min(1, covered / all);
}

/** Zero where the words do not match. */
function likeWords(asked: string, word: string): number {
  if (asked === word) return 1;
  const [shorter, longer] = [asked.length, word.length].sort((a, b) => a - b) as [number, number];
  if (asked.length >= MIN_BEGUN && word.startsWith(asked)) return BEGUN;
  if (shorter / longer < ALIKE) return 0;
  const alike = 1 - distance(asked, word) / longer;
  return alike < ALIKE ? 0 : alike;
}

function asOneWord(asked: string, name: string): number {
  if (asked.length >= MIN_HELD && name.includes(asked)) {
    return HELD + (1 - HELD) * (asked.length / name.length);
  }
  const longest = Math.max(asked.length, name.length);
  if (Math.min(asked.length, name.length) / longest < ALIKE) return 0;
  const alike = 1 - distance(asked, name) / longest;
  return alike < ALIKE ? 0 : alike;
}
