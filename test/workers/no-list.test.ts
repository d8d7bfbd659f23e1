/** A document "amends no list" only if it was read and shown to amend none. */

import { expect, test } from "vitest";
import { countDocuments, putDocument } from "../../src/db/documents/documents.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import type { RuleEventData } from "../../src/model/events/event.ts";
import { BEFORE, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

const XML = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] }));
const LOST = XML.replace(/<REGTEXT[\s\S]*<\/REGTEXT>/, "");
const OTHER = `<RULE><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
  <SUBJECT>Controls on Widgets</SUBJECT><ACT><P>Final rule.</P></ACT><SUM><P>This rule revises the controls on widgets.</P></SUM></PREAMB>
  <SUPLINF><P>The Entity List (supplement no. 4 to part 744) names entities.</P>
  <REGTEXT TITLE="15" PART="740"><AMDPAR>1. Section 740.2 is amended by revising paragraph (a).</AMDPAR></REGTEXT></SUPLINF>
  <FRDOC>[FR Doc. 2025-00009 Filed 3-27-25; 8:45 am]</FRDOC></RULE>`;

async function openWorld() {
  const { store, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  await run({ step: "fetch", source: "ecfr" });
  const take = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, new Date());
    const before = told(store).length;
    await run({ step: "sweep" });
    return told(store).slice(before);
  };
  const notices = () => listNotices(store.db, 20).filter(({ type }) => type.startsWith("rule."));
  return { store, take, notices };
}

test("a rule of which nothing was read is emitted as partial, with a notice", async () => {
  const { store, take, notices } = await openWorld();
  expect(await take(LOST)).toEqual(["rule.published 2025-00001"]);
  const { data } = readEvents(store.db, { after: 0 }).at(-1) ?? {};
  expect(data).toMatchObject({ completeness: "partial" });
  expect((data as RuleEventData).problems.length).toBeGreaterThan(0);
  expect(notices()).toMatchObject([{ type: "rule.problems" }]);
});

test("its complete copy then emits its entries, and settles it", async () => {
  const { take, notices } = await openWorld();
  await take(LOST);
  expect(await take(XML)).toEqual(["entity.added Gamma"]);
  expect(notices()[0]).toMatchObject({ type: "rule.settled" });
});

test("a rule that was read and amends no list emits nothing", async () => {
  const { store, take, notices } = await openWorld();
  expect(await take(OTHER)).toEqual([]);
  expect(notices()).toEqual([]);
  expect(countDocuments(store.db)).toContainEqual({ state: "unrelated", documents: 1 });
});
