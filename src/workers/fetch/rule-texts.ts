/** Fetches the texts of a published rule: stores the best one, and reports rules without any. */

import { type NewDocument, putDocument, storedUrls } from "../../db/documents/documents.ts";
import { resumeDocument } from "../../db/documents/rereading.ts";
import { type Check, isNoticed, putNotice } from "../../db/log/source-checks.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { type FederalRegisterDocument, textLinks } from "../../sources/federal-register.ts";
import type { Deps } from "../step.ts";

export interface RuleText {
  readonly bytes: Uint8Array;
  readonly url: string;
}

/**
 * The best form that exists and is not stored. Null: there is none yet. An error: every answer was no text of the rule, or
 * the best form cannot be fetched now; a lesser form would only have to be read again.
 */
export async function fetchNewText(
  document: FederalRegisterDocument,
  deps: Deps,
  signal: AbortSignal,
): Promise<RuleText | "stored" | PipelineError | null> {
  const { document_number: number, publication_date: day } = document;
  return fetchBestText(document, storedUrls(deps.store.db, number, day), deps, signal);
}

/** As `fetchNewText`, with the URLs of stored texts given. */
export async function fetchBestText(
  document: FederalRegisterDocument,
  stored: readonly (string | null)[],
  { federalRegister }: Deps,
  signal: AbortSignal,
): Promise<RuleText | "stored" | PipelineError | null> {
  let fault: PipelineError | null = null;
  for (const link of textLinks(document)) {
    if (stored.includes(link.url)) return fault ?? "stored";
    try {
      return { bytes: await federalRegister.fullText(document, link, signal), url: link.url };
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      if (!isOfDocument(error)) return error;
      fault ??= error;
    }
  }
  return fault ?? (stored.length > 0 ? "stored" : null);
}

/** True if the answer about one document is at fault, not the source; an immediate retry would not help. */
export function isOfDocument({ code }: PipelineError): boolean {
  return code === "fetch/status" || code === "fetch/untrusted";
}

/** True if the host asked for a pause or is paused after failures; no other text can be fetched from it now. */
export function isHostPaused({ context }: PipelineError): boolean {
  return context["retryAfterMs"] !== undefined;
}

/**
 * The failed check of a source whose documents could partly not be fetched; null if none failed.
 * @throws PipelineError the first failure that an immediate retry may fix
 */
export function checkFaults(faults: readonly PipelineError[], detail: string): Check | null {
  const passing = faults.find((fault) => !isOfDocument(fault));
  if (passing !== undefined) throw passing;
  const [fault] = faults;
  if (fault === undefined) return null;
  const failed = `${detail}, ${faults.length} not fetched: ${describeError(fault)}`;
  return { trusted: false, dataAsOf: null, detail: failed, evidence: fault.evidence };
}

/** True if the text is new. */
export async function storeRule(
  document: FederalRegisterDocument,
  { bytes, url }: RuleText,
  { store, now, onBoundary }: Deps,
): Promise<boolean> {
  const rule: NewDocument = {
    ...{ kind: "rule", source: "federal-register", bytes, url },
    documentNumber: document.document_number,
    publicationDate: document.publication_date,
    metadata: new TextEncoder().encode(JSON.stringify(document.raw)),
  };
  const isNew = await store.write((tx) => {
    const stored = putDocument(tx, rule, now());
    if (!stored.isNew) resumeDocument(tx, stored.id, now());
    return stored.isNew;
  });
  if (isNew) onBoundary?.(`fetch stored ${rule.documentNumber}`);
  return isNew;
}

/** Reports once that a known rule cannot be read; `start`: report only one message that begins so. */
export async function reportUnread(
  subject: string,
  message: string,
  { store, now }: Deps,
  start = "",
): Promise<void> {
  if (isNoticed(store.db, "rule.unread", subject, start)) return;
  await store.write((tx) => putNotice(tx, { type: "rule.unread", subject, message }, now()));
}
