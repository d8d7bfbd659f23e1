/** When silence stops being news: how old the last trustworthy answer of a source may be (law 6). */

const HOUR_MS = 3_600_000;

/** Per source. The eCFR moves on business days only, but answers "unchanged" on the others too. */
const DEADLINES_MS: Readonly<Record<string, number>> = {
  "federal-register": 2 * HOUR_MS,
  ecfr: 24 * HOUR_MS,
};

/** A source that never gave a trustworthy answer is stale from the start. */
export function isStale(source: string, lastTrusted: string | null, now: Date): boolean {
  if (lastTrusted === null) return true;
  return now.getTime() - Date.parse(lastTrusted) > (DEADLINES_MS[source] ?? HOUR_MS);
}
