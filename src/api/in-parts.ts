/** A long answer, sent part by part: whoever else wants this thread gets his turn between two parts. */

import { setImmediate as pause } from "node:timers/promises";

/** Rows that are written out in a row: some milliseconds' worth. */
const ROWS_AT_ONCE = 100;

/** No part is made before the one before it was taken: a slow reader costs no memory. */
export function inParts<T>(
  rows: readonly T[],
  write: (part: readonly T[]) => string,
  head = "",
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  async function* parts(): AsyncGenerator<Uint8Array> {
    if (head !== "") yield encoder.encode(head);
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      yield encoder.encode(write(rows.slice(from, from + ROWS_AT_ONCE)));
      await pause();
    }
  }
  return ReadableStream.from(parts());
}
