/** The logs of some worlds that between them tell an event of each type. */

import { readEvents } from "../../src/db/log/log.ts";
import { openStoreToRead } from "../../src/db/store/open-store.ts";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
import type { LogEvent } from "../../src/model/events/event.ts";
import { asHtml } from "./as-html.ts";
import {
  addingRule,
  type OnDisplay,
  onDisplay,
  printedEntry,
  published,
  WITHDRAWAL,
  withNote,
} from "./displayed-rule.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA } from "./march-world.ts";
import { openTestPipeline } from "./open-test-pipeline.ts";
import { type Paper, randomPapers, takePaper } from "./random-papers.ts";
import { scratchFolder } from "./scratch.ts";
import { fc } from "./seeded.ts";
import { addedRow, makeRuleFacts } from "./small-world.ts";
import { fillDemo } from "./web-worlds.ts";

const MINUTE_MS = 60_000;

/** The demo, as a person runs it. */
export async function demoLog(): Promise<LogEvent[]> {
  const data = scratchFolder();
  await fillDemo(data);
  using store = openStoreToRead(data);
  return readEvents(store.db, { after: 0 });
}

/** March 2025: the rules, then the list that shows what they say. */
export async function marchLog(): Promise<LogEvent[]> {
  const { store, clock, show, sync } = await openTestPipeline(BEFORE);
  await sync();
  show(AFTER);
  clock.now = new Date("2025-04-02T13:00:00Z");
  await sync();
  return readEvents(store.db, { after: 0 });
}

/** A rule on display that is replaced and confirmed in print, and one that is withdrawn. */
async function displayLog(): Promise<LogEvent[]> {
  const { store, server, clock, run, sync } = await openTestPipeline({ ...BEFORE, rules: [] });
  await sync();
  const poll = async (documents: readonly ReplayDisplayed[]) => {
    clock.now = new Date(clock.now.getTime() + MINUTE_MS);
    const updatedAt = clock.now.toISOString();
    server.world = { ...server.world, display: { documents: [...documents], updatedAt } };
    await run({ step: "fetch", source: "public-inspection" });
  };
  const [kept, gone] = [["2025-05427", "Gamma"] as const, ["2025-05428", "Delta"] as const].map(
    ([number, name]) => addingRule(number, "2025-04-02", "2025-04-02", [printedEntry(name)]),
  );
  if (kept === undefined || gone === undefined) throw new Error("two rules are on display");
  const shown = [kept, gone].map((rule) => onDisplay(rule, "3/28/2025 at 9:05 am", server.url));
  await poll(shown);
  const [first, second] = shown as [OnDisplay, OnDisplay];
  const replaced: ReplayDisplayed = {
    json: { ...first.json, pdf_updated_at: "2025-03-28T10:00:00-04:00" },
    text: first.text.replaceAll("Gamma Works", "Gamma Werke"),
  };
  await poll([replaced, withNote(second, WITHDRAWAL)]);
  const back = { ...first, json: { ...first.json, pdf_updated_at: "2025-03-28T11:00:00-04:00" } };
  await poll([back]);
  const others = server.world.documents.filter(({ json }) => json.type !== "Rule");
  server.world = { ...server.world, documents: [published(kept, "text", server.url), ...others] };
  clock.now = new Date("2025-04-02T13:00:00Z");
  await run({ step: "fetch", source: "federal-register" });
  return readEvents(store.db, { after: 0 });
}

const CORRECTION = `<CORRECT>
<PREAMB><AGENCY TYPE="S">DEPARTMENT OF COMMERCE</AGENCY>
<SUBJECT>Additions to the Entity List</SUBJECT></PREAMB>
<SUPLINF><HD SOURCE="HD2">Correction</HD>
<P>In rule document 2025–00001 beginning on page 14035 in the issue of Friday, March 28, 2025, make the following correction:</P>
<P>1. On page 14036, in Supplement No. 4 to part 744, under FRANCE, “Gamma Works” should read “Gamma Werke”.</P></SUPLINF>
<FRDOC>[FR Doc. C1-2025-00001 Filed 3-28-25; 8:45 am]</FRDOC></CORRECT>`;

