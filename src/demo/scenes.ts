/** The scenes of the demo: the moments at which the sources are checked, and what they serve then. */

import type { SourceName } from "../model/clock/source.ts";
import type { RowFacts, RuleFacts } from "./facts.ts";
import { renderDisplayed } from "./render-displayed.ts";
import { renderSnapshot } from "./render-snapshot.ts";
import { demoWorld, type ReplayWorld } from "./world.ts";

/** One moment of the demo. */
export interface Scene {
  readonly at: Date;
  /** What has happened by then. */
  readonly title: string;
  /** The sources to check, in this order. */
  readonly checks: readonly SourceName[];
  /** What the sources serve. `baseUrl` is the replay server's. */
  readonly world: (facts: readonly RuleFacts[], baseUrl: string) => Promise<ReplayWorld>;
}

/** The first date on which the eCFR shows the changes. */
const CODIFIED_DATE = "2025-03-28";

/** In time order. The first snapshot also makes the service check the other two sources. */
export const scenes: readonly [Scene, ...Scene[]] = [
  {
    at: new Date("2025-03-25T13:00:00Z"),
    title: "the list before the rules",
    checks: ["ecfr"],
    world: async (facts, baseUrl) => unpublishedWorld(facts, baseUrl),
  },
  {
    at: new Date("2025-03-25T20:15:17Z"),
    title: "on public inspection, as PDFs",
    checks: ["public-inspection"],
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
    checks: ["public-inspection", "federal-register"],
    world: async (facts, baseUrl) => demoWorld(facts, baseUrl),
  },
  {
    at: new Date("2025-04-01T14:00:00Z"),
    title: "codified",
    checks: ["public-inspection", "federal-register", "ecfr"],
    world: async (facts, baseUrl) => codifiedWorld(facts, baseUrl),
  },
];

/** The morning of the day on which the rules go on display. */
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

/** The rules revise every row of the baseline, so the codified list consists of their rows. */
function codifiedRows(facts: readonly RuleFacts[]): RowFacts[] {
  const rows = facts.flatMap(({ added, revised }) => [...added, ...revised]);
  const byDestination = Map.groupBy(rows, ({ destination }) => destination);
  return [...byDestination.keys()].sort().flatMap((name) => byDestination.get(name) ?? []);
}
