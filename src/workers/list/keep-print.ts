/** Opens a document in PDF ahead of whatever reads its rule: that runs within a transaction, which cannot wait for a thread. */

import { type Document, documentBytes } from "../../db/documents/documents.ts";
import { putPrint, readerOfPrint } from "../../db/documents/prints.ts";
import { PDF_READER } from "../../model/reading/reading.ts";
import { unpackDocument } from "../../parsers/document/decode.ts";
import { isPdf } from "../../parsers/document/pdf/is-pdf.ts";
import type { Deps } from "../step.ts";

type Parts = Pick<Deps, "store" | "openPdf" | "now">;

/**
 * After this, `readRule` reads the document. `bytes`: of the document, unpacked.
 * @throws PipelineError parse/pdf-*
 */
export async function keepCurrentPrint(
  { id }: Document,
  bytes: Uint8Array,
  { store, openPdf, now }: Parts,
  signal: AbortSignal,
): Promise<void> {
  if (!isPdf(bytes) || readerOfPrint(store.db, id) === PDF_READER) return;
  const printed = await openPdf(bytes, signal);
  store.transact((tx) => putPrint(tx, id, printed, now()));
}

/** Of a document that was read before: any print of it will do, and is made only where it is gone. */
export async function keepAnyPrint(
  document: Document,
  deps: Parts,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps.store;
  if (readerOfPrint(db, document.id) !== null) return;
  await keepCurrentPrint(document, unpackDocument(documentBytes(db, document)), deps, signal);
}
