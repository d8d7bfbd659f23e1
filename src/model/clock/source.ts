/** The polled sources, in the order of one pass: the sources of rules before the source of list snapshots. */

export const SOURCES = ["public-inspection", "federal-register", "ecfr"] as const;
export type SourceName = (typeof SOURCES)[number];
