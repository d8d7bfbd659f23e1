/** Opens a PDF before the transaction that reads its rule, because a transaction cannot wait for a thread. */

import { type Document, documentBytes } from "../../db/documents/documents.ts";
import { putPrint, readerOfPrint } from "../../db/documents/prints.ts";
import { PDF_READER } from "../../model/reading/reading.ts";
import { unpackDocument } from "../../parsers/document/decode.ts";
import { isPdf } from "../../parsers/document/pdf/is-pdf.ts";
import type { ListDeps } from "../step.ts";

type Parts = Pick<ListDeps, "store" | "openPdf" | "now">;

/**
 * Afterwards `readRule` can read the document. `bytes`: the document, unpacked.
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

/** For a document read before: any stored text will do, and a missing one is made again. */
export async function keepAnyPrint(
  document: Document,
  deps: Parts,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps.store;
  if (readerOfPrint(db, document.id) !== null) return;
  await keepCurrentPrint(document, unpackDocument(documentBytes(db, document)), deps, signal);
}