const DELAY = `<RULE><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<SUBJECT>Additions to the Entity List; Delay of Effective Date</SUBJECT><ACT><P>Final rule; delay of effective date.</P></ACT>
<EFFDATE><P>The effective date of the final rule published on March 28, 2025, at 90 FR 14035, is delayed until July 20, 2025.</P></EFFDATE></PREAMB>
<FRDOC>[FR Doc. 2025-00400 Filed 4-8-25; 8:45 am]</FRDOC></RULE>`;

const NOTE = `<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 90 FR 14035, Mar. 28, 2025, supplement no. 4 to part 744 was amended under FRANCE by adding an entry for “Omega” and by revising the entry for “Alpha”; however, these amendments could not be incorporated because no text was supplied.</PSPACE></EDNOTE>`;

/** A rule and its correction; what the eCFR's editors could not incorporate, and what it shows otherwise; at last all agree. */
function mismatchLog(): Promise<LogEvent[]> {
  const list = (asOf: string, rows: readonly RowFacts[], note = ""): Paper => ({
    ...{ kind: "snapshot", asOf },
    xml: renderSnapshot(rows).replace("</DIV9>", `${note}</DIV9>`),
  });
  const [alpha = ALPHA, beta = BETA, gamma = BETA] = AFTER.rows;
  const other = { ...gamma, licenseReviewPolicy: "Case-by-case basis" };
  return logOf([
    list("2025-03-24", [ALPHA, BETA]),
    { kind: "rule", xml: renderRule(BATCH) },
    { kind: "rule", xml: CORRECTION },
    list("2025-04-01", [alpha, beta, other], NOTE),
    list("2025-04-03", [alpha, beta, gamma]),
  ]);
}

/** A poor form of a rule, and then a better one that says less. */
function rereadLog(): Promise<LogEvent[]> {
  const both = renderRule(makeRuleFacts({ added: [addedRow("Gamma"), addedRow("Delta")] }));
  const one = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] }));
  return logOf([
    { kind: "snapshot", asOf: "2025-03-24", xml: renderSnapshot([ALPHA, BETA]) },
    { kind: "rule", xml: asHtml(both) },
    { kind: "rule", xml: one },
  ]);
}

/** A rule, and the document that delays its effective date. */
function delayLog(): Promise<LogEvent[]> {
  const rule = makeRuleFacts({ added: [addedRow("Gamma")], effectiveOn: "2025-04-20" });
  return logOf([
    { kind: "snapshot", asOf: "2025-03-24", xml: renderSnapshot([ALPHA, BETA]) },
    { kind: "rule", xml: renderRule(rule) },
    { kind: "rule", xml: DELAY },
  ]);
}

/** Lists and rules that need not fit together, in any order, and a person who answers questions. */
export async function randomLogs(numRuns: number, seed: number): Promise<LogEvent[][]> {
  const logs: LogEvent[][] = [];
  for (const papers of fc.sample(randomPapers, { numRuns, seed })) logs.push(await logOf(papers));
  return logs;
}

async function logOf(papers: readonly Paper[]): Promise<LogEvent[]> {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  world.clock.now = new Date("2025-09-01T00:00:00Z");
  for (const paper of papers) await takePaper(world, paper);
  return readEvents(world.store.db, { after: 0 });
}

/** Of every world, from the same seed each time. */
export async function toldLogs(numRuns: number, seed: number): Promise<LogEvent[][]> {
  return [
    await demoLog(),
    await marchLog(),
    await displayLog(),
    await mismatchLog(),
    await rereadLog(),
    await delayLog(),
    ...(await randomLogs(numRuns, seed)),
  ];
}
