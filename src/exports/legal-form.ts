/** The FollowTheMoney schema that a name proves; LegalEntity where the name proves none. */

/** Legal forms at the end of a name that only companies have. `AB`, `AO`, `SA`, `Group` and the like are ambiguous. */
const COMPANY =
  /[\s,](?:ltd|limited|l\.?l\.?c|inc|incorporated|corp|gmbh|sdn\.? bhd|bhd|pte|fze|fzco|fz-?llc|llp|plc|b\.v|n\.v|s\.p\.a|s\.r\.l|sarl|s\.a\.r\.l|oyj?|spol\.? s\.? ?r\.? ?o|d\.o\.o|sp\.? z ?o\.? ?o|(?:anonim|limited) sirketi|a\.s|ltd\.? sti|[op]?jsc|joint[- ]stock company)\.?$/i;
const COMPANY_FIRST =
  /^(?:ooo|oao|zao|pao|[op]?jsc|llc|joint[- ]stock company|limited liability company)\s/i;
const ORGANIZATION = /\b(?:university|institute|academy|ministry)\b/i;

export type PartySchema = "Company" | "Organization" | "LegalEntity";

export function partySchema(name: string): PartySchema {
  const bare = withoutBrackets(name).trim();
  if (COMPANY.test(bare) || COMPANY_FIRST.test(bare)) return "Company";
  return ORGANIZATION.test(bare) ? "Organization" : "LegalEntity";
}

/** Brackets at the end contain an abbreviation or a place: `… Co., Ltd. (CETC)`. */
function withoutBrackets(name: string): string {
  let end = name.length;
  while (name[end - 1] === ")") {
    const open = name.lastIndexOf("(", end - 1);
    if (open === -1 || name.lastIndexOf(")", end - 2) > open) break;
    end = open;
    while (/\s/.test(name.charAt(end - 1))) end -= 1;
  }
  return name.slice(0, end);
}
