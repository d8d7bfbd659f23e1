/** Copies to the Redis stream what the log holds beyond the stream's end: after a loss of Redis, all that is kept there. */

import { lastSequence, readEvent, readEvents } from "../db/log.ts";
import type { Database } from "../db/open-store.ts";
import type { EventStream } from "../delivery/redis-stream.ts";
import { PipelineError } from "../model/errors.ts";
import type { LogEvent } from "../model/event.ts";
import type { Handler } from "./step.ts";

/** Events held in memory at once; a baseline alone is some megabytes. */
const BATCH = 50;

export const handlePublish: Handler<"publish"> = async (_job, { store, stream }, signal) => {
  if (stream === null) return { facts: {}, next: [] };
  for (let published = 0; ; ) {
    signal.throwIfAborted();
    const last = await stream.last();
    const after = lastPublished(store.db, stream, last);
    const events = readEvents(store.db, { after, limit: BATCH });
    if (events.length === 0) return { facts: { published, sequence: after }, next: [] };
    published += await stream.append(events, last);
  }
};

/** Where to go on: behind the stream's last event, or as far back as the stream is kept. */
function lastPublished(db: Database, stream: EventStream, last: LogEvent | null): number {
  const newest = lastSequence(db);
  const sequence = Number(last?.sequence ?? 0);
  if (last !== null && (sequence > newest || readEvent(db, sequence).id !== last.id)) {
    throw new PipelineError(
      "redis/foreign-stream",
      `the stream ${stream.key} ends with event ${sequence} of another log`,
      { hint: "set ENTITYWIRE_REDIS_PREFIX to a name of this store's own, or delete the stream" },
    );
  }
  return Math.max(sequence, newest - stream.maxLength);
}
