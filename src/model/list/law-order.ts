/** Orders documents by the law, whatever their order of arrival. */

export interface LawDocument {
  readonly documentId: string;
  readonly kind: "rule" | "snapshot";
  /** The date of a snapshot; the first day of law of a rule. */
  readonly day: string;
  /** The rule's key or the document's id; it orders documents of one day independently of their arrival. */
  readonly key: string;
}

/** `learntOn` is used while a rule's dates are unknown. */
export function lawDay(
  rule: { readonly effectiveOn: string | null; readonly publicationDate: string | null },
  learntOn: string,
): string {
  return rule.effectiveOn ?? rule.publicationDate ?? learntOn;
}

/** On one day the snapshot comes last, because it includes the rules of its day. */
export function byLaw(a: LawDocument, b: LawDocument): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.kind !== b.kind) return a.kind === "rule" ? -1 : 1;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
