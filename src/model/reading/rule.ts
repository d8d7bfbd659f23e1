/** The rule: a Federal Register document that amends a list, as read and with its claims about itself. */

import type { Entry, ListCode, PolicyKind } from "../entry.ts";

export type AmendmentOp = "add" | "revise" | "remove" | "redesignate" | "correct";

/** One amendatory instruction (`AMDPAR`). */
export interface Amendment {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  /** The heading as the instruction prints it: `CHINA, PEOPLE'S REPUBLIC OF`. For a redesignation, the destination it moves from. */
  readonly destination: string;
  /** Names quoted by the instruction, in order. A removal quotes only the head of the entry. */
  readonly names: readonly string[];
  /** The instruction as printed. */
  readonly text: string;
  /** Indexes into the rule's `entries`. Empty for removals. */
  readonly entryIndexes: readonly number[];
}

export interface DestinationCount {
  /** As the summary prints it: `China`, `Russia`. */
  readonly destination: string;
  readonly country: string | null;
  /** Null where the summary names the destination without a count. */
  readonly count: number | null;
}

export interface ClaimCounts {
  readonly entities: number | null;
  readonly entries: number | null;
  /** Addresses that are entries of their own, counted beside the entities. */
  readonly addresses: number | null;
  readonly destinations: readonly DestinationCount[];
}

/** A summary's claims about one list. */
export interface ListClaims {
  readonly list: ListCode;
  readonly added: ClaimCounts | null;
  readonly revised: ClaimCounts | null;
  readonly removed: ClaimCounts | null;
}

/**
 * The summary's claims about the rule, per operation; null where it claims nothing. Where it counts for several lists,
 * `added`, `revised` and `removed` are the counts of the first list that has them.
 */
export interface Claims {
  /** The lists that the summary says it amends, in printed order. */
  readonly lists: readonly ListCode[];
  /** Counts per list; empty where nothing is counted. Absent from records stored by older versions. */
  readonly byList?: readonly ListClaims[] | undefined;
  readonly added: ClaimCounts | null;
  readonly revised: ClaimCounts | null;
  readonly removed: ClaimCounts | null;
  /** The summary's text the claims were read from. */
  readonly text: string;
}

export interface Justification {
  /** The names the passage is about, as the rule's entries print them. */
  readonly names: readonly string[];
  readonly entryIndexes: readonly number[];
  /** The paragraph as printed. */
  readonly text: string;
  /** EAR sections the passage cites as grounds: `744.11(b)`. */
  readonly sections: readonly string[];
  /** Footnote designations the passage states: "a footnote 4 designation" is 4. */
  readonly footnotes: readonly number[];
  /** The license review policy the passage states; null where it states none. */
  readonly licenseReviewPolicy: PolicyKind | null;
}

/** Something that could not be read or does not fit. It is reported instead of guessed. */
export interface Problem {
  /** A short grep-able code: `instruction/unread`, `claim/disagrees`, `row/without-instruction`. */
  readonly code: string;
  readonly message: string;
  /** The text in question, as printed. */
  readonly text: string | null;
}

/** Best first: the full-text XML, the HTML body, the PDF on display, the plain text. */
export const DOCUMENT_FORMS = ["xml", "html", "pdf", "text"] as const;
export type DocumentForm = (typeof DOCUMENT_FORMS)[number];

function isBetterForm(form: DocumentForm, other: DocumentForm): boolean {
  return DOCUMENT_FORMS.indexOf(form) < DOCUMENT_FORMS.indexOf(other);
}

/** Compares two copies of one rule: a published copy wins over a displayed one, whatever its form. */
export function isBetterCopy(copy: Copy, other: Copy): boolean {
  if (copy.stage !== other.stage) return other.stage === "displayed";
  return isBetterForm(copy.form, other.form);
}

type Copy = Pick<Rule, "stage" | "form">;

/** What a document about a rule does to it: it corrects the print (`C1-2023-03929`), delays or withdraws the rule. */
export interface Correction {
  /** The document's own number. */
  readonly documentNumber: string;
  /** The number of the rule; where the document does not print it, its citation or date: `91 FR 15600`, `@2026-04-02`. */
  readonly corrects: string;
  readonly substitutions: readonly Substitution[];
  /** The day until which the rule's effective date is delayed. */
  readonly delayedUntil?: string;
  /** The rule is withdrawn: it amends nothing. */
  readonly withdraws?: boolean;
  /** The filing day of the document; null or absent where unknown. */
  readonly filedOn?: string | null;
  /** How the document names the rule; absent where it gives only the number. */
  readonly mention?: RuleMention;
}

/** What a document prints about the rule it concerns; used to find that rule. */
export interface RuleMention {
  readonly documentNumber: string | null;
  /** `91 FR 15600`: the first page of the rule. */
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The rule's title, or the document's own title without its addition ("; Delay of Effective Date"). */
  readonly title: string | null;
  readonly rins: readonly string[];
}

/** “printed” should read “corrected”. */
export interface Substitution {
  readonly printed: string;
  readonly corrected: string;
  /** The instruction. */
  readonly text: string;
}

export type Stage = "displayed" | "published" | "codified";

export interface Rule {
  readonly documentNumber: string;
  readonly title: string;
  /** `Rule`, `Notice`, … from the API; derived from the root element where only the XML is available. */
  readonly type: string;
  /** The ACTION line: `Final rule.` */
  readonly action: string | null;
  /** `90 FR 14046`: the first page of the rule; null while unknown. */
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The filing day for public inspection. */
  readonly filedAt: string | null;
  /** The effective day of its amendments to the list, as printed; the API's where nothing is printed. */
  readonly effectiveOn: string | null;
  /** Only where a time of day is printed, or the rule takes effect on display. */
  readonly effectiveAt: string | null;
  /** The DATES text as printed. */
  readonly effectiveNote: string | null;
  readonly docketIds: readonly string[];
  readonly rins: readonly string[];
  readonly stage: Stage;
  /** The form it was read from. Only XML keeps the full print, so a rule in another form is read again when the XML arrives. */
  readonly form: DocumentForm;
  /** Numbers of the corrections applied when it was read. */
  readonly correctedBy: readonly string[];
  /** Numbers of the documents that delayed its effective date, the one in force last; absent where there are none. */
  readonly delayedBy?: readonly string[];
  /** Numbers of the documents that withdrew it; absent where there are none. */
  readonly withdrawnBy?: readonly string[];
  readonly url: string | null;
  readonly lists: readonly ListCode[];
  readonly claims: Claims | null;
  /** Whether every claim agrees with what was read; null where nothing is claimed, or the table was unread and nothing could be counted. */
  readonly claimsAgree: boolean | null;
  readonly amendments: readonly Amendment[];
  readonly entries: readonly Entry[];
  readonly justifications: readonly Justification[];
  readonly problems: readonly Problem[];
}

/** Metadata that the Federal Register API has and the text lacks. Every field except `effectiveOn` wins over the text's. */
export interface RuleMetadata {
  readonly documentNumber: string;
  readonly title: string | null;
  readonly type: string;
  readonly action: string | null;
  readonly citation: string | null;
  readonly publicationDate: string | null;
  readonly effectiveOn: string | null;
  readonly docketIds: readonly string[];
  readonly rins: readonly string[];
  readonly url: string | null;
  /** Where the document was found. */
  readonly stage: "displayed" | "published";
}
