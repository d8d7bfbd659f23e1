/** Stores the extracted text of PDFs, so that a rereading need not open the PDF. */

import { gunzipSync, gzipSync } from "node:zlib";
import { eq } from "drizzle-orm";
import { PDF_READER } from "../../model/reading/reading.ts";
import { prints } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";

/** `printed` is a PrintedDocument; this folder does not depend on its type. */
export function putPrint(db: Database, documentId: string, printed: object, now: Date): void {
  const gzip = gzipSync(JSON.stringify(printed), { level: 1 });
  const row = { reader: PDF_READER, gzip, openedAt: now.toISOString() };
  db.insert(prints)
    .values({ documentId, ...row })
    .onConflictDoUpdate({ target: prints.documentId, set: row })
    .run();
}

/** Null if none is stored. */
export function findPrint(db: Database, documentId: string): unknown {
  const row = db.select().from(prints).where(eq(prints.documentId, documentId)).get();
  return row === undefined ? null : JSON.parse(gunzipSync(row.gzip).toString("utf8"));
}

/** Version of the reader that made it; null if there is none. */
export function readerOfPrint(db: Database, documentId: string): string | null {
  const { reader } = prints;
  const row = db.select({ reader }).from(prints).where(eq(prints.documentId, documentId)).get();
  return row?.reader ?? null;
}
