/** `explain FILE`: shows how a rule is read; stores nothing. */

import { PipelineError } from "../model/errors.ts";
import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { markUpRule } from "./explain/mark-up-rule.ts";
import type { Page } from "./explain/page.ts";
import { inFile, readDocument, readRuleIn } from "./read-document.ts";
import type { Io } from "./terminal/io.ts";

/** @throws PipelineError parse/wrong-kind for a snapshot, and the errors of reading the file */
export async function runExplain(io: Io, path: string, page: Page): Promise<void> {
  const document = readDocument(path, undefined);
  if (document.kind === "snapshot") {
    inFile(path, () => {
      throw new PipelineError("parse/wrong-kind", "this is a snapshot of the list, not a rule", {
        hint: "`entitywire parse` prints its entries",
      });
    });
  }
  await using thread = openPdfThread();
  const reading = await readRuleIn(path, document, thread.open);
  for (const line of markUpRule(reading, page)) io.out(line);
}
