// SPDX-License-Identifier: MIT-0

/** Loads the list once and follows the feed by long poll: `ENTITYWIRE_URL=… ENTITYWIRE_KEY=… node follow.ts copy.db` */

import type { ListEvent } from "./apply-event.ts";
import { type Api, ask, retry } from "./ask.ts";
import { type ListCopy, openListCopy } from "./list-copy.ts";
import { loadExport } from "./load-export.ts";

const WAIT_S = 30;

interface Page {
  readonly events: readonly ListEvent[];
  /** The next position. */
  readonly next: number;
}

async function follow(api: Api, copy: ListCopy): Promise<void> {
  const place = copy.place();
  if (place === null) return loadExport(api, copy);
  const answer = await ask(api, `/v1/events?after=${place}&limit=100&wait=${WAIT_S}`, {
    signal: AbortSignal.timeout(2 * WAIT_S * 1000),
  });
  const { events, next } = (await answer.json()) as Page;
  copy.follow(events, next);
}

const [path] = process.argv.slice(2);
const { ENTITYWIRE_URL: url, ENTITYWIRE_KEY: key } = process.env;
if (path === undefined || url === undefined) {
  process.stderr.write(
    "usage: ENTITYWIRE_URL=https://… ENTITYWIRE_KEY=ew_… node follow.ts copy.db\n",
  );
  process.exit(64);
}
using copy = openListCopy(path);
for (;;) {
  await retry(
    () => follow({ url, key }, copy),
    (line) => process.stderr.write(`${line}\n`),
  );
}
