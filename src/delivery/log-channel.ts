/** A channel that receives a full, ordered copy of the event log. Each channel has its own file. */

import type { PipelineError } from "../model/errors.ts";
import type { LogEvent } from "../model/events/event.ts";

export interface LogChannel {
  /** Name in messages: `the stream entitywire:events`. */
  readonly name: string;
  /** How many of the newest events the channel keeps at least. The store keeps all. */
  readonly maxLength: number;
  /** The error where the channel does not hold this log; `why` follows the channel's name. Code redis/foreign-stream. */
  foreign(why: string): PipelineError;
  /**
   * The newest event in the channel; null where it is empty or missing.
   * @throws PipelineError redis/foreign-stream where its newest entry is no event of any log
   */
  last(): Promise<LogEvent | null>;
  /**
   * Appends events in log order after `last`. Returns how many it appended. It stops where the channel no longer ends with the
   * previous event, because it was emptied or another process wrote to it.
   */
  append(events: readonly LogEvent[], last: LogEvent | null): Promise<number>;
}
