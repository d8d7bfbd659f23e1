/** Advice to a person on what could not be read, as a clause without a full stop. */

const ADVICE: Readonly<Record<string, string>> = {
  "about-rule/several":
    "find out which of the rules is meant, and carry out what the document says by hand",
  "add/already-listed":
    "check whether the two entries are one: the rule may revise what it calls an addition",
  "amendment/contradicted":
    "compare the instruction with the summary: one of them has the wrong destination, and nothing was executed",
  "amendment/not-executed": "carry out this instruction by hand: it is missing from the list here",
  "amendment/unread":
    "read the document: it says that it amends a list, and its amendments are missing from the list here",
  "claim/disagrees":
    "count the entries of the printed rule: either the summary is wrong, or a row or instruction was missed",
  "claim/unread":
    "read the summary, and count the entries of the printed rule: these counts are not checked",
  "correction/not-applied":
    "compare the correction with the rule: the words it corrects were not found, or were found several times",
  "correction/unread": "read the correction, and correct the rule's changes by hand",
  "delay/implausible":
    "find out until which day the rule is delayed: its original date is used here",
  "delay/not-later": "find out until which day the rule is delayed: its original date is used here",
  "delay/too-late": "find out whether the rule is still in force: it counts as law here",
  "delay/unread": "find out which rule is delayed and until when: the rule is not delayed here",
  "document/unnumbered": "find out which document this PDF is, and compare it with that document",
  "document/unread": "read the document: it may amend a list",
  "effective/applicable":
    "read the DATES paragraph to find out from when the list's amendments apply",
  "effective/disagrees":
    "trust the printed DATES paragraph; report the record to the Federal Register",
  "effective/implausible":
    "read the DATES paragraph: the day is misprinted, or it lies unusually far in the past or future",
  "effective/pending": "wait for publication: the effective day is counted from it",
  "effective/several":
    "read the DATES paragraph to find out which date applies to the list's amendments",
  "effective/unread": "read the DATES paragraph, and use its date",
  "instruction/held-back": "look for the missing row, then carry out the whole instruction by hand",
  "instruction/miscounted": "count the names of the printed instruction: one may have been missed",
  "instruction/unread": "carry out this instruction by hand, and report it so that it can be read",
  "name/cut-by-page":
    "read the name in the PDF: a line from the edge of the page may be part of it here",
  "name/hyphen-lost": "read the name in the PDF: a hyphen may be missing from it here",
  "name/without-row":
    "look for the entry in the printed table: it may be listed under another name",
  "reason/without-party":
    "read the passage and find out which parties it is about: here they may have no reason",
  "redesignate/ambiguous": "find out which of the entries of this name is meant",
  "redesignate/not-listed":
    "look for the entry under another name: the rule moves it, and here it was not moved",
  "remove/ambiguous": "find out which of the entries of this name is meant: none was removed",
  "remove/not-listed": "look for the entry under another name: it may still be listed here",
  "remove/still-in-later-snapshot": "look at the eCFR: a later snapshot still shows the entry",
  "remove/unnamed": "carry out this instruction by hand: it removes entries without naming them",
  "reread/not-confirmed":
    "compare the two readings: the earlier events stay in force until a person decides",
  "revise/ambiguous": "find out which of the entries of this name is meant: none was revised",
  "revise/no-change": "compare the row with the entry: they do not differ",
  "revise/not-listed":
    "look for the entry under another name: it is reported as if it was listed before without being seen",
  "row/without-instruction": "look for the instruction that adds or revises this row",
  "rule/not-law":
    "nothing, unless the rule is in force after all: its instructions were not executed",
  "table/beside-rows": "look at the printed table: this text may be part of a row that was split",
  "table/not-closed":
    "look at the last row of the printed table: here it may contain text from after the table",
  "table/unread": "wait for the PDF or for publication, or read the table in the PDF",
  "table/without-instruction": "look for the instruction that this table belongs to",
  "text/cut-off": "look at the end of the PDF: text may be missing here",
  "text/no-instruction": "look in the PDF for the text that follows this instruction",
  "text/no-summary": "look in the PDF for the summary and for other lines missing here",
  "text/no-supplement": "look in the PDF for the instruction that names the supplement",
  "text/two-numbers": "find out which document this is: the text may belong to another",
  "withdrawal/too-late": "find out whether the rule is still in force: it counts as law here",
  "withdrawal/unread": "find out which rule is withdrawn: that rule still counts as law here",
};
/** What an entry's text leaves open, by flag. Other flags name repairs that leave nothing open. */
export const OPEN_FLAGS: Readonly<Record<string, string>> = {
  "alias-count-differs": "the text announces a different number of aliases than it lists",
  "license-requirement-missing": "no license requirement is printed",
  "license-review-policy-missing": "no license review policy is printed",
  "license-review-policy-unread": "the license review policy matches no known standard",
  "citation-missing": "no Federal Register citation is printed",
};
const OTHER_ADVICE = "compare with the printed rule";
export const ROW_ADVICE = "read the row in the printed table: none of it is in the entries above";

/** Advice on a problem, by its code. */
export function adviceOn(code: string): string {
  return ADVICE[code] ?? OTHER_ADVICE;
}
