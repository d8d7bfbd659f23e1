/** What a person is to do about what could not be read, as a clause without a full stop. */

const ADVICE: Readonly<Record<string, string>> = {
  "claim/disagrees":
    "count the entries of the printed rule: either the summary is wrong, or a row or instruction was missed",
  "effective/disagrees":
    "go by the printed DATES paragraph; report the record to the Federal Register",
  "effective/several":
    "read the DATES paragraph to see which date is that of the list's amendments",
  "instruction/unread": "carry out this instruction by hand, and report it so that it can be read",
  "name/without-row": "look for the entry in the printed table: it may stand under another name",
  "table/beside-rows":
    "see in the printed table what it means, and whether it is a row that came apart",
  "row/without-instruction": "look for the instruction that adds or revises this row",
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
