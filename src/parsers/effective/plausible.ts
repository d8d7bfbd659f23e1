/** Whether a day can be that on which a rule takes effect. */

import { daysBetween } from "../../model/day.ts";

/** A rule may take effect before it is filed by some days, when it was announced before; not by months. */
export const MAX_DAYS_BEFORE = 60;
/** A rule may put itself off for a year, and give another day to a part of it. */
export const MAX_DAYS_AFTER = 730;

interface Filed {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
}

/** True where neither the filing nor the publication is known to hold it against. */
export function isPlausibleDay(day: string, { publicationDate, filedAt }: Filed): boolean {
  const filed = filedAt ?? publicationDate;
  const published = publicationDate ?? filedAt;
  if (filed === null || published === null) return true;
  return (
    daysBetween(day, filed) <= MAX_DAYS_BEFORE && daysBetween(published, day) <= MAX_DAYS_AFTER
  );
}
