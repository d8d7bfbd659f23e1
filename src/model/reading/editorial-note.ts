/**
 * What an editorial note on public inspection asserts about its document. The Office of the Federal Register writes these notes
 * by hand, so they are read by their assertions, not their wording. A note without a known assertion is `unknown`.
 */

/**
 * `withdrawn`: the agency withdrew the document. `stands`: it was missing by mistake, or is published as scheduled.
 * `corrected`: the document itself was changed. `rescheduled`: its publication date was changed.
 */
export type NoteMeaning = "withdrawn" | "stands" | "corrected" | "rescheduled" | "unknown";

const KIND = "(?:document|rule|notice|filing|submission|rulemaking)";
/** The document that carries the note, and no other: "the rule published on May 3" is another. */
const DOC = `(?:th(?:is|e)(?: (?:final|interim|proposed|direct|above|displayed|subject|special))* ${KIND}(?! (?:published|issued|dated)\\b)|it)`;
const AUX =
  "(?:(?:ha(?:s|ve|d)|was|were|is|be|being|been|now|since|later|also|subsequently|officially|formally|voluntarily) )+";
const WITHDRAWN = "(?:withdrawn|rescinded|pulled|recalled|cancell?ed|revoked|retracted)";
const WITHDREW =
  "(?:withdrew|(?:ha(?:s|ve|d) )?(?:since |subsequently |later )?(?:withdrawn|rescinded|pulled|recalled|cancell?ed|revoked|retracted)|withdraws|is withdrawing)";
const ASKED = "(?:request\\w*|ask\\w*|direct\\w*|elected|decided|cho(?:se|sen)|sought|letter)";
const PUBLISHED = "(?:publish|be published|appear|be printed|print|run)";

const WITHDRAWALS = [
  new RegExp(`\\b${WITHDREW} (?:the publication of |publication of )?${DOC}(?! ${KIND}|['’])\\b`),
  new RegExp(`\\b${DOC} ${AUX}${WITHDRAWN}\\b`),
  new RegExp(
    `\\b${ASKED} (?:for |that )?(?:the |a |its )?(?:\\w+ )?withdrawal(?: of ${DOC}\\b|(?! of\\b))`,
  ),
  new RegExp(`\\bwithdrawal of ${DOC} ${AUX}(?:requested|ordered|directed)\\b`),
  new RegExp(`\\b${ASKED}\\b(?:(?!\\b${ASKED}\\b).)*\\bto withdraw ${DOC}\\b`),
  new RegExp(`^(?:${AUX})?${WITHDRAWN}\\b`),
  new RegExp(`\\b${DOC} ${AUX}removed\\b.{0,300}\\bat (?:the )?(?:request of|.{1,100} request\\b)`),
  new RegExp(`\\b${DOC} will not ${PUBLISHED}(?! (?:on|as|until|before|today|tomorrow)\\b)`),
];
/** A document that withdraws another is not itself withdrawn. */
const WITHDRAWING = new RegExp(`^${DOC} ${WITHDREW}\\b`);
/** In the clause of a withdrawal: the withdrawal did not happen. */
const DENIED = /\b(?:not|never|no longer)\b/;
/** Anywhere in the sentence: the withdrawal is uncertain. An agency's name may contain "and", so the clause alone is too short. */
const DOUBTED =
  /\b(?:may|might|could|would|should|consider\w*|if|whether|unless|intends?|plans?|possibl[ey]|potential)\b/;
