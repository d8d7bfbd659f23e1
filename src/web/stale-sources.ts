/** The sources that are stale. */

import { lastTrustedCheck } from "../db/log/source-checks.ts";
import type { Database } from "../db/store/open-store.ts";
import { isStale } from "../model/clock/freshness.ts";
import { SOURCES, type SourceName } from "../model/clock/source.ts";

export interface StaleSource {
  readonly source: SourceName;
  /** RFC 3339; null where the source never gave a trustworthy answer. */
  readonly lastSuccess: string | null;
}

export function staleSources(db: Database, now: Date): StaleSource[] {
  return SOURCES.map((source) => ({
    source,
    lastSuccess: lastTrustedCheck(db, source)?.time ?? null,
  })).filter(({ source, lastSuccess }) => isStale(source, lastSuccess, now));
}
