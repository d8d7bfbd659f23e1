/** Fetches published rules again: the Federal Register replaces texts without notice and adds better forms. */

import { documentsToAskAgain, putAskedAgain } from "../../db/documents/documents.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { Deps } from "../step.ts";
import {
  fetchBestText,
  isHostPaused,
  isOfDocument,
  reportUnread,
  storeRule,
} from "./rule-texts.ts";

/** Documents refetched after one search; the source is asked at most once a second. */
const AT_ONCE = 10;

/**
 * A document that cannot be fetched is reported and tried again at its next time; where its source fails, with the next search.
 * Returns the failures.
 */
export async function askAgain(deps: Deps, signal: AbortSignal): Promise<PipelineError[]> {
  const { store, now } = deps;
  const faults: PipelineError[] = [];
  for (const due of documentsToAskAgain(store.db, now(), AT_ONCE)) {
    try {
      const isReplaced = await isTextNew(due, deps, signal);
      await store.write((tx) => putAskedAgain(tx, due, isReplaced, now()));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      faults.push(error);
      if (isHostPaused(error)) break;
    }
  }
  return faults;
}

async function isTextNew(
  {
    documentNumber,
    publicationDate,
  }: { readonly documentNumber: string | null; readonly publicationDate: string | null },
  deps: Deps,
  signal: AbortSignal,
): Promise<boolean> {
  if (documentNumber === null || publicationDate === null) return false;
  try {
    const { federalRegister } = deps;
    const document = await federalRegister.fetchDocument(documentNumber, publicationDate, signal);
    const text = await fetchBestText(document, [], deps, signal);
    if (text instanceof Error) throw text;
    return text !== null && text !== "stored" && (await storeRule(document, text, deps));
  } catch (error) {
    if (!(error instanceof PipelineError && isOfDocument(error))) throw error;
    const what = `${documentNumber} of ${publicationDate} cannot be read again`;
    await reportUnread(documentNumber, `${what}: ${describeError(error)}`, deps);
    return false;
  }
}
