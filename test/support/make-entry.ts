/** An entry of a small world; tests name only what they are about. */

import type { Citation, Entry } from "../../src/model/entry.ts";
import type { Amendment, Rule } from "../../src/model/reading/rule.ts";

export function makeEntry(part: Partial<Entry> & { name: string }): Entry {
  return {
    list: "EL",
    destination: "FRANCE",
    country: "FR",
    kind: "entity",
    aliases: [],
    addresses: [{ text: "1 Rue Haute, Paris, France", country: "FR" }],
    subordinates: [],
    crossReferences: [],
    remarks: null,
    licenseRequirement: {
      text: "For all items subject to the EAR. (See § 744.11 of the EAR)",
      scope: "all",
      sections: ["744.11"],
      footnotes: [],
      conditions: null,
    },
    licenseReviewPolicy: {
      text: "Presumption of denial",
      kind: "presumption-of-denial",
      sections: [],
      conditions: null,
    },
    citations: [cite("2019-11-13")],
    flags: [],
    raw: `${part.name}, 1 Rue Haute, Paris, France.`,
    ...part,
  };
}

export function cite(date: string, page: number | null = 100): Citation {
  return { volume: Number(date.slice(0, 4)) - 1935, page, date };
}

export function makeRule(part: Partial<Rule> & { amendments: readonly Amendment[] }): Rule {
  return {
    documentNumber: "2025-00001",
    title: "Additions to the Entity List",
    type: "Rule",
    action: "Final rule.",
    citation: null,
    publicationDate: "2025-03-28",
    filedAt: "2025-03-25",
    effectiveOn: "2025-03-25",
    effectiveAt: null,
    effectiveNote: "This rule is effective March 25, 2025.",
    docketIds: [],
    rins: [],
    stage: "published",
    form: "xml",
    correctedBy: [],
    url: null,
    lists: ["EL"],
    claims: null,
    claimsAgree: null,
    entries: [],
    justifications: [],
    problems: [],
    ...part,
  };
}

/** One instruction over the given entries, which must be the rule's entries in order from `first`. */
export function instruct(
  op: Amendment["op"],
  entries: readonly Entry[],
  { first = 0, names }: { first?: number; names?: readonly string[] } = {},
): Amendment {
  return {
    op,
    list: "EL",
    destination: entries[0]?.destination ?? "FRANCE",
    names: names ?? entries.map(({ name }) => name),
    text: `by ${op} entries`,
    entryIndexes: op === "remove" ? [] : entries.map((_, at) => first + at),
  };
}
