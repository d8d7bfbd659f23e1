/** The entry: one party (or one address) under one destination of one list, as the law prints it. */

export const LISTS = ["EL", "UVL", "MEU"] as const;
/** `EL` Entity List (Supp. 4), `UVL` Unverified List (Supp. 6), `MEU` Military End-User List (Supp. 7). */
export type ListCode = (typeof LISTS)[number];

export const ALIAS_TYPES = ["aka", "fka", "dba"] as const;
export type AliasType = (typeof ALIAS_TYPES)[number];

export interface Alias {
  readonly name: string;
  readonly type: AliasType;
}

export interface Address {
  readonly text: string;
  /** ISO 3166-1 alpha-2: the country the text names, else that of the destination; null where both are unknown. */
  readonly country: string | null;
}

export interface Subordinate {
  readonly name: string;
  readonly aliases: readonly Alias[];
}

export interface LicenseRequirement {
  /** The cell's words as printed, footnote marks kept as bare digits; spaces and stray punctuation are tidied. */
  readonly text: string;
  readonly scope: "all" | "specified";
  /** EAR sections without the section sign, in printed order: `734.9(e)(2)`. */
  readonly sections: readonly string[];
  /** Footnote designations, 1 to 5. */
  readonly footnotes: readonly number[];
  readonly conditions: string | null;
}

export const POLICY_KINDS = [
  "presumption-of-denial",
  "policy-of-denial",
  "case-by-case",
  "mixed",
  "by-section",
  "none",
] as const;

export type PolicyKind = (typeof POLICY_KINDS)[number];

export interface LicenseReviewPolicy {
  readonly text: string;
  readonly kind: PolicyKind;
  readonly sections: readonly string[];
  readonly conditions: string | null;
}

/** A Federal Register citation of the cell. It cites the page of the entry, not the first page of the rule. */
export interface Citation {
  readonly volume: number;
  /** Null while the page is a placeholder such as `[INSERT FR PAGE NUMBER]`. */
  readonly page: number | null;
  /** `YYYY-MM-DD`; null where the cell gives no date. */
  readonly date: string | null;
}

/** Flag: the entry's name ends where an instruction's quotation ends; the text alone would end it earlier. */
export const NAME_QUOTED = "name-quoted";

/** Flag: the entry was reprinted letter for letter, so the reading of the earlier print is kept. */
export const READING_KEPT = "reading-kept";

export const ENTRY_KINDS = ["entity", "person", "address"] as const;

export interface Entry {
  readonly list: ListCode;
  /** The country heading as printed: `CHINA, PEOPLE'S REPUBLIC OF`. */
  readonly destination: string;
  /** ISO 3166-1 alpha-2 of the destination; null where it is no known country. */
  readonly country: string | null;
  /** `person` only where the text says so; `address` for address-only entries (`Address 01`). */
  readonly kind: (typeof ENTRY_KINDS)[number];
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly addresses: readonly Address[];
  readonly subordinates: readonly Subordinate[];
  /** Destinations named by "(See alternate address under …)", as printed. */
  readonly crossReferences: readonly string[];
  readonly remarks: string | null;
  /** Null on lists without the column (UVL, MEU). */
  readonly licenseRequirement: LicenseRequirement | null;
  readonly licenseReviewPolicy: LicenseReviewPolicy | null;
  readonly citations: readonly Citation[];
  /** Every repair that was needed to read the row: `row-shifted`, `citation-inherited`, … */
  readonly flags: readonly string[];
  /** The entry cell's text, lines kept; a continuation row's text appended as further lines. */
  readonly raw: string;
}
