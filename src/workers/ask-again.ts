/** Asks for published rules again: they are imported anew without notice, and get better forms than they first had. */

import { documentsToAskAgain, putAskedAgain } from "../db/documents.ts";
import { describeError } from "../model/errors.ts";
import { fetchBestText, isOfDocument, storeRule, tellUnread } from "./rule-texts.ts";
import type { Deps } from "./step.ts";

/** Beside one search: the source is asked no more than once a second. */
const AT_ONCE = 10;

/** What is not to be had of one of them is told, and asked for at the next turn. */
export async function askAgain(deps: Deps, signal: AbortSignal): Promise<void> {
  const { store, now } = deps;
  for (const due of documentsToAskAgain(store.db, now(), AT_ONCE)) {
    const isReplaced = await isTextNew(due, deps, signal);
    store.transact((tx) => putAskedAgain(tx, due, isReplaced, now()));
  }
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
    if (!isOfDocument(error)) throw error;
    const what = `${documentNumber} of ${publicationDate} cannot be read again`;
    tellUnread(documentNumber, `${what}: ${describeError(error)}`, deps);
    return false;
  }
}
