/** What the feed and the stream of events share. */

import type { ApiCaller } from "../../model/api-caller.ts";
import type { ConnectionLimit } from "../connection-limit.ts";
import type { EventReader } from "../event-reader.ts";
import type { LogWatch } from "../log-watch.ts";
import type { ApiDeps } from "./router.ts";

export interface FeedDeps extends ApiDeps {
  readonly reader: EventReader;
  readonly watch: LogWatch;
  /** Those who wait for an answer of the feed. */
  readonly longPolls: ConnectionLimit;
  readonly streams: ConnectionLimit;
  /** Whether who was let in once may go on. */
  readonly mayStay: (caller: ApiCaller) => boolean;
}

/**
 * Why a reader of this log cannot stand there: the log it read was longer. So it was of another deployment, or this store was brought
 * back from a backup; going on would lose what takes those places now.
 */
export function describeBeyond(after: number, last: number): string {
  return `The log ends at ${last}, and you have read up to ${after}: this store is another one, or was restored from a backup. Load the list anew and follow from there.`;
}
