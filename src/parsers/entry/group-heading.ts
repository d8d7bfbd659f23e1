/** Recognizes the rows of the MEU list that head a group of entries, by their letters, because the print breaks words. */

import { lettersOf } from "../../model/list/letters.ts";
import { collapse } from "../text/cell-text.ts";

const BETWEEN = "[^\\p{L}\\p{N}]*";
const loose = (words: string): string => [...words.replaceAll(" ", "")].join(BETWEEN);

/** "The following eight subordinate institutions of Aero-Engine Company of China:" */
const GROUP = new RegExp(
  [
    `^${loose("the following")}(?:[^\\p{L}\\p{N}]+[a-z\\d]+(?:-[a-z\\d]+)*)??${BETWEEN}`,
    `(${loose("subordinate institution")}[a-z]*|${loose("subordinate entit")}[a-z]*|${loose("affiliate")}[a-z]*)`,
    `[^\\p{L}\\p{N}]+${loose("of")}[^\\p{L}\\p{N}]+([\\s\\S]+)`,
  ].join(""),
  "iu",
);
const PUNCTUATION_AT_END = /(?<![\s:;,.—-])[\s:;,.—-]+$/;
/** Misspelt `instituion` in half the rows of the MEU list. */
const LABEL = /^subordinateinstit?[a-z]*ions?$/;

/** Describes the group's entries: `subordinate institution of Aero-Engine Company of China`; null for any other row. */
export function readGroupHeading(text: string): string | null {
  const group = GROUP.exec(text);
  if (group === null) return null;
  const [, what = "", parent = ""] = group;
  const single = lettersOf(what)
    .replace(/ies$/, "y")
    .replace(/s$/, "")
    .replace(/^subordinate/, "subordinate ");
  return `${single} of ${collapse(parent).replace(PUNCTUATION_AT_END, "")}`;
}

export function isGroupLabel(text: string): boolean {
  return LABEL.test(lettersOf(text));
}
