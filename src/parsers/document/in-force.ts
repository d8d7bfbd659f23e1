/** Whether a document is law, whatever its instructions say. */

import type { Problem, RuleMetadata } from "../../model/reading/rule.ts";
import type { PrintedDocument } from "./printed-document.ts";

const LAW_TYPES = new Set(["Rule", "Correction"]);

/** A proposed rule, a notice and the withdrawal of a rule have instructions too, and amend nothing. */
export function findNotLaw(printed: PrintedDocument, metadata?: RuleMetadata): Problem | null {
  const action = metadata?.action ?? printed.action ?? "";
  const types = [metadata?.type, printed.type].filter((type) => type != null);
  const isOfAnotherType = types.some((type) => !LAW_TYPES.has(type));
  if (!isOfAnotherType && !/\bproposed\b|\bwithdraw/i.test(action)) return null;
  const said = [...types, action].filter(Boolean).join(": ");
  const message = "it is no rule in force: what its instructions say is not executed";
  return { code: "rule/not-law", message, text: said };
}
