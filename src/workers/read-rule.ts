/** Reads a stored rule with all that is known of it: the API's record, and what corrects it. */

import { type Document, documentBytes, documentMetadata } from "../db/documents.ts";
import type { Database } from "../db/open-store.ts";
import { getReading } from "../db/readings.ts";
import { correctionsOf } from "../db/rules.ts";
import type { RuleReading } from "../model/reading.ts";
import type { RuleMetadata } from "../model/rule.ts";
import { decodeDocument } from "../parsers/document/decode.ts";
import { parseRule } from "../parsers/rule.ts";
import { readDocument, toRuleMetadata } from "../sources/federal-register.ts";
import { readDisplayed, toDisplayMetadata } from "../sources/public-inspection.ts";

/** As it was read, and read anew where a document about it has come since. */
export function currentReading(db: Database, document: Document): RuleReading {
  const reading = getReading(db, document.id) as RuleReading;
  return isCurrent(db, reading) ? reading : readRule(db, document);
}

export function isCurrent(db: Database, { rule, readWith }: RuleReading): boolean {
  const known = correctionsOf(db, rule.documentNumber).length;
  return known === (readWith ?? rule.correctedBy.length);
}

export function readRule(db: Database, document: Document): RuleReading {
  const text = decodeDocument(documentBytes(db, document));
  return parseRule(text, metadataOf(db, document), (number) => correctionsOf(db, number));
}

/** Each source has records of its own; an imported document has none. */
function metadataOf(db: Database, document: Document): RuleMetadata | undefined {
  const record = documentMetadata(db, document);
  if (record === null) return undefined;
  if (document.source === "public-inspection") return toDisplayMetadata(readDisplayed(record));
  return toRuleMetadata(readDocument(record));
}
