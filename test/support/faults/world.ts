/** What arrives over a run, one document at a time, each built on those before: told in another order, the log would differ. */

import { renderSnapshot } from "../../../src/demo/render-snapshot.ts";
import type { ReplayWorld } from "../../../src/demo/world.ts";
import { makeRow, otherDocument } from "../small-world.ts";
import {
  type Amendments,
  amend,
  type Print,
  printCorrection,
  printRule,
  type Rows,
  ruleNumber,
  serve,
} from "./print.ts";

export interface Arrival {
  readonly name: string;
  /** The scenario's clock stands at it. No two arrivals share one, nor are they neighbours. */
  readonly day: string;
  /** What the sources serve from then on; `url` is the replay server's. */
  readonly world: (url: string) => ReplayWorld;
}

/** Enough that half of them gone is a fault, not a rule (law 7). */
const ENTRIES = 24;

interface State {
  readonly rows: Rows;
  readonly prints: readonly Print[];
  readonly snapshots: ReplayWorld["snapshots"];
}

interface Step {
  readonly name: string;
  readonly next: (state: State, day: string) => State;
}

const STEPS: readonly Step[] = [
  list("the first list"),
  rule(1, { adds: ["New 1"], revises: ["Company 1"] }),
  rule(2, { adds: ["New 2"], revises: ["New 1"] }),
  rule(3, { adds: ["New 3"], revises: ["New 2"] }, ["html"]),
  betterForm(3),
  list("the list with rules 1 to 3"),
  rule(4, { adds: ["New 4"], revises: ["New 3"], removes: "Company 7" }),
  correction(4, "New 4 Works", "New 4 Werke"),
  rule(5, { adds: ["New 5"], revises: ["Company 1", "New 2"] }),
  list("the list with rules 1 to 5"),
  rule(6, { adds: ["New 6"], revises: ["New 5"] }),
  list("the list with all rules"),
  { name: "nothing new", next: (state) => state },
];

export const arrivals: readonly Arrival[] = play(STEPS);

function play(steps: readonly Step[]): Arrival[] {
  const names = Array.from({ length: ENTRIES }, (_, at) => `Company ${at}`);
  let state: State = {
    rows: new Map(names.map((name) => [name, makeRow(name)])),
    prints: [],
    snapshots: [],
  };
  return steps.map(({ name, next }, at) => {
    const day = new Date(Date.UTC(2025, 2, 24 + 2 * at)).toISOString().slice(0, 10);
    state = next(state, day);
    const { prints, snapshots } = state;
    const upToDateAsOf = snapshots.at(-1)?.date ?? day;
    const world = (url: string): ReplayWorld => ({
      documents: [...prints.map((print) => serve(print, url)), otherDocument(day, url)],
      snapshots,
      upToDateAsOf,
    });
    return { name, day, world };
  });
}

function list(name: string): Step {
  return {
    name,
    next: (state, date) => {
      const xml = renderSnapshot([...state.rows.values()]);
      return { ...state, snapshots: [...state.snapshots, { date, xml }] };
    },
  };
}

function rule(nth: number, amendments: Amendments, forms: Print["forms"] = ["xml"]): Step {
  return {
    name: `rule ${nth} as ${forms}`,
    next: ({ rows, prints, snapshots }, day) => {
      const print = { ...printRule(rows, nth, day, amendments), forms };
      return { rows: amend(rows, print, amendments), prints: [...prints, print], snapshots };
    },
  };
}

function betterForm(nth: number): Step {
  const isMeant = ({ facts }: Print) => facts.documentNumber === ruleNumber(nth);
  return {
    name: `rule ${nth} as xml, too`,
    next: ({ prints, ...rest }) => ({
      ...rest,
      prints: prints.map((one) => (isMeant(one) ? { ...one, forms: ["xml", "html"] } : one)),
    }),
  };
}

/** The rows change with it, as the eCFR will show them. */
function correction(nth: number, wrong: string, right: string): Step {
  return {
    name: `the correction of rule ${nth}`,
    next: ({ rows, prints, snapshots }, day) => ({
      rows: new Map(
        [...rows].map(([name, row]) => {
          const entity = row.entity.map((line) => line.replace(wrong, right));
          return [name, { ...row, entity }];
        }),
      ),
      prints: [...prints, printCorrection(nth, day, wrong, right)],
      snapshots,
    }),
  };
}
