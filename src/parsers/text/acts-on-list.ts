/** Finds which of BIS's lists a title or a sentence says that the document changes. */

import type { ListCode } from "../../model/entry.ts";
import { splitSentences } from "./sentences.ts";

const QUOTED = /[“"][^“”"]*[”"]/g;
/** A quotation of this many words is the title of another document; a shorter one is a term. */
const TITLE_WORDS = 4;
/** Excludes the Entity List of the Department of Homeland Security and phrases such as "an Entity List license requirement". */
const LIST =
  /(?<!\bUFLPA |\bPrevention Act )\b(?:(?<EL>Entity List|supplement no\. ?4 to part 744)|(?<UVL>Unverified List|UVL|supplement no\. ?6 to part 744)|(?<MEU>[‘'`]?Military[- ]End[- ]User[’'`]?(?: \(MEU\))? List|MEU List|supplement no\. ?7 to part 744))(?!\s+(?:FDP|footnotes?|foreign|licens|restrictions?|requirements?|criteria|requests?|process|procedures?|rules?\b|entit(?:y|ies) FDP)|-)/gi;
const PARTIES = `(?:entit(?:y|ies)|entr(?:y|ies)|persons?|part(?:y|ies)|address(?:es)?|alias(?:es)?|listings?|names?|compan(?:y|ies))`;
/** "by adding ten entities under twelve entries to": the text before the name of the list. */
const PUTS_ON =
  /\b(?:add|plac|transfer|mov|reinstat|restor)(?:e|es|s|ing)?\b(?:(?!\b(?:add|plac|transfer|mov|reinstat|restor)(?:e|es|s|ing)?\b).)*\b(?:to|on|onto|into)\s+(?:\S+\s+){0,2}$/is;
const TAKES_OFF =
  /\b(?:remov|delet|transfer|mov)(?:e|es|s|ing)?\b(?:(?!\b(?:remov|delet|transfer|mov)(?:e|es|s|ing)?\b).)*\bfrom\s+(?:\S+\s+){0,2}$/is;
const CHANGES_PARTIES = String.raw`\b(?:revis|modif|correct|amend|updat|chang|clarif|stay|suspend)(?:e|es|s|ing|y|ies|ying)?\b(?:[^\w-]+[\w-]+){0,8}?[^\w-]+${PARTIES}\b`;
const CHANGES = new RegExp(
  String.raw`${CHANGES_PARTIES}(?:(?!\bto\b|${CHANGES_PARTIES}).)*\b(?:on|to|in|of|for)\s+(?:\S+\s+){0,2}$`,
  "is",
);
const CHANGES_IT =
  /\b(?:revis|amend|updat|modify|correct)(?:e|es|s|ing|ies)?\s+(?:the\s+|BIS's\s+|its\s+)?$/i;
const PASSIVE =
  /^\s*(?:\([^)]*\)\s*)?(?:is|are)\s+(?:being\s+|hereby\s+|further\s+)*(?:amended|revised|modified|updated)\b/i;
const IS_PUT =
  /\b(?:is|are)\s+(?:being\s+|hereby\s+)?(?:added|removed|placed|moved|transferred)\b(?:(?!\b(?:is|are)\s+(?:being\s+|hereby\s+)?(?:added|removed|placed|moved|transferred)\b).)*\b(?:to|from|on)\s+(?:\S+\s+){0,2}$/is;
const NOUN =
  /\b(?:addition|removal|revision|modification|correction|amendment|change|deletion|transfer)s?\s+(?:of|to|from|for)\b.*$/is;
const ACT_NOUN =
  /\b(?:addition|removal|revision|modification|correction|amendment|change|update|deletion|transfer|reinstatement)s?\b|\b(?:add|remov|revis|amend|modify|correct|updat)ing\b/i;
/** Acts of other documents, possible future acts, and general procedures and criteria. */
const NOT_THIS =
  /\b(?:prior|previous(?:ly)?|earlier|separate|another|companion|concurrent(?:ly)?|associated)\b|\b(?:may|might|could|can|would)\b|\bcriteria\b|\bprocedures? for\b|\bprocess(?:es)? for\b|\brequests? (?:for|to)\b|\bbas(?:is|es) for\b|\b(?:that|which|final|interim) rule\s+(?:had )?(?:\w+ed)\b|\bproposes?\b/i;

export interface ActOnList {
  readonly list: ListCode;
  /** The part of the text that says so. */
  readonly text: string;
}

/** `Additions of Entities to the Entity List; Removals From the MEU List`: each part is read separately. */
export function actsOfTitle(title: string): ActOnList[] {
  return title
    .split(";")
    .filter((part) => ACT_NOUN.test(part))
    .flatMap((part) => {
      const text = part.trim();
      return listsIn(part)
        .filter(({ before }) => !NOT_THIS.test(before))
        .map(({ list }) => ({ list, text }));
    });
}

export function actsOfProse(prose: string): ActOnList[] {
  const plain = prose.replace(QUOTED, (quoted) =>
    quoted.trim().split(/\s+/).length < TITLE_WORDS ? quoted : "“”",
  );
  return splitSentences(plain)
    .flatMap((sentence) => sentence.split(/;\s/))
    .flatMap((clause) =>
      listsIn(clause).flatMap(({ list, before, after }) => {
        return acts(before, after) && !NOT_THIS.test(before) ? [{ list, text: clause.trim() }] : [];
      }),
    );
}

function acts(before: string, after: string): boolean {
  return (
    [PUTS_ON, TAKES_OFF, CHANGES, CHANGES_IT, IS_PUT, NOUN].some((said) => said.test(before)) ||
    PASSIVE.test(after)
  );
}

/** Characters searched on each side of the list's name. */
const REACH = 400;

function listsIn(text: string) {
  return [...text.matchAll(LIST)].map(({ index, 0: name, groups }) => {
    const list: ListCode =
      groups?.["EL"] !== undefined ? "EL" : groups?.["UVL"] !== undefined ? "UVL" : "MEU";
    const before = text.slice(Math.max(0, index - REACH), index);
    return { list, before, after: text.slice(index + name.length, index + name.length + REACH) };
  });
}