/** Anywhere in the note: the request had no effect. */
const UNDONE = [
  new RegExp(
    `\\b(?:withdrawal|request|letter)(?: request| letter| for withdrawal| requesting (?:the )?withdrawal| (?:to withdraw|of) ${DOC}){0,4} (?:was|were|has been|had been|have been|is) (?:\\w+ )?(?:rescinded|cancell?ed|denied|rejected|withdrawn|retracted|reversed|revoked|declined|refused|in error|not granted)\\b`,
  ),
  /\b(?:rescinded|cancell?ed|withdrew|withdrawn|retracted|reversed|revoked|denied|rejected|declined|refused) (?:the|its|that|this|their|a) (?:(?!document|rule|notice|filing|submission|by\b|in\b|with\b)[\w']+ ){0,2}(?:request|withdrawal|letter)\b/,
  /\bnot (?:been )?(?:withdrawn|rescinded|withdraw)\b/,
  /\b(?:reinstated|restored)\b/,
];
const MISTAKE =
  /\b(?:inadvertent\w*|in error|by mistake|mistaken\w*|erroneous\w*|accidental\w*|by accident)\b/;
const REMOVED =
  /\b(?:removed|taken (?:off|down)|dropped|deleted|omitted|missing|absent|withdrawn|not listed)\b/;
const WILL_PUBLISH = new RegExp(
  `(?:^|\\b${DOC} )(?:will|shall|is (?:still )?(?:scheduled|expected) to)(?: (?:still|now|instead|nevertheless|however|then|also))* ${PUBLISHED}\\b`,
);
const AS_SCHEDULED =
  /\bas (?:originally |previously |initially )?(?:scheduled|planned|intended)\b|\bremains scheduled\b|\bpublication date (?:is|remains) unchanged\b/;
const RESCHEDULED = [
  /\b(?:publication|scheduled?) date\b[^.;]{0,300}\b(?:changed|moved|revised|postponed|delayed|deferred|advanced|corrected|extended|updated|reset|is now|will be)\b/,
  /\b(?:chang\w+|mov\w+|revis\w+|postpon\w+|delay\w*|defer\w*|advanc\w+|correct\w*|extend\w*|new|later|earlier|different) (?:to |of |in )?(?:the |its |a )?(?:scheduled )?publication date\b/,
  /\breschedul\w+\b/,
  new RegExp(
    `\\b(?:publication(?: of ${DOC})?|${DOC}) ${AUX}(?:postponed|delayed|deferred|moved (?:up|back|to))\\b`,
  ),
  /\b(?:will|to) (?:now|instead) (?:be published|publish|appear)\b/,
];
const CORRECTED = [
  /\bcorrect(?:ion|ions|ed|ing)\b/,
  /\b(?:changes?|revisions?|edits?|amendments?)\b(?:(?!\b(?:changes?|revisions?|edits?|amendments?)\b).)*\b(?:made|request\w*|received)\b/,
  /\brequest\w*\b(?:(?!\brequest).)*\b(?:changes?|revisions?|edits?|amendments?)\b/,
  new RegExp(
    `\\b${DOC} ${AUX}(?:revised|amended|updated|modified|edited|changed|reposted|refiled)\\b`,
  ),
  /\b(?:replaced|substituted)\b(?! by (?:another|fr doc|document|notice|rule|\d))/,
  /\b(?:revised|corrected|updated|replacement) (?:version|copy|pdf|text|document)\b/,
];
const NONE = /\b(?:no|not|without|never)\b/;

/** Each clause carries one assertion; a comma alone begins no clause. */
const SENTENCES = /(?<![.;!?])[.;!?]+(?:\s+|$)/;
const CLAUSES =
  /(?<![.;!?])[.;!?]+(?:\s+|$)|(?:,\s+|(?<!\s)\s+)(?:and|but|although|though|however|because|after|before|while|until|once|which|when|so that)\s+/;

/** Real notes have about 300 characters. A person reads longer ones; the patterns above are not linear in the length. */
const LONGEST = 2_000;

/** `note`: as printed. */
export function meaningOfNote(note: string): NoteMeaning {
  if (note.length > LONGEST) return "unknown";
  const text = note.replaceAll("’", "'").replace(/\s+/g, " ").trim().toLowerCase();
  const clauses = clausesOf(text);
  const isPublished = clauses.some((clause) => asserts(clause, [WILL_PUBLISH, AS_SCHEDULED]));
  if (clauses.some((clause) => MISTAKE.test(clause) && REMOVED.test(clause))) {
    return isPublished || !/\bwithdr[ae]w/.test(text) ? "stands" : "unknown";
  }
  if (UNDONE.some((form) => form.test(text))) return isPublished ? "stands" : "unknown";
  const isMoved = clauses.some((clause) => asserts(clause, RESCHEDULED));
  const certain = text.split(SENTENCES).filter((sentence) => !DOUBTED.test(sentence));
  if (certain.flatMap(clausesOf).some(isWithdrawal)) {
    if (isMoved) return "rescheduled";
    return isPublished ? "unknown" : "withdrawn";
  }
  // The note mentions a withdrawal without asserting one.
  if (/\bwithdr[ae]w/.test(text) || WITHDRAWALS.some((form) => form.test(text))) return "unknown";
  // A changed publication date alone does not change the document.
  const rest = RESCHEDULED.reduce((left, form) => left.replace(form, " "), text);
  if (clausesOf(rest).some((clause) => asserts(clause, CORRECTED))) return "corrected";
  if (isMoved) return "rescheduled";
  return isPublished ? "stands" : "unknown";
}

function clausesOf(text: string): string[] {
  return text.split(CLAUSES).map((clause) => clause.trim());
}

function asserts(clause: string, forms: readonly RegExp[]): boolean {
  return !NONE.test(clause) && forms.some((form) => form.test(clause));
}

function isWithdrawal(clause: string): boolean {
  if (!WITHDRAWALS.some((form) => form.test(clause))) return false;
  // "This document withdraws the rule" is about another document.
  return !DENIED.test(clause.replace("will not", "")) && !WITHDRAWING.test(clause);
}
