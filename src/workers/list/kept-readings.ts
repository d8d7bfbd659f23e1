/**
 * Keeps readings between parse and diff, so that a document is stored as read and applied in one transaction. Losing
 * them loses nothing: the document is parsed again.
 */

import type { Document } from "../../db/documents/documents.ts";
import type { RuleReading, SnapshotReading } from "../../model/reading/reading.ts";

/** Parse runs ahead of diff by a document or two. */
const KEPT = 8;

export interface KeptReadings {
  /** False if too many wait; the reading must then be stored. */
  keep(document: Document, reading: RuleReading | SnapshotReading): boolean;
  /** Null for another generation of the document. */
  find(document: Document): RuleReading | SnapshotReading | null;
  forget(document: Document): void;
}

export function createKeptReadings(): KeptReadings {
  const kept = new Map<string, RuleReading | SnapshotReading>();
  return {
    keep: (document, reading) => {
      if (kept.size >= KEPT) return false;
      kept.set(keyOf(document), reading);
      return true;
    },
    find: (document) => kept.get(keyOf(document)) ?? null,
    forget: (document) => void kept.delete(keyOf(document)),
  };
}

function keyOf({ id, generation }: Document): string {
  return `${id}/${generation}`;
}
