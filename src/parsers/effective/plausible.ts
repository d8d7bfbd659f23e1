/** Whether a day can be that on which a rule takes effect. */

import { daysBetween } from "../../model/clock/day.ts";

/** A rule may take effect before it is filed by some days, when it was announced before; not by months. */
const MAX_DAYS_BEFORE = 60;
/** A rule may put itself off for a year, and give another day to a part of it. */
const MAX_DAYS_AFTER = 730;

interface Filed {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
  /** `2023-03929`. */
  readonly documentNumber?: string;
}

/** True where neither the filing nor the publication is known to hold it against. */
export function isPlausibleDay(day: string, document: Filed): boolean {
  const { publicationDate, filedAt } = document;
  const filed = filedAt ?? publicationDate;
  if (filed === null || !isOfItsYear(filed, document)) return true;
  // No rule is published before it is filed: such a header is of another issue.
  const published = publicationDate === null || publicationDate < filed ? filed : publicationDate;
  return (
    daysBetween(day, filed) <= MAX_DAYS_BEFORE && daysBetween(published, day) <= MAX_DAYS_AFTER
  );
}

/** A number bears the year of its filing. Where the print gives another year, one of the two is a misprint. */
function isOfItsYear(filed: string, { documentNumber = "" }: Filed): boolean {
  const numbered = /^(\d{4})-/.exec(documentNumber)?.[1];
  const years = Number(filed.slice(0, 4)) - Number(numbered ?? filed.slice(0, 4));
  return years === 0 || years === 1;
}
