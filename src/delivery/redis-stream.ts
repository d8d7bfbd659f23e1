/** The event log as a Redis stream: totally ordered, for consumer groups or plain cursors. Ids are `<sequence>-0`. */

import type { LogEvent } from "../model/events/event.ts";
import type { RedisConnection } from "../redis/open-redis.ts";
import type { LogChannel } from "./log-channel.ts";

/** The only field of a stream entry: the CloudEvent in JSON. */
const FIELD = "event";

/** Checks the end and appends atomically. An event after a gap would look like the end of a complete stream and hide the gap forever. */
const APPEND_BEHIND = `
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)
if (last[1] and last[1][1] or "") ~= ARGV[1] then return 0 end
redis.call("XADD", KEYS[1], "MAXLEN", "~", ARGV[2], ARGV[3], ARGV[4], ARGV[5])
return 1`;

export function createEventStream(
  redis: RedisConnection,
  key: string,
  maxLength: number,
): LogChannel {
  const explained = (error: unknown): never => {
    throw redis.explain(error);
  };
  return {
    name: `the stream ${key}`,
    maxLength,
    whenForeign:
      "set ENTITYWIRE_REDIS_PREFIX to a prefix that only this store uses, or delete the stream",
    last: async () => {
      const [entry] = await redis.client.xrevrange(key, "+", "-", "COUNT", 1).catch(explained);
      const event = entry?.[1][1];
      return event === undefined ? null : (JSON.parse(event) as LogEvent);
    },
    append: async (events, last) => {
      // One at a time: in a pipeline, Redis could refuse one event for its size and accept the next.
      let behind = last === null ? "" : streamId(last);
      for (const [appended, event] of events.entries()) {
        const id = streamId(event);
        const words = [behind, maxLength, id, FIELD, JSON.stringify(event)];
        const isAppended = await redis.client
          .eval(APPEND_BEHIND, 1, key, ...words)
          .catch(explained);
        if (isAppended === 0) return appended;
        behind = id;
      }
      return events.length;
    },
  };
}

function streamId(event: LogEvent): string {
  return `${Number(event.sequence)}-0`;
}
