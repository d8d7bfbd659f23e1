/** A rule of which the table was not read: its instructions are all that names its parties. */

import type { Rule } from "./rule.ts";

/** The code of the problem that says so. */
export const UNREAD_TABLE = "table/unread";

export function hasUnreadTable({ problems }: Pick<Rule, "problems">): boolean {
  return problems.some(({ code }) => code === UNREAD_TABLE);
}
