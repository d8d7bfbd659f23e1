/** One comparison of what was read of a rule with what is right. */

export const RULE_FIGURES = [
  "instructions read",
  "instructions not read falsely",
  "entries per destination",
  "entry names",
  "alias counts",
  "claims",
  "effective date",
  "entries with their reason",
  "reasons rightly attached",
  "due problems reported",
] as const;
export type RuleFigure = (typeof RULE_FIGURES)[number];

export interface Check {
  readonly figure: RuleFigure;
  /** What it is about, and what either side says of it: names, counts and days, no prose. */
  readonly subject: string;
  readonly isRight: boolean;
  readonly read: string;
  readonly label: string;
}
