/** Detects a stale or cached public-inspection list, and finds its day. */

import { describe, expect, test } from "vitest";
import { isClosedDay } from "../../../src/model/clock/business-day.ts";
import { doubtStamp, listDay } from "../../../src/model/clock/list-stamp.ts";

const at = (text: string) => new Date(text);
/** 93 records of a real list of 11 August 2020 are published on the day after, and 7 on later days. */
const scheduled = (...days: [string, number][]) =>
  days.flatMap(([day, records]) => Array.from({ length: records }, () => day));

describe("an unchanged list", () => {
  const MORNING = "2026-12-23T13:45:00Z";
  const LATE = at("2026-12-24T21:00:00Z");

  test.each([
    [
      "schedules nothing for the day: the day is closed",
      scheduled(["2026-12-28", 90], ["2026-12-29", 4]),
      false,
    ],
    [
      "schedules its filings for the day: it is a cached copy",
      scheduled(["2026-12-24", 90], ["2026-12-29", 4]),
      true,
    ],
    ["schedules one document for the day", scheduled(["2026-12-24", 1], ["2026-12-29", 90]), true],
    ["schedules nothing later either", scheduled(["2026-12-23", 90]), true],
    ["schedules one record alone", scheduled(["2026-12-28", 1]), true],
    ["schedules nothing", [], true],
  ])("and %s", (_what, days, isDoubted) => {
    const doubt = doubtStamp(MORNING, MORNING, LATE, days);
    if (isDoubted)
      expect(doubt).toMatchObject({
        isOld: false,
        why: expect.stringMatching(/unchanged for a business day/),
      });
    else expect(doubt).toBeNull();
  });

  test("over a closed day is doubted once the next business day is over too", () => {
    const days = scheduled(["2026-12-28", 90], ["2026-12-29", 4]);
    expect(doubtStamp(MORNING, MORNING, at("2026-12-28T14:30:00Z"), days)).toBeNull();
    expect(doubtStamp(MORNING, MORNING, at("2026-12-28T20:00:00Z"), days)).not.toBeNull();
  });

  test.each(["2018-12-05", "2018-12-24", "2020-12-24", "2024-12-24", "2025-01-09"])(
    "over %s, which was closed by executive order, is no cached copy",
    (day) => {
      const before = new Date(Date.parse(`${day}T13:45:00Z`) - 24 * 3_600_000).toISOString();
      expect(doubtStamp(before, before, at(`${day}T23:30:00Z`))).toBeNull();
    },
  );
});

test.each([
  ["2021-01-20", true],
  ["2013-01-21", true],
  ["2013-01-20", false],
  ["2022-01-20", false],
  ["2024-12-24", true],
  ["2023-12-26", false],
])("%s is closed: %s", (day, isClosed) => {
  expect(isClosedDay(day)).toBe(isClosed);
});

describe("the day of a list", () => {
  test.each([
    ["by its stamp", "2025-03-28T12:45:00Z", "2025-03-28T15:00:00Z", "2025-03-28"],
    ["of the evening, in Washington", "2025-03-28T23:30:00Z", "2025-03-29T01:00:00Z", "2025-03-28"],
    ["of Friday over the weekend", "2025-03-28T20:15:00Z", "2025-03-30T15:00:00Z", "2025-03-28"],
    [
      "of Friday on Monday before eight",
      "2025-03-28T20:15:00Z",
      "2025-03-31T11:59:00Z",
      "2025-03-28",
    ],
    [
      "by its stamp where the clock runs ahead",
      "2025-03-28T20:15:00Z",
      "2025-04-09T15:00:00Z",
      "2025-03-28",
    ],
    [
      "by the clock if its stamp lies in the future",
      "2099-01-01T00:00:00Z",
      "2025-03-28T15:00:00Z",
      "2025-03-28",
    ],
    ["by the clock without a stamp", null, "2025-03-30T15:00:00Z", "2025-03-28"],
  ])("%s", (_how, stamp, now, day) => {
    expect(listDay(stamp, at(now))).toBe(day);
  });
});
