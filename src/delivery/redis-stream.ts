/** The legal log as a Redis stream: totally ordered, read by consumer groups or by plain cursors. */

import type { LogEvent } from "../model/event.ts";
import type { RedisConnection } from "../redis/open-redis.ts";

export interface EventStream {
  readonly key: string;
  /** The newest events kept, at least; the log in the store keeps all. */
  readonly maxLength: number;
  /** The newest event on the stream; null where it is empty or gone. */
  last(): Promise<LogEvent | null>;
  /**
   * Appends events in the order of the log, each under the id `<sequence>-0`, the first of them behind `last`. Answers how
   * many it took: it stops where the stream no longer ends with the one before, because it was emptied or someone else wrote.
   */
  append(events: readonly LogEvent[], last: LogEvent | null): Promise<number>;
}

/** The one field of an entry: the CloudEvent, JSON. */
const FIELD = "event";

/** Looks and appends in one go: an event behind a gap would pass for the end of a whole stream, and hide the gap for good. */
const APPEND_BEHIND = `
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)
if (last[1] and last[1][1] or "") ~= ARGV[1] then return 0 end
redis.call("XADD", KEYS[1], "MAXLEN", "~", ARGV[2], ARGV[3], ARGV[4], ARGV[5])
return 1`;

export function createEventStream(
  redis: RedisConnection,
  key: string,
  maxLength: number,
): EventStream {
  const explained = (error: unknown): never => {
    throw redis.explain(error);
  };
  return {
    key,
    maxLength,
    last: async () => {
      const [entry] = await redis.client.xrevrange(key, "+", "-", "COUNT", 1).catch(explained);
      const event = entry?.[1][1];
      return event === undefined ? null : (JSON.parse(event) as LogEvent);
    },
    append: async (events, last) => {
      // One after another: were they sent at once, one could be refused for its size and the next one taken.
      let behind = last === null ? "" : streamId(last);
      for (const [taken, event] of events.entries()) {
        const id = streamId(event);
        const words = [behind, maxLength, id, FIELD, JSON.stringify(event)];
        const isTaken = await redis.client.eval(APPEND_BEHIND, 1, key, ...words).catch(explained);
        if (isTaken === 0) return taken;
        behind = id;
      }
      return events.length;
    },
  };
}

function streamId(event: LogEvent): string {
  return `${Number(event.sequence)}-0`;
}
