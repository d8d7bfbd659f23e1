/** The course of the batch of 28 March 2025: the days on which its sources are asked, and what they hold then. */

import type { SourceName } from "../model/clock/source.ts";
import type { RowFacts, RuleFacts } from "./facts.ts";
import { renderDisplayed } from "./render-displayed.ts";
import { renderSnapshot } from "./render-snapshot.ts";
import { demoWorld, type ReplayWorld } from "./world.ts";

/** One moment of the course. */
export interface Scene {
  readonly at: Date;
  /** What has happened. */
  readonly title: string;
  /** The sources to ask, in this order. */
  readonly asks: readonly SourceName[];
  /** What they hold. `baseUrl`: of the replay server. */
  readonly world: (facts: readonly RuleFacts[], baseUrl: string) => Promise<ReplayWorld>;
}

/** The first date on which the eCFR shows the batch. */
const CODIFIED_DATE = "2025-03-28";

/** In time order. The first snapshot also makes the service ask the other two sources. */
export const course: readonly [Scene, ...Scene[]] = [
  {
    at: new Date("2025-03-25T13:00:00Z"),
    title: "the list before the batch",
    asks: ["ecfr"],
    world: async (facts, baseUrl) => unpublishedWorld(facts, baseUrl),
  },
  {
    at: new Date("2025-03-25T20:15:17Z"),
    title: "on display, as PDFs",
    asks: ["public-inspection"],
    world: async (facts, baseUrl) => ({
      ...unpublishedWorld(facts, baseUrl),
      display: {
        documents: await Promise.all(facts.map((rule) => renderDisplayed(rule, baseUrl))),
        updatedAt: "2025-03-25T16:15:00-04:00",
      },
    }),
  },
  {
    at: new Date("2025-03-28T13:00:00Z"),
    title: "published",
    asks: ["public-inspection", "federal-register"],
    world: async (facts, baseUrl) => demoWorld(facts, baseUrl),
  },
  {
    at: new Date("2025-04-01T14:00:00Z"),
    title: "codified",
    asks: ["public-inspection", "federal-register", "ecfr"],
    world: async (facts, baseUrl) => codifiedWorld(facts, baseUrl),
  },
];

/** On the morning of the day on which the batch goes on display. */
function unpublishedWorld(facts: readonly RuleFacts[], baseUrl: string): ReplayWorld {
  const world = demoWorld(facts, baseUrl);
  return {
    ...world,
    documents: world.documents.filter(({ json }) => json.type !== "Rule"),
    display: { documents: [], updatedAt: "2025-03-25T08:45:00-04:00" },
  };
}

function codifiedWorld(facts: readonly RuleFacts[], baseUrl: string): ReplayWorld {
  const world = demoWorld(facts, baseUrl);
  const codified = { date: CODIFIED_DATE, xml: renderSnapshot(codifiedRows(facts)) };
  return {
    ...world,
    display: { documents: [], updatedAt: "2025-04-01T08:45:00-04:00" },
    snapshots: [...world.snapshots, codified],
    upToDateAsOf: CODIFIED_DATE,
  };
}

/** The batch revises every row of the baseline, so that the rows after it are its own. */
function codifiedRows(facts: readonly RuleFacts[]): RowFacts[] {
  const rows = facts.flatMap(({ added, revised }) => [...added, ...revised]);
  const byDestination = Map.groupBy(rows, ({ destination }) => destination);
  return [...byDestination.keys()].sort().flatMap((name) => byDestination.get(name) ?? []);
}
