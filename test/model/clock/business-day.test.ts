import { expect, test } from "vitest";
import {
  addBusinessDays,
  isBusinessDay,
  isFederalHoliday,
} from "../../../src/model/clock/business-day.ts";
import { addDays } from "../../../src/model/clock/day.ts";

test.each([
  // https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/
  [2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"],
  [2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25"],
  [2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"],
  [2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25"],
])("the federal holidays of %s", (year, expected) => {
  const days = Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n));
  const found = days.filter((day) => day.startsWith(String(year)) && isFederalHoliday(day));
  expect(found.map((day) => day.slice(5)).join(" ")).toBe(expected);
});

test.each([
  ["2025-03-28", 3, "2025-04-02"],
  ["2025-11-26", 1, "2025-11-28"],
  ["2025-12-24", 3, "2025-12-30"],
  ["2025-03-29", 0, "2025-03-29"],
])("%s and %s business days is %s", (day, count, expected) => {
  expect(addBusinessDays(day, count)).toBe(expected);
  expect(isBusinessDay(expected) || count === 0).toBe(true);
});
