/** The texts of a published rule: the best one that can be had is stored, and a person hears where none can. */

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
 * The best form there is and that is not stored; null where there is none yet; an error where nothing that came is the
 * text of a rule, or where the best form is not to be had now: the next one would only be told anew with it.
 */
export async function fetchNewText(
  document: FederalRegisterDocument,
  deps: Deps,
  signal: AbortSignal,
): Promise<RuleText | "stored" | PipelineError | null> {
  const { document_number: number, publication_date: day } = document;
  return fetchBestText(document, storedUrls(deps.store.db, number, day), deps, signal);
}

/** As above, but for what is stored from these addresses. */
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

/** True where the answer to a question about one document is at fault, not the source: asking anew at once is no use. */
export function isOfDocument({ code }: PipelineError): boolean {
  return code === "fetch/status" || code === "fetch/untrusted";
}

/** True where the host asked for patience, or is not asked for a while: no other text is to be had of it either. */
export function isShut({ context }: PipelineError): boolean {
  return context["retryAfterMs"] !== undefined;
}

/**
 * What is to be said of a source of whose documents some could not be had; null where all could.
 * @throws PipelineError the first that asking anew at once may help against
 */
export function checkFaults(faults: readonly PipelineError[], detail: string): Check | null {
  const passing = faults.find((fault) => !isOfDocument(fault));
  if (passing !== undefined) throw passing;
  const [fault] = faults;
  if (fault === undefined) return null;
  const unheard = `${detail}, ${faults.length} not to be had: ${describeError(fault)}`;
  return { trusted: false, dataAsOf: null, detail: unheard, evidence: fault.evidence };
}

/** True where the text is new. */
export function storeRule(
  document: FederalRegisterDocument,
  { bytes, url }: RuleText,
  { store, now, onBoundary }: Deps,
): boolean {
  const rule: NewDocument = {
    ...{ kind: "rule", source: "federal-register", bytes, url },
    documentNumber: document.document_number,
    publicationDate: document.publication_date,
    metadata: new TextEncoder().encode(JSON.stringify(document.raw)),
  };
  const isNew = store.transact((tx) => {
    const stored = putDocument(tx, rule, now());
    if (!stored.isNew) resumeDocument(tx, stored.id, now());
    return stored.isNew;
  });
  if (isNew) onBoundary?.(`fetch stored ${rule.documentNumber}`);
  return isNew;
}

/** A rule that is known and cannot be read must reach a person, once; `start`: of such messages, one that begins so. */
export function tellUnread(
  subject: string,
  message: string,
  { store, now }: Deps,
  start = "",
): void {
  if (isNoticed(store.db, "rule.unread", subject, start)) return;
  store.transact((tx) => putNotice(tx, { type: "rule.unread", subject, message }, now()));
}
