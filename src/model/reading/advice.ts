/** What a person is to do about what could not be read, as a clause without a full stop. */

const ADVICE: Readonly<Record<string, string>> = {
  "about-rule/several":
    "see which of the rules is meant, and carry out what the document says by hand",
  "add/already-listed":
    "see whether the two entries are one: the rule may revise what it calls an addition",
  "amendment/contradicted":
    "read instruction and summary side by side: one of them has the wrong destination, and nothing was executed",
  "amendment/not-executed": "carry out this instruction by hand: the list here is without it",
  "amendment/unread":
    "read the document: it says that it amends a list, and the list here is without it",
  "claim/disagrees":
    "count the entries of the printed rule: either the summary is wrong, or a row or instruction was missed",
  "claim/unread":
    "read the summary, and count the entries of the printed rule: these counts are not checked",
  "correction/not-applied":
    "read the correction beside the rule: its words stand nowhere, or in several places",
  "correction/unread": "read the correction, and correct what follows from the rule by hand",
  "delay/implausible": "see until which day the rule is delayed: it stands with its own date here",
  "delay/not-later": "see until which day the rule is delayed: it stands with its own date here",
  "delay/too-late": "see what becomes of the rule: it is law here",
  "delay/unread":
    "read which rule is delayed and until when, and go by it: it stands undelayed here",
  "document/unnumbered": "see which document this PDF is, and compare with that one",
  "document/unread": "read the document: it may amend a list",
  "effective/applicable":
    "read the DATES paragraph to see from when the list's amendments are to be applied",
  "effective/disagrees":
    "go by the printed DATES paragraph; report the record to the Federal Register",
  "effective/implausible":
    "read the DATES paragraph: the day is misprinted, or the rule reaches far back or ahead",
  "effective/pending": "wait for the publication, from which the day is counted",
  "effective/several":
    "read the DATES paragraph to see which date is that of the list's amendments",
  "effective/unread": "read the DATES paragraph, and go by it",
  "instruction/held-back":
    "look for the row that is missing, then carry out the whole instruction by hand",
  "instruction/miscounted": "count the names of the printed instruction: one may have been missed",
  "instruction/unread": "carry out this instruction by hand, and report it so that it can be read",
  "name/cut-by-page":
    "read the name in the PDF: a line of the page's edge may stand within it here",
  "name/hyphen-lost": "read the name in the PDF: a hyphen may be missing from it here",
  "name/without-row": "look for the entry in the printed table: it may stand under another name",
  "reason/without-party":
    "read the passage, and see which parties it is about: they may stand here without a reason",
  "redesignate/ambiguous": "see which of the entries of this name is meant",
  "redesignate/not-listed":
    "look for the entry under another name: it moves, and here it stays where it is",
  "remove/ambiguous": "see which of the entries of this name is meant: none was removed",
  "remove/not-listed": "look for the entry under another name: it may still be listed here",
  "remove/still-in-later-snapshot": "look at the eCFR: a later text of it still shows the entry",
  "remove/unnamed": "carry out this instruction by hand: it removes entries without naming them",
  "reread/not-confirmed":
    "hold the two readings side by side: what was told before stays until somebody looks",
  "revise/ambiguous": "see which of the entries of this name is meant: none was revised",
  "revise/no-change": "compare the row with the entry: nothing of it differs",
  "revise/not-listed":
    "look for the entry under another name: it is told as if it had been listed unseen",
  "row/without-instruction": "look for the instruction that adds or revises this row",
  "rule/not-law":
    "nothing, unless it is in force after all: what its instructions say was not executed",
  "table/beside-rows":
    "see in the printed table what it means, and whether it is a row that came apart",
  "table/not-closed": "look at the last row of the printed table: more may stand in it here",
  "table/unread": "wait for the PDF or for publication, or read the table in the PDF",
  "table/without-instruction": "look for the instruction that this table belongs to",
  "text/cut-off": "look at the end of the PDF: more may stand in it",
  "text/no-instruction": "look in the PDF for what follows this instruction",
  "text/no-summary": "look in the PDF for the summary, and for other lines that are missing here",
  "text/no-supplement": "look in the PDF for the instruction that names the supplement",
  "text/two-numbers": "see which document this is: it may be another's text",
  "withdrawal/too-late": "see what becomes of the rule: it is law here",
  "withdrawal/unread": "read which rule is withdrawn, and go by it: it stands here",
};
/** What the text left open in an entry, by its flag; other flags name repairs that leave nothing open. */
export const OPEN_FLAGS: Readonly<Record<string, string>> = {
  "alias-count-differs": "the text announces another number of aliases than it gives",
  "license-requirement-missing": "no license requirement is printed",
  "license-review-policy-missing": "no license review policy is printed",
  "license-review-policy-unread": "the license review policy names no known standard",
  "citation-missing": "no Federal Register citation is printed",
};
const OTHER_ADVICE = "compare with the printed rule";
export const ROW_ADVICE =
  "read the row in the printed table: nothing of it is in the entries above";

/** About a problem, by its code. */
export function adviceOn(code: string): string {
  return ADVICE[code] ?? OTHER_ADVICE;
}
