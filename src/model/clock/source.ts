/** The sources that are asked, in the order in which one pass asks them: what a rule says, before what shows it. */

export const SOURCES = ["public-inspection", "federal-register", "ecfr"] as const;
export type SourceName = (typeof SOURCES)[number];
