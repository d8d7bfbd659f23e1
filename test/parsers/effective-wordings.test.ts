/** The effective date is read back from random wordings; a wording without a date is reported. */

import { expect, test } from "vitest";
import { addDays } from "../../src/model/clock/day.ts";
import { readEffective } from "../../src/parsers/effective/effective.ts";
import { fc } from "../support/seeded.ts";

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");
const DAYS = 4000;
const RUNS = 1000;

/** How a day is printed. */
const PRINTS: readonly ((year: number, month: number, day: number) => string)[] = [
  (year, month, day) => `${MONTHS[month - 1]} ${day}, ${year}`,
  (year, month, day) => `${MONTHS[month - 1]} ${day},${year}`,
  (year, month, day) => `${MONTHS[month - 1]} ${day} ${year}`,
  (year, month, day) => `${SHORT[month - 1]} ${day}, ${year}`,
  (year, month, day) => `${MONTHS[month - 1]?.toUpperCase()} ${day}, ${year}`,
  (year, month, day) => `${month}/${day}/${year}`,
  (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`,
  (year, month, day) => `the ${day}th of ${MONTHS[month - 1]}, ${year}`,
  (year, month, day) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
];
const SUBJECTS = [
  "This rule is effective",
  "This final rule is effective on",
  "This interim final rule is effective as of",
  "Effective date: This rule is effective",
  "Effective Date:",
  "The effective date of this final rule is",
  "This rule is effective beginning on",
  "This action is effective from",
  "This rule is applicable beginning",
];
const BEFORE = ["", "Comments must be received by BIS no later than May 1, 2031. "];
const AFTER = [
  ".",
  ", with a compliance date of May 1, 2031.",
  ". Shipments en route on May 1, 2031, may proceed to their destination until May 30, 2031.",
  ". Comments on this rule are due May 1, 2031.",
  ". The rule published on October 7, 2022, was effective October 12, 2022.",
  " through May 1, 2031.",
];

const day = fc.integer({ min: 0, max: DAYS }).map((days) => addDays("2019-01-01", days));
const wording = fc.record({
  day,
  print: fc.constantFrom(...PRINTS),
  subject: fc.constantFrom(...SUBJECTS),
  before: fc.constantFrom(...BEFORE),
  after: fc.constantFrom(...AFTER),
  isOfWeek: fc.boolean(),
  filedBefore: fc.integer({ min: -30, max: 300 }),
});

function partsOf(text: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
  return [year, month, date];
}

function contextOf(filedAt: string) {
  const publicationDate = addDays(filedAt, 3);
  return { filedAt, publicationDate, filedTime: "8:45 am", announced: null, listInstructions: [] };
}

test("a day is read in every wording", () => {
  fc.assert(
    fc.property(wording, ({ day, print, subject, before, after, isOfWeek, filedBefore }) => {
      const printed = print(...partsOf(day));
      const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
      const shown = isOfWeek && /^[A-Z]/.test(printed) ? `${weekday}, ${printed}` : printed;
      const note = `${before}${subject} ${shown}${after}`;
      expect(readEffective(note, contextOf(addDays(day, -filedBefore)))).toMatchObject({
        effectiveOn: day,
        problems: [],
      });
    }),
    { numRuns: RUNS },
  );
});

test("a day that does not exist is reported and not used", () => {
  fc.assert(
    fc.property(
      wording,
      fc.constantFrom([2, 30], [4, 31], [9, 31], [11, 31]),
      (given, [month = 0, date = 0]) => {
        const { print, subject, before, day } = given;
        const note = `${before}${subject} ${print(partsOf(day)[0], month, date)}.`;
        expect(readEffective(note, contextOf(day))).toMatchObject({
          effectiveOn: null,
          problems: [{ code: "effective/unread" }],
        });
      },
    ),
    { numRuns: RUNS },
  );
});

test("a day far from the day of filing is reported and not used", () => {
  const far = fc.oneof(fc.integer({ min: 61, max: 9000 }), fc.integer({ min: -20_000, max: -740 }));
  fc.assert(
    fc.property(wording, far, ({ day, print, subject, before }, days) => {
      const note = `${before}${subject} ${print(...partsOf(day))}.`;
      expect(readEffective(note, contextOf(addDays(day, days)))).toMatchObject({
        effectiveOn: null,
        problems: [{ code: "effective/implausible" }],
      });
    }),
    { numRuns: RUNS },
  );
});

test("days are counted from the publication once it is known", () => {
  const counted = fc.record({
    day,
    count: fc.integer({ min: 1, max: 180 }),
    words: fc.constantFrom(
      "after publication",
      "after publication in the Federal Register",
      "after the date of publication",
      "from the date of its publication",
      "following publication",
    ),
  });
  fc.assert(
    fc.property(counted, ({ day, count, words }) => {
      const note = `This rule is effective ${count} days ${words}.`;
      const known = { ...contextOf(day), publicationDate: day };
      expect(readEffective(note, known)).toMatchObject({
        effectiveOn: addDays(day, count),
        problems: [],
      });
      expect(readEffective(note, { ...known, publicationDate: null })).toMatchObject({
        effectiveOn: null,
        problems: [{ code: "effective/pending" }],
      });
    }),
    { numRuns: RUNS },
  );
});
