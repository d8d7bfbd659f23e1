/** In which order documents speak of the law, whatever order they came in. */

export interface LawDocument {
  readonly documentId: string;
  readonly kind: "rule" | "snapshot";
  /** A snapshot's date; of a rule the day from which it is law. */
  readonly day: string;
  /** The rule's key or the document's id: which of two of one day comes first must not depend on who came first. */
  readonly key: string;
}

/** `learntOn` stands in while a rule's dates are not known yet. */
export function lawDay(
  rule: { readonly effectiveOn: string | null; readonly publicationDate: string | null },
  learntOn: string,
): string {
  return rule.effectiveOn ?? rule.publicationDate ?? learntOn;
}

/** Of one day, the snapshot comes last: it shows what the rules of its day made of the list. */
export function byLaw(a: LawDocument, b: LawDocument): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.kind !== b.kind) return a.kind === "rule" ? -1 : 1;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
