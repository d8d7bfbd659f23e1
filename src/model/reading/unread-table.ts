/** Rules whose table was not read: only the instructions name their parties. */

import type { Rule } from "./rule.ts";

/** Code of the problem that reports an unread table. */
export const UNREAD_TABLE = "table/unread";

export function hasUnreadTable({ problems }: Pick<Rule, "problems">): boolean {
  return problems.some(({ code }) => code === UNREAD_TABLE);
}
