/** Streams a long answer in chunks and yields to the event loop between them. */

import { setImmediate as pause } from "node:timers/promises";

/** Rows in a chunk, which take a few milliseconds. */
const ROWS_AT_ONCE = 100;

/** Produces a chunk only when the client has taken the one before it: a slow client costs no memory. */
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
