/** The sources that were not heard for longer than they may be. */

import { lastTrustedCheck } from "../db/log/source-checks.ts";
import type { Database } from "../db/store/open-store.ts";
import { isStale } from "../model/clock/freshness.ts";
import { SOURCES, type SourceName } from "../model/clock/source.ts";

export interface Silent {
  readonly source: SourceName;
  /** RFC 3339; null where it never gave an answer that could be trusted. */
  readonly lastSuccess: string | null;
}

export function silentSources(db: Database, now: Date): Silent[] {
  return SOURCES.map((source) => ({
    source,
    lastSuccess: lastTrustedCheck(db, source)?.time ?? null,
  })).filter(({ source, lastSuccess }) => isStale(source, lastSuccess, now));
}
