/** Ids made from content, never from time or parser version ("One change, one id"). All are 128 bits of SHA-256 in hex, prefixed by kind. */

import { createHash } from "node:crypto";
import type { Entry } from "./entry.ts";
import { nameKey } from "./name-key.ts";

/** Minted at first sight and stored; never recomputed. `twin` distinguishes entries that would share an id. */
export function mintEntryId(entry: Entry, twin: number): string {
  const first = entry.citations[0];
  const cited = first === undefined ? null : [first.volume, first.date];
  return hashId("entry", [entry.list, destinationKey(entry), nameKey(entry.name), cited, twin]);
}

/** One name on one list is one party, whatever the number of its destinations. */
export function mintPartyId(entry: Entry): string {
  // "Address 01" exists under China and under Turkey: an address is a party of its own destination only.
  const scope = entry.kind === "address" ? destinationKey(entry) : null;
  return hashId("party", [entry.list, scope, nameKey(entry.name)]);
}

/** `origin` is the rule's key or, where no rule is known, the snapshot's. */
export function mintChangeId(origin: string, subject: string, op: string): string {
  return hashId("change", [origin, subject, op]);
}

export function mintEventId(changeId: string, type: string, content: unknown): string {
  return hashId("event", [changeId, type, content]);
}

/** The question whether two entries are one. Names, destinations and first citations identify it, so that it is asked once. */
export function mintQuestionId(before: Entry, after: Entry): string {
  const key = (entry: Entry) => [
    ...[entry.list, destinationKey(entry), nameKey(entry.name)],
    ...[entry.citations[0]?.volume ?? null, entry.citations[0]?.date ?? null],
  ];
  const keys = [key(before), key(after)];
  // Namesakes of one rule differ only in their texts.
  const isOne = canonicalJson(keys[0]) === canonicalJson(keys[1]);
  return hashId("question", isOne ? [...keys, before.raw, after.raw] : keys);
}

/** An endpoint is identified by its URL; the id reveals no secret of it. */
export function mintEndpointId(url: string): string {
  return hashId("endpoint", new URL(url).href);
}

/** Since 2016 a document number is used once; a correction (`C1-…`) or republication (`R1-…`) has its own. */
const UNIQUE_NUMBER = /^(?:[A-Z]\d?-)?(?:201[6-9]|20[2-9]\d)-\d+$/;

/**
 * Identifies a rule in every form. Its text on public inspection has no publication date, so the number alone is the key;
 * numbers before 2016 were reused and need their date.
 */
export function ruleKey(rule: { documentNumber: string; publicationDate: string | null }): string {
  const { documentNumber, publicationDate } = rule;
  if (UNIQUE_NUMBER.test(documentNumber)) return documentNumber;
  return `${documentNumber}@${publicationDate ?? "unpublished"}`;
}

/** Two headings of one country are one destination (`TURKEY`, `TÜRKIYE`); an unknown heading is its own key. */
export function destinationKey(entry: { destination: string; country: string | null }): string {
  // "CRIMEA REGION OF UKRAINE" is a destination of its own beside "UKRAINE".
  if (/\bcrimea\b/i.test(entry.destination)) return "crimea";
  return entry.country ?? nameKey(entry.destination);
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hashId(kind: string, content: unknown): string {
  const digest = createHash("sha256")
    .update(canonicalJson([kind, content]))
    .digest("hex");
  return `${kind}_${digest.slice(0, 32)}`;
}

/** JSON with object keys in code-unit order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
