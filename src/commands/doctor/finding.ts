/** The result of one check. */

export interface Finding {
  readonly subject: string;
  /** The value or text that was checked. */
  readonly seen: string;
  /** How to fix it; null where all is well. */
  readonly remedy: string | null;
}

export const well = (subject: string, seen: string): Finding => ({ subject, seen, remedy: null });

export const fails = (subject: string, seen: string, remedy: string): Finding => ({
  subject,
  seen,
  remedy,
});
