/** Asks for published rules again: they are imported anew without notice, and get better forms than they first had. */

import { documentsToAskAgain, putAskedAgain } from "../../db/documents/documents.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { Deps } from "../step.ts";
import { fetchBestText, isOfDocument, isShut, storeRule, tellUnread } from "./rule-texts.ts";

/** Beside one search: the source is asked no more than once a second. */
const AT_ONCE = 10;

/**
 * What is not to be had of one of them is told, and asked for at the next turn; where its source fails, with the next search.
 * Answers with what failed.
 */
export async function askAgain(deps: Deps, signal: AbortSignal): Promise<PipelineError[]> {
  const { store, now } = deps;
  const faults: PipelineError[] = [];
  for (const due of documentsToAskAgain(store.db, now(), AT_ONCE)) {
    try {
      const isReplaced = await isTextNew(due, deps, signal);
      store.transact((tx) => putAskedAgain(tx, due, isReplaced, now()));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      faults.push(error);
      if (isShut(error)) break;
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
    return text !== null && text !== "stored" && storeRule(document, text, deps);
  } catch (error) {
    if (!(error instanceof PipelineError && isOfDocument(error))) throw error;
    const what = `${documentNumber} of ${publicationDate} cannot be read again`;
    tellUnread(documentNumber, `${what}: ${describeError(error)}`, deps);
    return false;
  }
}
