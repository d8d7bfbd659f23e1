/** Checks whether a document is a rule in force. */

import type { Problem, RuleMetadata } from "../../model/reading/rule.ts";
import type { PrintedDocument } from "./printed-document.ts";

const LAW_TYPES = new Set(["Rule", "Correction"]);

/** Returns a problem if it is not: a proposed rule, a notice or a withdrawal has instructions too, but amends nothing. */
export function findNotLaw(printed: PrintedDocument, metadata?: RuleMetadata): Problem | null {
  const action = metadata?.action ?? printed.action ?? "";
  const types = [metadata?.type, printed.type].filter((type) => type != null);
  const isOfAnotherType = types.some((type) => !LAW_TYPES.has(type));
  if (!isOfAnotherType && !/\bproposed\b|\bwithdraw/i.test(action)) return null;
  const said = [...types, action].filter(Boolean).join(": ");
  const message = "the document is not a rule in force, so its instructions are not executed";
  return { code: "rule/not-law", message, text: said };
}
