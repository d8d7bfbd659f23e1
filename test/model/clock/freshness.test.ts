import { describe, expect, test } from "vitest";
import { displayMsBetween, isDisplayHour } from "../../../src/model/clock/display-hours.ts";
import { describeLast, isStale, nextDue, nextPoll } from "../../../src/model/clock/freshness.ts";

const at = (text: string) => new Date(text);

describe("the display hours", () => {
  test.each([
    ["2025-03-28T11:59:59Z", false, "before 8 a.m. in Washington"],
    ["2025-03-28T12:00:00Z", true, "at 8 a.m., in summer time"],
    ["2025-01-28T12:30:00Z", false, "at 7:30 a.m., in winter time"],
    ["2025-03-28T23:59:00Z", true, "at 7:59 p.m."],
    ["2025-03-29T00:00:00Z", false, "at 8 p.m."],
    ["2025-03-29T15:00:00Z", false, "on a Saturday"],
    ["2025-07-04T15:00:00Z", false, "on Independence Day"],
    ["2025-12-26T15:00:00Z", true, "on the day after Christmas"],
  ])("%s: %s, %s", (instant, isOpen) => {
    expect(isDisplayHour(at(instant))).toBe(isOpen);
  });

  test.each([
    ["2025-03-28T13:00:00Z", "2025-03-28T13:20:00Z", 20],
    // Friday 7 p.m. to Monday 9 a.m.
    ["2025-03-28T23:00:00Z", "2025-03-31T13:00:00Z", 120],
    ["2025-03-29T13:00:00Z", "2025-03-30T13:00:00Z", 0],
    // Over the change of clocks, and backwards.
    ["2025-03-07T23:30:00Z", "2025-03-10T12:30:00Z", 120],
    ["2025-03-28T13:20:00Z", "2025-03-28T13:00:00Z", 0],
  ])("from %s to %s contain %i minutes", (from, to, minutes) => {
    expect(displayMsBetween(at(from), at(to))).toBe(minutes * 60_000);
  });
});

describe("public inspection", () => {
  test.each([
    ["2025-03-28T13:00:17Z", "2025-03-28T13:01:17.000Z", "a minute later in its hours"],
    ["2025-03-28T02:00:17Z", "2025-03-28T03:00:17.000Z", "an hour later at night"],
    ["2025-03-28T11:30:17Z", "2025-03-28T12:00:17.000Z", "as soon as its hours begin"],
    ["2025-07-04T15:00:17Z", "2025-07-04T16:00:17.000Z", "an hour later on a holiday"],
  ])("polled at %s is polled again at %s: %s", (last, next) => {
    expect(nextPoll("public-inspection", at(last)).toISOString()).toBe(next);
  });

  test("polled in the future, by a clock that ran ahead, is due at once", () => {
    const now = at("2025-03-28T13:00:00Z");
    expect(nextDue("ecfr", at("2025-03-30T13:00:00Z"), now)).toEqual(now);
    expect(nextDue("ecfr", now, now)).toEqual(nextPoll("ecfr", now));
  });

  test("is stale after fifteen minutes of display hours; nights and weekends do not count", () => {
    const answered = "2025-03-28T23:55:00Z";
    expect(isStale("public-inspection", answered, at("2025-03-31T12:09:00Z"))).toBe(false);
    expect(isStale("public-inspection", answered, at("2025-03-31T12:11:00Z"))).toBe(true);
    expect(isStale("public-inspection", null, at("2025-03-29T12:00:00Z"))).toBe(true);
    expect(isStale("public-inspection", "2024-01-01T00:00:00Z", at(answered))).toBe(true);
  });

  test("is stale if its last answer lies in the future: a clock was wrong", () => {
    const now = at("2025-03-28T13:00:00Z");
    expect(isStale("public-inspection", "2025-03-28T13:00:30Z", now)).toBe(false);
    expect(isStale("ecfr", "2026-03-28T13:00:00Z", now)).toBe(true);
  });
});

test("a last answer in the future is described as wrong", () => {
  const now = at("2025-03-28T13:00:00Z");
  expect(describeLast(null, now)).toBe("never");
  expect(describeLast("2025-03-28T13:00:30.000Z", now)).toBe("2025-03-28T13:00:30.000Z");
  expect(describeLast("2025-04-02T13:00:00.000Z", now)).toBe(
    "2025-04-02T13:00:00.000Z by a clock that ran ahead",
  );
});
