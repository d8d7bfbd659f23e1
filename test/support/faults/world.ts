/** What arrives over a run, one document at a time, each built on those before: told in another order, the log would differ. */

import { renderSnapshot } from "../../../src/demo/render-snapshot.ts";
import type { ReplayWorld } from "../../../src/demo/world.ts";
import { addDays } from "../../../src/model/clock/day.ts";
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
  serveDisplayed,
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
const DAYS_APART = 2;

interface State {
  readonly rows: Rows;
  readonly prints: readonly Print[];
  /** On public inspection, and the rows as it will leave them. */
  readonly displayed: { readonly print: Print; readonly rows: Rows } | null;
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
  display(6, { adds: ["New 6"], revises: ["New 5"] }, 1),
  publication(6),
  display(7, { adds: ["New 7"], revises: ["New 6", "Company 2"] }, 5),
  withdrawal(7),
  list("the list with all rules"),
  { name: "nothing new", next: (state) => state },
];

export const arrivals: readonly Arrival[] = play(STEPS);

function play(steps: readonly Step[]): Arrival[] {
  const names = Array.from({ length: ENTRIES }, (_, at) => `Company ${at}`);
  let state: State = {
    rows: new Map(names.map((name) => [name, makeRow(name)])),
    prints: [],
    displayed: null,
    snapshots: [],
  };
  return steps.map(({ name, next }, at) => {
    const day = addDays("2025-03-24", DAYS_APART * at);
    state = next(state, day);
    const { prints, displayed, snapshots } = state;
    const upToDateAsOf = snapshots.at(-1)?.date ?? day;
    const world = (url: string): ReplayWorld => ({
      documents: [...prints.map((print) => serve(print, url)), otherDocument(day, url)],
      display: {
        documents: displayed === null ? [] : [serveDisplayed(displayed.print, url)],
        updatedAt: `${day}T12:45:00Z`,
      },
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
    next: (state, day) => {
      const print = { ...printRule(state.rows, nth, day, amendments), forms };
      const rows = amend(state.rows, print, amendments);
      return { ...state, rows, prints: [...state.prints, print] };
    },
  };
}

/** It is law from its display on; its print is announced for the day so many documents later. */
function display(nth: number, amendments: Amendments, documentsToPrint: number): Step {
  return {
    name: `rule ${nth} on display`,
    next: (state, day) => {
      const printedOn = addDays(day, DAYS_APART * documentsToPrint);
      const print = printRule(state.rows, nth, printedOn, amendments, day);
      return { ...state, displayed: { print, rows: amend(state.rows, print, amendments) } };
    },
  };
}

function publication(nth: number): Step {
  return {
    name: `rule ${nth} in print`,
    next: ({ displayed, ...state }) => {
      if (displayed === null) throw new Error(`rule ${nth} is not on display`);
      const { print, rows } = displayed;
      return { ...state, rows, prints: [...state.prints, print], displayed: null };
    },
  };
}

function withdrawal(nth: number): Step {
  return { name: `rule ${nth} withdrawn`, next: (state) => ({ ...state, displayed: null }) };
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
    next: (state, day) => ({
      ...state,
      rows: new Map(
        [...state.rows].map(([name, row]) => {
          const entity = row.entity.map((line) => line.replace(wrong, right));
          return [name, { ...row, entity }];
        }),
      ),
      prints: [...state.prints, printCorrection(nth, day, wrong, right)],
    }),
  };
}
