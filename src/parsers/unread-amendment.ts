/**
 * No list is a finding, not a default: a document amends no list only if it was read and shown to amend none. This file
 * looks for signs of an amendment that was not read.
 */

import type { ListCode } from "../model/entry.ts";
import type { Problem, RuleMetadata } from "../model/reading/rule.ts";
import type { AmendatoryBlock, PrintedDocument } from "./document/printed-document.ts";
import { type ActOnList, actsOfProse, actsOfTitle } from "./text/acts-on-list.ts";
import { findSupplement, hasMilitaryList, isHeadingOf } from "./text/list-supplement.ts";

export interface WhatWasRead {
  readonly document: PrintedDocument;
  readonly metadata: RuleMetadata | undefined;
  /** The publication day, exact or estimated; null if unknown. */
  readonly day: string | null;
  /** The lists whose amendments were read. */
  readonly amended: ReadonlySet<ListCode>;
  /** The lists that the instructions are about, even if they amend only a footnote. */
  readonly spokenOf: ReadonlySet<ListCode>;
}

const BIS = /Industry and Security/i;
const RULE_TYPES = new Set(["Rule", "Correction"]);
const RULE_ACTION = /\brules?\b/i;
/** Kinds of documents that have the type "Rule" and amend nothing. */
const AMENDS_NOTHING =
  /\b(?:comment period|reopening|public (?:briefing|hearing|meeting)|notifications?|announcements?|guidance|policy statements?|statements? of policy|inquiry)\b/i;
/** A denial order, which has none of a rule's labels. */
const ORDER =
  /\b(?:it is|I)\s+(?:hereby\s+|therefore\s+)*order(?:ed)?\b|\bhereby grant the request\b/i;
/** Every amendatory instruction has one of these verbs. */
const LEGIBLE =
  /\b(?:amend|revis|add|remov|delet|redesignat|correct|continu|reserv|republish|transfer|stay|suspend)/i;
const NUMBERED = /^\d{1,3}\./;
const ENACTS =
  /\b(?:is|are) (?:further )?amended as follows\b|\bpart 744\b.{0,80}\b(?:is|are) (?:further )?amended\b/i;
const IS_AMENDED =
  /^.{0,80}?[,—–-]?\s*(?:is|are) (?:further )?(?:amended|revised|corrected|added|removed|republished)\b/i;
const AMENDS_IT =
  /^\W*(?:\(?\w{1,4}[.)]+\s*)*(?:(?:in|to|under|amend|revise|correct|by amending|the table (?:in|to|of))\s+)+(?:the\s+)?$/i;

/** Problems that a person must check; empty if the document was shown to amend no list outside `amended`. */
export function findUnreadAmendments(read: WhatWasRead): Problem[] {
  const { document, day, amended } = read;
  if (isOfAnotherAgency(document)) return [];
  if (amended.size === 0) {
    const unread = findUnreadDocument(read);
    if (unread !== null) return [unread];
  }
  const acts = [...actsAnnounced(read), ...actsPrinted(read)];
  const isThere = (list: ListCode) => list !== "MEU" || hasMilitaryList(day);
  const unread = acts.filter(({ list }) => !amended.has(list) && isThere(list));
  return [...new Map(unread.map((act) => [act.list, act])).values()].map(unreadList);
}

function unreadList({ list, text }: ActOnList): Problem {
  const message = `the document says that it amends the list ${list}, but no amendment of that list was read`;
  return { code: "amendment/unread", message, text };
}

/** False for a document without labels: its agency is unknown. */
function isOfAnotherAgency(document: PrintedDocument): boolean {
  return hasLabels(document) && document.agencies.trim() !== "" && !BIS.test(document.agencies);
}

function hasLabels({ action, summary }: PrintedDocument): boolean {
  return action !== null || summary !== null;
}

