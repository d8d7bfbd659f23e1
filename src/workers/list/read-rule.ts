/** Reads a stored rule together with its API record and its corrections. */

import { type Document, documentBytes, documentMetadata } from "../../db/documents/documents.ts";
import { findPrint } from "../../db/documents/prints.ts";
import { correctionsOf } from "../../db/documents/rules.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import type { RuleMetadata } from "../../model/reading/rule.ts";
import { decodeDocument, unpackDocument } from "../../parsers/document/decode.ts";
import { isPdf } from "../../parsers/document/pdf/is-pdf.ts";
import type { PrintedDocument } from "../../parsers/document/printed-document.ts";
import { parseRule, readPrintedRule } from "../../parsers/rule.ts";
import { readDocument, toRuleMetadata } from "../../sources/federal-register.ts";
import { readDisplayed, toDisplayMetadata } from "../../sources/public-inspection.ts";

export function isCurrent(db: Database, { rule, readWith }: RuleReading): boolean {
  const known = correctionsOf(db, rule.documentNumber).length;
  return known === (readWith ?? rule.correctedBy.length);
}

/** A PDF is read from its stored text, which keep-print.ts makes first. */
export function readRule(
  db: Database,
  document: Document,
  bytes: Uint8Array = unpackDocument(documentBytes(db, document)),
): RuleReading {
  if (isPdf(bytes)) return readPrint(db, document, storedPrint(db, document));
  const metadata = metadataOf(db, document);
  return parseRule(decodeDocument(bytes), metadata, (number) => correctionsOf(db, number));
}

/** Reads the rule from the text of a PDF. */
export function readPrint(db: Database, document: Document, printed: PrintedDocument): RuleReading {
  const metadata = metadataOf(db, document);
  return readPrintedRule(printed, metadata, (number) => correctionsOf(db, number));
}

function storedPrint(db: Database, { id }: Document): PrintedDocument {
  const printed = findPrint(db, id);
  if (printed === null) throw new Error(`no print of ${id} in the store`);
  return printed as PrintedDocument;
}

/** Each source has its own records; an imported document has none. */
function metadataOf(db: Database, document: Document): RuleMetadata | undefined {
  const record = documentMetadata(db, document);
  if (record === null) return undefined;
  if (document.source === "public-inspection") return toDisplayMetadata(readDisplayed(record));
  return toRuleMetadata(readDocument(record));
}
