/** Opens rules that were read from a PDF again with the current reader, before a transaction reads them. */

import { documentBytes, getDocument } from "../../db/documents/documents.ts";
import { putPrint } from "../../db/documents/prints.ts";
import { listRules } from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import { PipelineError } from "../../model/errors.ts";
import { unpackDocument } from "../../parsers/document/decode.ts";
import type { OpenPdf } from "../../parsers/document/pdf/open-pdf.ts";
import type { PrintedDocument } from "../../parsers/document/printed-document.ts";

/** By document id; an error if the current reader cannot read it. */
export type OpenedPrints = ReadonlyMap<string, PrintedDocument | PipelineError>;

export async function openPrints(db: Database, openPdf: OpenPdf): Promise<OpenedPrints> {
  const opened = new Map<string, PrintedDocument | PipelineError>();
  for (const { documentId } of listRules(db).filter(({ form }) => form === "pdf")) {
    const bytes = unpackDocument(documentBytes(db, getDocument(db, documentId)));
    const printed = await openPdf(bytes).catch((error: unknown) => {
      if (error instanceof PipelineError) return error;
      throw error;
    });
    opened.set(documentId, printed);
  }
  return opened;
}

export function keepPrints(db: Database, opened: OpenedPrints, now: Date): void {
  for (const [documentId, printed] of opened) {
    if (!(printed instanceof PipelineError)) putPrint(db, documentId, printed, now);
  }
}