function findUnreadDocument({ document, metadata }: WhatWasRead): Problem | null {
  const { preamble } = document;
  if (isNoRule(document, metadata)) return null;
  if (isLegible(document)) return null;
  const start = [document.subject, ...preamble.map(({ text }) => text)].find(Boolean) ?? null;
  const text = start?.slice(0, 300) ?? null;
  if (document.amendatory.some(({ kind }) => kind === "instruction")) {
    return unreadDocument("its amendatory instructions cannot be read", text);
  }
  if (!hasLabels(document))
    return unreadDocument("none of the parts of a rule was found in it", text);
  const action = actionOf(document, metadata);
  if (AMENDS_NOTHING.test(action)) return null;
  const isRule =
    (metadata?.type ?? document.type) === "Rule" ||
    RULE_ACTION.test(action) ||
    preamble.some((block) => ENACTS.test(block.text));
  const why = "it is labelled as a rule, but no amendatory instruction was found in it";
  return isRule ? unreadDocument(why, text) : null;
}

function unreadDocument(why: string, text: string | null): Problem {
  const message = `it is unknown whether the document amends a list: ${why}`;
  return { code: "document/unread", message, text };
}

/** The metadata or the print gives another type, or the document is an order. */
function isNoRule(document: PrintedDocument, metadata: RuleMetadata | undefined): boolean {
  const types = [metadata?.type, document.type].filter((type) => type != null);
  if (types.some((type) => !RULE_TYPES.has(type))) return true;
  return !hasLabels(document) && document.preamble.some(({ text }) => ORDER.test(text));
}

/** At least half of its instructions have an amendatory verb. */
function isLegible({ form, amendatory }: PrintedDocument): boolean {
  const all = amendatory.flatMap((block) => (block.kind === "instruction" ? block.text : []));
  // Without markup, labelled paragraphs of the regulation look like instructions, too.
  const numbered = form === "xml" ? all : all.filter((text) => NUMBERED.test(text));
  const instructions = numbered.length > 0 ? numbered : all;
  const legible = instructions.filter((text) => LEGIBLE.test(text));
  return instructions.length > 0 && legible.length * 2 >= instructions.length;
}

/** Amendments that the title and the summary announce. */
function actsAnnounced({ document, metadata, spokenOf }: WhatWasRead): ActOnList[] {
  const { summary, subject } = document;
  const announced = actsOfProse(summary ?? "");
  const title = metadata?.title ?? subject ?? "";
  const [first = ""] = title.split(";");
  // "…; Entity List Modification; Extension of Comment Period" repeats the title of another rule.
  const isOwnTitle = !AMENDS_NOTHING.test(`${actionOf(document, metadata)} ${title}`);
  const isShown = isLegible(document) && spokenOf.size === 0;
  if (!isOwnTitle) return announced;
  return [...announced, ...actsOfTitle(isShown ? first : title)];
}

/** Amendments among the instructions; if those are not legible, anywhere in the document. */
function actsPrinted({ document, metadata, spokenOf }: WhatWasRead): ActOnList[] {
  const printed = document.amendatory.flatMap((block) => actsOfBlock(block, spokenOf));
  if (isLegible(document) || isNoRule(document, metadata)) return printed;
  const texts = document.preamble.map(({ text }) => text);
  return [
    ...printed,
    ...texts.flatMap((text) => [...actsOfProse(text), ...actsOfLine(text, null)]),
  ];
}

function actsOfBlock(block: AmendatoryBlock, spokenOf: ReadonlySet<ListCode>): ActOnList[] {
  if (!("text" in block)) return [];
  const part = block.kind === "instruction" ? block.part : null;
  return actsOfLine(block.text, part).filter(({ list }) => !spokenOf.has(list));
}

const AUTHORITY = /\bauthority citations?\b/i;
const HEADING = /^\s*supp(?:lement|\.) no\. ?\d+ to part 744\s*[—–-]/i;

/** "Supplement No. 4 to part 744 is amended by", or the supplement's heading. */
function actsOfLine(text: string, part: string | null): ActOnList[] {
  if (AUTHORITY.test(text)) return [];
  const place = findSupplement(text, part);
  if (place === null || place.list === null) return [];
  const { list } = place;
  const before = text.slice(0, place.index);
  const after = text.slice(place.index + place.length);
  const isHeading = HEADING.test(text) && isHeadingOf(list, text);
  const isSubject = /^[^“”"]*$/.test(before) && IS_AMENDED.test(after);
  return isHeading || isSubject || AMENDS_IT.test(before)
    ? [{ list, text: text.slice(0, 300) }]
    : [];
}

function actionOf(document: PrintedDocument, metadata: RuleMetadata | undefined): string {
  return metadata?.action ?? document.action ?? "";
}
