/** A damaged document gives problems, and no event that the whole document would not give. */

import { describe, expect, test } from "vitest";
import { PipelineError } from "../../../src/model/errors.ts";
import { parseRule } from "../../../src/parsers/rule.ts";
import { arbitraryRule, arbitraryWording } from "../../support/rendered-rule/arbitrary-rule.ts";
import { FORMS } from "../../support/rendered-rule/forms.ts";
import { CARRYING, type Wording } from "../../support/rendered-rule/instruction-forms.ts";
import { type PrintedPage, printedPage } from "../../support/rendered-rule/printed-page.ts";
import { eventsOf, listBefore } from "../../support/rendered-rule/rule-events.ts";
import { fc, SEED } from "../../support/seeded.ts";

/** Fewer rules than elsewhere, because each is read a dozen times. */
const RUNS = Math.ceil(Number(process.env["ENTITYWIRE_RENDERED_RUNS"] ?? 500) / 10);
const PARAMETERS = { numRuns: RUNS };
const TIMEOUT_MS = 3_600_000;

/** More numbers than a page has paragraphs. */
const arbitraryOrder = fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 });
const OPS = { add: "added", revise: "modified", remove: "removed" } as const;

describe.each(FORMS)(`random rules as %s, ${RUNS} from seed ${SEED}`, (form, print) => {
  test(
    "whole ones give exactly their events",
    () => {
      fc.assert(
        fc.property(arbitraryRule, arbitraryWording, (rule, wording) => {
          const { events } = eventsOf(print(printedPage(rule, wording), []), listBefore(rule));
          const emitted = events.map((event) => JSON.stringify(JSON.parse(event).slice(0, 3)));
          const printed = rule.instructions.flatMap(({ op, place, entries }) =>
            entries.map(({ name }) => JSON.stringify([OPS[op], place.heading, name])),
          );
          expect(emitted.toSorted()).toEqual(printed.toSorted());
        }),
        PARAMETERS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    "truncated anywhere they are refused, or nothing of the rule is lost",
    () => {
      fc.assert(
        fc.property(
          arbitraryRule,
          arbitraryWording,
          fc.double({ min: 0, max: 1, noNaN: true }),
          (rule, wording, share) => {
            const whole = print(printedPage(rule, wording), []);
            const cut = whole.slice(0, Math.floor(share * whole.length));
            const before = listBefore(rule);
            const { events, amendments } = eventsOf(whole, before);
            try {
              const left = eventsOf(cut, before);
              expect(events).toEqual(expect.arrayContaining([...left.events]));
              expect(amendments).toEqual(expect.arrayContaining([...left.amendments]));
              if (left.events.length < events.length) expect(left.hasProblems).toBe(true);
            } catch (error) {
              if (!(error instanceof PipelineError)) throw error;
            }
          },
        ),
        PARAMETERS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    "without their table they have problems, and nothing is added or revised",
    () => {
      fc.assert(
        fc.property(arbitraryRule, arbitraryWording, (rule, wording) => {
          fc.pre(rule.instructions.some(({ op }) => op !== "remove"));
          const page = printedPage(rule, wording);
          const before = listBefore(rule);
          const whole = eventsOf(print(page, []), before);
          const { events, hasProblems } = eventsOf(print({ ...page, table: [] }, []), before);
          expect(hasProblems).toBe(true);
          expect(whole.events).toEqual(expect.arrayContaining([...events]));
          expect(events.filter((event) => !event.startsWith('["removed"'))).toEqual([]);
        }),
        PARAMETERS,
      );
    },
    TIMEOUT_MS,
  );

  const DAMAGES: readonly [string, (page: PrintedPage, order: readonly number[]) => PrintedPage][] =
    [
      [
        "without one row of their table",
        (page, [at = 0]) => ({ ...page, table: without(page.table, at) }),
      ],
      [
        "without the end of their table",
        (page, [at = 0]) => ({ ...page, table: page.table.slice(0, at % page.table.length) }),
      ],
      [
        "without one of their instructions",
        (page, [at = 0]) => ({ ...page, instructions: without(page.instructions, at) }),
      ],
      [
        "with their instructions in another order",
        (page, order) => ({ ...page, instructions: inOrder(page.instructions, order) }),
      ],
    ];
  test.each(DAMAGES)(
    "%s they give no wrong event",
    (what, damage) => {
      fc.assert(
        fc.property(arbitraryRule, arbitraryWording, arbitraryOrder, (rule, wording, order) => {
          fc.pre(!what.includes("instructions") || isDetectable(wording, form));
          const page = printedPage(rule, wording);
          const before = listBefore(rule);
          const whole = eventsOf(print(page, []), before);
          const { events, hasProblems } = eventsOf(print(damage(page, order), []), before);
          expect(whole.events).toEqual(expect.arrayContaining([...events]));
          if (events.length < whole.events.length) expect(hasProblems).toBe(true);
        }),
        PARAMETERS,
      );
    },
    TIMEOUT_MS,
  );

  if (form === "XML") {
    test("truncated in the middle of its XML is not well-formed", () => {
      const rule = fc.sample(arbitraryRule, { numRuns: 1 })[0];
      const wording = fc.sample(arbitraryWording, { numRuns: 1 })[0];
      if (rule === undefined || wording === undefined) throw new Error("no sample");
      const whole = print(printedPage(rule, wording), []);
      const code = expect.objectContaining({ code: expect.stringMatching(/^parse\//) });
      expect(() => parseRule(whole.slice(0, whole.length / 2))).toThrow(code);
    });
  }
});

/**
 * Whether lost or reordered instructions are detectable. A paragraph that takes its verb or destination from the one
 * above changes its meaning below another paragraph. The claims reveal a wrong destination only, and only in forms other
 * than XML do they prevent events.
 */
function isDetectable({ form: wording }: Wording, form: string): boolean {
  const carried = CARRYING[wording];
  return carried === undefined || (carried === "destination" && form !== "XML");
}

function inOrder<T>(these: readonly T[], order: readonly number[]): T[] {
  const places = new Map(these.map((one, at) => [one, order[at] ?? 0]));
  return these.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

function without<T>(these: readonly T[], at: number): T[] {
  return these.toSpliced(at % Math.max(1, these.length), 1);
}
