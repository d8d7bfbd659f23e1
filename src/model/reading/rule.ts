/** The rule: a Federal Register document that amends a list, as read and as it speaks of itself. */

import type { Entry, ListCode, PolicyKind } from "../entry.ts";

export type AmendmentOp = "add" | "revise" | "remove" | "redesignate" | "correct";

/** One amendatory instruction (`AMDPAR`). */
export interface Amendment {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  /** The heading as the instruction prints it: `CHINA, PEOPLE'S REPUBLIC OF`. Of a redesignation, where the entry stood. */
  readonly destination: string;
  /** Names quoted by the instruction, in order. A removal quotes the head of the entry only. */
  readonly names: readonly string[];
  /** The instruction as printed. */
  readonly text: string;
  /** Which of the rule's `entries` the instruction is about. Empty for removals. */
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
  /** Addresses that stand for themselves, counted beside the entities. */
  readonly addresses: number | null;
  readonly destinations: readonly DestinationCount[];
}

/** What a summary claims of one list. */
export interface ListClaims {
  readonly list: ListCode;
  readonly added: ClaimCounts | null;
  readonly revised: ClaimCounts | null;
  readonly removed: ClaimCounts | null;
}

/**
 * What the rule says of itself in its summary, per operation; null where it claims nothing of the kind. Where it counts
 * for several lists, `added`, `revised` and `removed` are those of the first list that they are claimed of.
 */
export interface Claims {
  /** The lists it speaks of amending, in printed order. */
  readonly lists: readonly ListCode[];
  /** The counts of each list apart; none where nothing is counted. Absent from what was stored before lists were kept apart. */
  readonly byList?: readonly ListClaims[] | undefined;
  readonly added: ClaimCounts | null;
  readonly revised: ClaimCounts | null;
  readonly removed: ClaimCounts | null;
  /** The summary's text the claims were read from. */
  readonly text: string;
}

export interface Justification {
  /** The names the passage speaks of, as the rule's entries print them. */
  readonly names: readonly string[];
  readonly entryIndexes: readonly number[];
  /** The paragraph as printed. */
  readonly text: string;
  /** EAR sections the passage rests on: `744.11(b)`. */
  readonly sections: readonly string[];
  /** Footnote designations the passage states: "a footnote 4 designation" is 4. */
  readonly footnotes: readonly number[];
  /** The license review policy the passage states; null where it states none. */
  readonly licenseReviewPolicy: PolicyKind | null;
}

/** What could not be read or does not fit; never a guess, never a crash. */
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

/** Of one rule: what is published is the law, whatever form it comes in. */
export function isBetterCopy(copy: Copy, other: Copy): boolean {
  if (copy.stage !== other.stage) return other.stage === "displayed";
  return isBetterForm(copy.form, other.form);
}

type Copy = Pick<Rule, "stage" | "form">;

/** What a document about a rule says of it: a correction of its print (`C1-2023-03929`), a delay, a withdrawal. */
export interface Correction {
  /** Its own number. */
  readonly documentNumber: string;
  /** The number of the rule; where the document does not print it, what it prints instead: `91 FR 15600`, `@2026-04-02`. */
  readonly corrects: string;
  readonly substitutions: readonly Substitution[];
  /** The day until which the rule's effective date is delayed. */
  readonly delayedUntil?: string;
  /** The rule is withdrawn: it amends nothing. */
  readonly withdraws?: boolean;
  /** The day on which the document was filed; null or absent where unknown. */
  readonly filedOn?: string | null;
  /** How the document names the rule; absent where only its number does. */
  readonly mention?: RuleMention;
}

/** What a document prints of the rule it is about, by which that rule is found. */
export interface RuleMention {
  readonly documentNumber: string | null;
  /** `91 FR 15600`: the first page of the rule. */
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The rule's title, or the document's own without what it adds ("; Delay of Effective Date"). */
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
  /** `Rule`, `Notice`, … as the API says; derived from the root element where only the XML is at hand. */
  readonly type: string;
  /** The ACTION line: `Final rule.` */
  readonly action: string | null;
  /** `90 FR 14046`: the first page of the rule; null while unknown. */
  readonly citation: string | null;
  readonly publicationDate: string | null;
  /** The day the document was filed for public inspection. */
  readonly filedAt: string | null;
  /** The day its amendments of the list take effect, as printed; the API's where nothing printed tells it. */
  readonly effectiveOn: string | null;
  /** Only where a time of day is printed beside the day, or the rule takes effect on display. */
  readonly effectiveAt: string | null;
  /** The DATES text as printed. */
  readonly effectiveNote: string | null;
  readonly docketIds: readonly string[];
  readonly rins: readonly string[];
  readonly stage: Stage;
  /** What it was read from. Only XML keeps all of the print: what another form gives is read again when the XML comes. */
  readonly form: DocumentForm;
  /** Numbers of the corrections it was read with. */
  readonly correctedBy: readonly string[];
  /** Numbers of the documents that delayed its effective date, the one that holds last; absent where none did. */
  readonly delayedBy?: readonly string[];
  /** Numbers of the documents that withdrew it; absent where none did. */
  readonly withdrawnBy?: readonly string[];
  readonly url: string | null;
  readonly lists: readonly ListCode[];
  readonly claims: Claims | null;
  /** Whether what was read agrees with every claim; null where nothing is claimed, or its table was not read and nothing could be counted. */
  readonly claimsAgree: boolean | null;
  readonly amendments: readonly Amendment[];
  readonly entries: readonly Entry[];
  readonly justifications: readonly Justification[];
  readonly problems: readonly Problem[];
}

/** What the Federal Register API knows of a document and its text does not. Every field but `effectiveOn` wins over the text's. */
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
