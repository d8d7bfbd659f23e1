/** Dependencies of the event feed and the event stream. */

import type { ApiCaller } from "../../model/api-caller.ts";
import type { ConnectionLimit } from "../connection-limit.ts";
import type { EventReader } from "../event-reader.ts";
import type { LogWatch } from "../log-watch.ts";
import type { ApiDeps } from "./router.ts";

export interface FeedDeps extends ApiDeps {
  readonly reader: EventReader;
  readonly watch: LogWatch;
  /** Limits open long polls of the feed. */
  readonly longPolls: ConnectionLimit;
  readonly streams: ConnectionLimit;
  /** Whether the caller's key is still valid. */
  readonly mayStay: (caller: ApiCaller) => boolean;
}

/**
 * The error for a reader that asks for events beyond the end of the log. It read the log of another deployment, or this store was
 * restored from a backup. If it went on, it would miss the events that now take those sequences.
 */
export function describeBeyond(after: number, last: number): string {
  return `The log ends at ${last}, and you have read up to ${after}: this is a different store, or it was restored from a backup. Load the whole list again and follow from its sequence.`;
}
