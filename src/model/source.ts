/** The sources that are asked. */

export const SOURCES = ["ecfr", "federal-register"] as const;
export type SourceName = (typeof SOURCES)[number];
