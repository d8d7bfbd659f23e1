/** Where the log is copied to whole and in its order, for others to follow there. One file a channel: another one is one more. */

import type { LogEvent } from "../model/events/event.ts";

export interface LogChannel {
  /** For a person: `the stream entitywire:events`. */
  readonly name: string;
  /** The newest events kept, at least; the log in the store keeps all. */
  readonly maxLength: number;
  /** What to do where it is found to hold another log, as an imperative sentence without a full stop. */
  readonly whenForeign: string;
  /** The newest event that is there; null where it is empty or gone. */
  last(): Promise<LogEvent | null>;
  /**
   * Appends events in the order of the log, the first of them behind `last`. Answers how many it took: it stops where the
   * channel no longer ends with the one before, because it was emptied or someone else wrote.
   */
  append(events: readonly LogEvent[], last: LogEvent | null): Promise<number>;
}
