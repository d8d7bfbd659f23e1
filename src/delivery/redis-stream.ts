/** The event log as a Redis stream: totally ordered, for consumer groups or plain cursors. Ids are `<sequence>-0`. */

import { PipelineError } from "../model/errors.ts";
import type { LogEvent } from "../model/events/event.ts";
import type { RedisConnection } from "../redis/open-redis.ts";
import type { LogChannel } from "./log-channel.ts";

/** The only field of a stream entry: the CloudEvent in JSON. */
const FIELD = "event";

/** Redis refuses an id below one that the stream has had, even if that entry is deleted. */
const SMALLER_ID = /ID specified in XADD is equal or smaller/;

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
  const name = `the stream ${key}`;
  const foreign = (why: string): PipelineError =>
    new PipelineError("redis/foreign-stream", `${name} ${why}`, {
      hint:
        `if no other service writes to it, delete it with redis-cli DEL ${key}, and it is filled again from the log; ` +
        "otherwise set ENTITYWIRE_REDIS_PREFIX to a prefix that only this store uses",
    });
  const explained = (error: unknown): never => {
    const said = String(error);
    if (said.includes("WRONGTYPE")) throw foreign("is no stream but a key of another type");
    if (SMALLER_ID.test(said)) throw foreign("had later entries, which are deleted");
    throw redis.explain(error);
  };
  return {
    name,
    maxLength,
    foreign,
    last: async () => {
      const [entry] = await redis.client.xrevrange(key, "+", "-", "COUNT", 1).catch(explained);
      if (entry === undefined) return null;
      const event = readEntry(entry);
      if (event === null) throw foreign(`ends with ${entry[0]}, which is no event of a log`);
      return event;
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

/** Null where the entry was not written by `append`. */
function readEntry([id, fields]: [id: string, fields: string[]]): LogEvent | null {
  const [field, text = "", ...more] = fields;
  if (field !== FIELD || more.length > 0) return null;
  try {
    const event = JSON.parse(text) as LogEvent | null;
    return event !== null && streamId(event) === id ? event : null;
  } catch {
    return null;
  }
}

function streamId(event: LogEvent): string {
  return `${Number(event.sequence)}-0`;
}
