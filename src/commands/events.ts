/** `events`: prints the event log, one event a line. */

import { setTimeout as sleep } from "node:timers/promises";
import { readEvents } from "../db/log/log.ts";
import { openStoreToRead } from "../db/store/open-store.ts";
import type { Io } from "./terminal/io.ts";

const PAGE = 500;
const FOLLOW_EVERY_MS = 500;

export interface EventsOptions {
  readonly after: number;
  readonly types: readonly string[];
  readonly follow: boolean;
}

/** With `follow`, runs until `signal` aborts. */
export async function runEvents(
  io: Io,
  dataDir: string,
  { after, types, follow }: EventsOptions,
  signal: AbortSignal,
): Promise<void> {
  using store = openStoreToRead(dataDir);
  let last = after;
  while (!signal.aborted) {
    const page = readEvents(store.db, { after: last, types, limit: PAGE });
    for (const event of page) io.out(JSON.stringify(event));
    last = Number(page.at(-1)?.sequence ?? last);
    if (page.length === PAGE) continue;
    if (!follow) return;
    await sleep(FOLLOW_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
