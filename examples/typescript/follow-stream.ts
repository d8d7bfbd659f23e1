// SPDX-License-Identifier: MIT-0

/** Like `follow.ts`, by server-sent events: `ENTITYWIRE_URL=… ENTITYWIRE_KEY=… node follow-stream.ts copy.db` */

import { setTimeout as sleep } from "node:timers/promises";
import type { ListEvent } from "./apply-event.ts";
import { type Api, ask, retry } from "./ask.ts";
import { type ListCopy, openListCopy } from "./list-copy.ts";
import { loadExport } from "./load-export.ts";
import { readStream } from "./read-stream.ts";

/** The server sends a heartbeat every 15 seconds. After a longer silence the connection is dead. */
const SILENCE_MS = 45_000;

async function follow(api: Api, copy: ListCopy): Promise<void> {
  const place = copy.place();
  if (place === null) return loadExport(api, copy);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(new Error("the stream timed out")), SILENCE_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new Error("the stream timed out")), SILENCE_MS);
  };
  try {
    const answer = await ask(api, "/v1/events/stream", {
      headers: { accept: "text/event-stream", "last-event-id": String(place) },
      signal: silence.signal,
    });
    if (answer.body === null) throw new Error("the stream has no body");
    for await (const { id, data } of readStream(listen(answer.body, heard))) {
      const events = data === "" ? [] : [JSON.parse(data) as ListEvent];
      copy.follow(events, Number(id));
    }
  } finally {
    clearTimeout(timer);
  }
}

async function* listen(body: ReadableStream<Uint8Array>, heard: () => void) {
  for await (const chunk of body) {
    heard();
    yield chunk;
  }
}

const [path] = process.argv.slice(2);
const { ENTITYWIRE_URL: url, ENTITYWIRE_KEY: key } = process.env;
if (path === undefined || url === undefined) {
  process.stderr.write(
    "usage: ENTITYWIRE_URL=https://… ENTITYWIRE_KEY=ew_… node follow-stream.ts copy.db\n",
  );
  process.exit(64);
}
using copy = openListCopy(path);
for (;;) {
  await retry(
    () => follow({ url, key }, copy),
    (line) => process.stderr.write(`${line}\n`),
  );
  // The server ends a stream when it restarts.
  await sleep(500);
}
