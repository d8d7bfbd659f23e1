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
   * Appends events in the order of the log, each under the id `<sequence>-0`. Redis refuses an id that is not above the
   * last one: nothing can be there twice.
   */
  append(events: readonly LogEvent[]): Promise<void>;
}

/** The one field of an entry: the CloudEvent, JSON. */
const FIELD = "event";

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
    append: async (events) => {
      // One after another: were they sent at once, one could be refused for its size and the next one taken.
      for (const event of events) {
        const id = `${Number(event.sequence)}-0`;
        await redis.client
          .xadd(key, "MAXLEN", "~", maxLength, id, FIELD, JSON.stringify(event))
          .catch(explained);
      }
    },
  };
}
