/** `explain FILE`: prints a rule marked up for a person; stores nothing. */

import { PipelineError } from "../model/errors.ts";
import { parseRule } from "../parsers/rule.ts";
import { markUpRule } from "./explain/mark-up-rule.ts";
import type { Page } from "./explain/page.ts";
import type { Io } from "./io.ts";
import { inFile, readDocument } from "./read-document.ts";

/** @throws PipelineError parse/wrong-kind of a snapshot, and whatever reading the file throws */
export function runExplain(io: Io, path: string, page: Page): void {
  const { kind, xml } = readDocument(path, undefined);
  const reading = inFile(path, () => {
    if (kind === "rule") return parseRule(xml);
    throw new PipelineError("parse/wrong-kind", "this is a snapshot of the list, not a rule", {
      hint: "entitywire parse prints its entries",
    });
  });
  for (const line of markUpRule(reading, page)) io.out(line);
}
