/** Copies to each channel the events after its last one; after a loss, as many as the channel keeps. */

import { lastSequence, readEvent, readEvents } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import type { LogChannel } from "../../delivery/log-channel.ts";
import type { LogEvent } from "../../model/events/event.ts";
import type { Handler } from "../step.ts";

/** Events in memory at once; a single baseline is several megabytes. */
const BATCH = 50;

export const handlePublish: Handler<"publish"> = async (_job, { store, channels }, signal) => {
  // Channels do not wait for one another; failures are retried when all are done.
  const outcomes = await Promise.allSettled(
    channels.map((channel) => fill(channel, store.db, signal)),
  );
  const copied = outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
  const [first] = copied;
  if (first === undefined) return { facts: {}, next: [] };
  const published = copied.reduce((sum, one) => sum + one.published, 0);
  return { facts: { published, sequence: first.sequence }, next: [] };
};

async function fill(channel: LogChannel, db: Database, signal: AbortSignal) {
  for (let published = 0; ; ) {
    signal.throwIfAborted();
    const last = await channel.last();
    const after = lastPublished(db, channel, last);
    const events = readEvents(db, { after, limit: BATCH });
    if (events.length === 0) return { published, sequence: after };
    published += await channel.append(events, last);
  }
}

/** The sequence to continue after: the channel's last event, or as far back as the channel keeps events. */
function lastPublished(db: Database, channel: LogChannel, last: LogEvent | null): number {
  const newest = lastSequence(db);
  const sequence = Number(last?.sequence ?? 0);
  if (last !== null && sequence > newest) {
    throw channel.foreign(`ends with event ${sequence}, and the log with ${newest}`);
  }
  if (last !== null && readEvent(db, sequence).id !== last.id) {
    throw channel.foreign(`ends with event ${sequence} of another log`);
  }
  return Math.max(sequence, newest - channel.maxLength);
}
