/** Checks whether a day is plausible as a rule's effective date. */

import { daysBetween } from "../../model/clock/day.ts";

/** A rule that was announced earlier may take effect some days before it is filed, but not months. */
const MAX_DAYS_BEFORE = 60;
/** A rule may take effect a year after publication, and a part of it later still. */
const MAX_DAYS_AFTER = 730;

interface Filed {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
  /** `2023-03929`. */
  readonly documentNumber?: string;
}

/** Also true if the day of filing and the day of publication are unknown or doubtful. */
export function isPlausibleDay(day: string, document: Filed): boolean {
  const { publicationDate, filedAt } = document;
  const filed = filedAt ?? publicationDate;
  if (filed === null || !isOfItsYear(filed, document)) return true;
  // No rule is published before it is filed: such a publication date comes from the header of another issue.
  const published = publicationDate === null || publicationDate < filed ? filed : publicationDate;
  return (
    daysBetween(day, filed) <= MAX_DAYS_BEFORE && daysBetween(published, day) <= MAX_DAYS_AFTER
  );
}

/** A document number begins with the year of filing. If the print gives another year, one of the two is a misprint. */
function isOfItsYear(filed: string, { documentNumber = "" }: Filed): boolean {
  const numbered = /^(\d{4})-/.exec(documentNumber)?.[1];
  const years = Number(filed.slice(0, 4)) - Number(numbered ?? filed.slice(0, 4));
  return years === 0 || years === 1;
}
