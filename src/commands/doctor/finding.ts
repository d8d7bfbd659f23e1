/** What the doctor found about one thing that the service needs. */

export interface Finding {
  readonly subject: string;
  /** The figure or the words by which it was judged. */
  readonly seen: string;
  /** What to do about it; null where all is well. */
  readonly remedy: string | null;
}

export const well = (subject: string, seen: string): Finding => ({ subject, seen, remedy: null });

export const fails = (subject: string, seen: string, remedy: string): Finding => ({
  subject,
  seen,
  remedy,
});
