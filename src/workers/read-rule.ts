/** Reads a stored rule with all that is known of it: the API's record, and what corrects it. */

import { type Document, documentBytes, documentMetadata, getReading } from "../db/documents.ts";
import type { Database } from "../db/open-store.ts";
import { correctionsOf } from "../db/rules.ts";
import type { RuleReading } from "../model/reading.ts";
import { decodeDocument } from "../parsers/decode.ts";
import { parseRule } from "../parsers/rule.ts";
import { readDocument, toRuleMetadata } from "../sources/federal-register.ts";

/** As it was read, and read anew where a correction of it has come since. */
export function currentReading(db: Database, document: Document): RuleReading {
  const reading = getReading(db, document.id) as RuleReading;
  return isCurrent(db, reading) ? reading : readRule(db, document);
}

export function isCurrent(db: Database, { rule }: RuleReading): boolean {
  return correctionsOf(db, rule.documentNumber).length === rule.correctedBy.length;
}

export function readRule(db: Database, document: Document): RuleReading {
  const record = documentMetadata(db, document);
  const metadata = record === null ? undefined : toRuleMetadata(readDocument(record));
  const text = decodeDocument(documentBytes(db, document));
  return parseRule(text, metadata, (number) => correctionsOf(db, number));
}
