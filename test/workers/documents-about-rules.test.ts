/** Documents about a rule, under numbers of their own: corrections, delays, withdrawals and reprints, in any order. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { putDocument } from "../../src/db/documents/documents.ts";
import { listRules } from "../../src/db/documents/rules.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { entriesAsOf } from "../../src/db/list/versions.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import type { RuleEventData } from "../../src/model/events/event.ts";
import { isNews } from "../../src/model/events/news.ts";
import { corpusPath } from "../support/corpus.ts";
import { BEFORE, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { dump, rebuild } from "../support/rebuild.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

const RULE = makeRuleFacts({
  added: [addedRow("Gamma Oy"), addedRow("Delta")],
  effectiveOn: "2025-04-20",
});
const XML = renderRule(RULE);
const PUBLISHED = ["rule.published 2025-00001", "entity.added Gamma Oy", "entity.added Delta"];
const DAY_1 = "2025-03-28T13:00:00Z";
const DAY_2 = "2025-04-09T13:00:00Z";
const DAY_3 = "2025-04-10T13:00:00Z";

interface About {
  readonly subject: string;
  readonly action: string;
  readonly dates?: string;
  readonly summary?: string;
  readonly body?: string;
  readonly number?: string;
  readonly filed?: string;
}

function about({ subject, action, dates, summary, body, number, filed }: About): string {
  return `<RULE><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
    <SUBJECT>${subject}</SUBJECT><ACT><P>${action}</P></ACT>
    <SUM><P>${summary ?? "The Bureau of Industry and Security (BIS) acts on a rule."}</P></SUM>
    <EFFDATE><P>${dates ?? "This document is effective April 9, 2025."}</P></EFFDATE></PREAMB>
    <SUPLINF>${body ?? "<P>More time is needed.</P>"}</SUPLINF>
    <FRDOC>[FR Doc. ${number ?? "2025-00400"} Filed ${filed ?? "4-8-25"}; 8:45 am]</FRDOC></RULE>`;
}

const TITLE = RULE.title;
const DELAY = about({
  subject: `${TITLE}; Delay of Effective Date`,
  action: "Final rule; delay of effective date.",
  dates:
    "As of April 9, 2025, the effective date of the final rule published on March 28, 2025, at 90 FR 14035, is delayed until July 20, 2025.",
});
const WITHDRAWAL = about({
  subject: `${TITLE}; Withdrawal`,
  action: "Final rule; withdrawal.",
  dates:
    "The final rule published on March 28, 2025 (FR Doc. 2025-00001), is withdrawn as of April 9, 2025.",
});
const CORRECTION = about({
  subject: `${TITLE}; Correction`,
  action: "Final rule; correction.",
  body: `<P>The rule misspelled a name. BIS should have added it otherwise.</P>
    <P>In FR Doc. 2025-00001 appearing on page 14035 in the Federal Register of Friday, March 28, 2025, the following correction is made:</P>
    <P>1. On page 14036, in Supplement No. 4 to part 744, under FRANCE, “Gamma Oy” is corrected to read “Gammon Works”.</P>`,
});

async function openWorld() {
  const { store, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  await run({ step: "fetch", source: "ecfr" });
  const take = async (now: string, text: string) => {
    clock.now = new Date(now);
    const bytes = new TextEncoder().encode(text);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    const before = told(store).length;
    await run({ step: "sweep" });
    return told(store).slice(before);
  };
  const lawOn = (day: string) => entriesAsOf(store.db, { day }).map(({ entry }) => entry.name);
  const events = () => readEvents(store.db, { after: 0 });
  const isRebuilt = () => expect(rebuild(store)).toEqual(dump(store.db));
  const notices = () => listNotices(store.db, 50).filter(({ type }) => type.startsWith("rule."));
  return { store, take, lawOn, events, isRebuilt, notices };
}

describe("a delay of the effective date", () => {
  test("moves the effective day of the rule and its entries, and is news", async () => {
    const { take, lawOn, events, isRebuilt, store } = await openWorld();
    expect(await take(DAY_1, XML)).toEqual(PUBLISHED);
    expect(await take(DAY_2, DELAY)).toEqual([
      "rule.delayed 2025-00400",
      "entity.reread Gamma Oy",
      "entity.reread Delta",
    ]);
    const [delayed, gamma] = events().slice(-3);
    expect(delayed?.data).toMatchObject({
      ...{ delayedBy: "2025-00400", delayedFrom: "2025-04-20", effectiveOn: "2025-07-20" },
      rule: { documentNumber: "2025-00001" },
    });
    expect(gamma?.data).toMatchObject({
      validFrom: "2025-07-20",
      class: "substantive",
      cause: "law",
    });
    expect(events().slice(-3).every(isNews)).toBe(true);
    expect(lawOn("2025-05-05")).not.toContain("Gamma Oy");
    expect(lawOn("2025-07-20")).toContain("Gamma Oy");
    expect(listRules(store.db)).toMatchObject([{ effectiveOn: "2025-07-20" }]);
    isRebuilt();
  });

  test("that arrives before its rule is applied when the rule is read", async () => {
    const { take, lawOn, isRebuilt } = await openWorld();
    expect(await take(DAY_1, DELAY)).toEqual([]);
    expect(await take(DAY_2, XML)).toEqual([
      "rule.published 2025-00001",
      "rule.delayed 2025-00400",
      "entity.added Gamma Oy",
      "entity.added Delta",
    ]);
    expect(lawOn("2025-05-05")).not.toContain("Gamma Oy");
    isRebuilt();
  });

  test("after another one moves the day again", async () => {
    const { take, events } = await openWorld();
    await take(DAY_1, XML);
    await take(DAY_2, DELAY);
    const again = DELAY.replace("2025-00400", "2025-00500").replace(
      "July 20, 2025",
      "August 1, 2025",
    );
    expect(await take(DAY_3, again)).toContain("rule.delayed 2025-00500");
    expect(events().at(-1)?.data).toMatchObject({ validFrom: "2025-08-01" });
  });

  test("read twice emits nothing new", async () => {
    const { take } = await openWorld();
    await take(DAY_1, XML);
    await take(DAY_2, DELAY);
    expect(await take(DAY_3, DELAY.replace("<RULE>", "<RULE> "))).toEqual([]);
    expect(await take(DAY_3, XML.replace("<RULE>", "<RULE> "))).toEqual([]);
  });

  test.each([
    ["of a rule already in force", DELAY.replace("4-8-25", "5-2-25"), "delay/too-late"],
    ["to an earlier day", DELAY.replace("July 20", "April 15"), "delay/not-later"],
    ["without a day", DELAY.replace("until July 20, 2025", "until further notice"), "delay/unread"],
    [
      "of a part of the rule",
      DELAY.replace(
        "the effective date of the final rule",
        "the effective date of amendatory instruction 2 of the final rule",
      ),
      "delay/unread",
    ],
  ])("%s is not executed, and is reported", async (_, text, code) => {
    const { take, lawOn, notices, events } = await openWorld();
    await take(DAY_1, XML);
    await take(DAY_2, text);
    expect(notices().some(({ message }) => message.includes(code))).toBe(true);
    expect(events().filter(({ type }) => type === "rule.delayed")).toEqual([]);
    expect(lawOn("2025-05-05")).toContain("Gamma Oy");
  });

  test("of an unknown rule is reported if it concerns a list", async () => {
    const { take, notices } = await openWorld();
    await take(DAY_1, DELAY);
    expect(notices()).toMatchObject([{ type: "rule.problems" }]);
  });

  test("matches no other rule of its day", async () => {
    const { take, events } = await openWorld();
    const other = makeRuleFacts({
      ...RULE,
      documentNumber: "2025-00002",
      title: "Other Additions",
      citation: "90 FR 14050",
    });
    await take(DAY_1, renderRule(other));
    await take(DAY_2, DELAY);
    expect(events().filter(({ type }) => type === "rule.delayed")).toEqual([]);
  });
});

describe("a withdrawal by another document", () => {
  test("takes back the rule's changes before they take effect", async () => {
    const { store, take, events, isRebuilt } = await openWorld();
    await take(DAY_1, XML);
    expect(await take(DAY_2, WITHDRAWAL)).toEqual([
      "rule.withdrawn 2025-00001",
      "entity.withdrawn Gamma Oy",
      "entity.withdrawn Delta",
    ]);
    const withdrawn = events().at(-3)?.data as RuleEventData;
    expect(withdrawn).toMatchObject({ withdrawnBy: "2025-00400", stage: "published" });
    expect(currentEntries(store.db).map(({ entry }) => entry.name)).toEqual(["Alpha", "Beta"]);
    isRebuilt();
  });

  test("of a rule already in force is a problem", async () => {
    const { take, lawOn, notices } = await openWorld();
    await take(DAY_1, XML);
    expect(await take(DAY_2, WITHDRAWAL.replace("4-8-25", "5-2-25"))).toEqual([]);
    expect(notices()[0]?.message).toContain("withdrawal/too-late");
    expect(lawOn("2025-05-05")).toContain("Gamma Oy");
  });
});

describe("a correction under a number of its own", () => {
  test("is emitted as a correction of its rule", async () => {
    const { take, events, isRebuilt, notices } = await openWorld();
    await take(DAY_1, XML);
    expect(await take(DAY_2, CORRECTION)).toEqual([
      "rule.corrected 2025-00400",
      "entity.reread Gammon Works",
    ]);
    expect(events().at(-1)?.data).toMatchObject({ cause: "correction", class: "substantive" });
    expect(notices()).toEqual([]);
    isRebuilt();
  });

  test("that prints no number is matched by its rule's citation", async () => {
    const { take } = await openWorld();
    await take(DAY_1, XML);
    const text = CORRECTION.replace(
      "In FR Doc. 2025-00001 appearing on page 14035 in the Federal Register of Friday, March 28, 2025, the following correction is made:",
      "The final rule published on March 28, 2025, at 90 FR 14035, is corrected as follows:",
    );
    expect(await take(DAY_2, text)).toContain("rule.corrected 2025-00400");
  });

  test("with an instruction that is not understood is reported", async () => {
    const { take, notices } = await openWorld();
    await take(DAY_1, XML);
    await take(
      DAY_2,
      CORRECTION.replace(/“Gamma Oy” is corrected.*”\./, "the third line is removed."),
    );
    expect(notices()[0]?.message).toContain("correction/unread");
  });
});

describe("a reprint", () => {
  test("is another copy of its rule", async () => {
    const { store, take, isRebuilt } = await openWorld();
    await take(DAY_1, XML);
    const reprint = XML.replace("FR Doc. 2025-00001", "FR Doc. R1-2025-00001").replaceAll(
      "Gamma Oy",
      "Gammon Works",
    );
    expect(await take(DAY_2, reprint)).toEqual(["entity.reread Gammon Works"]);
    expect(listRules(store.db)).toMatchObject([
      { ruleKey: "2025-00001", publicationDate: "2025-03-28" },
    ]);
    expect(currentEntries(store.db)).toHaveLength(4);
    isRebuilt();
  });
});

describe("reported documents", () => {
  const rows: readonly [base: string, file: string, expected: readonly string[]][] = [
    [
      "00-base.xml",
      "k2-correction-heading.xml",
      ["rule.corrected 2026-06400", "entity.reread Ardente Optique SARL"],
    ],
    [
      "d0-base-april20.xml",
      "d1-delay.xml",
      ["rule.delayed 2026-06400", "entity.reread Ardent Optique SARL"],
    ],
    ["d0-base-april20.xml", "d3-stay.xml", ["rule.published 2026-06400"]],
    ["00-base.xml", "k5-R1-reprint-fixed.xml", ["entity.reread Ardente Optique SARL"]],
  ];
  for (const [base, file, expected] of rows) {
    const [first, second] = [corpusPath("reports", base), corpusPath("reports", file)];
    test.skipIf(first === null || second === null)(`${file}, after ${base}`, async () => {
      const { take, lawOn, events, notices } = await openWorld();
      await take("2026-04-02T13:00:00Z", readFileSync(first ?? "", "utf8"));
      expect(await take("2026-04-09T13:00:00Z", readFileSync(second ?? "", "utf8"))).toEqual(
        expected,
      );
      if (file === "d1-delay.xml") {
        expect(events().at(-1)?.data).toMatchObject({ validFrom: "2026-07-20" });
        expect(lawOn("2026-05-05")).not.toContain("Ardent Optique SARL");
      }
      expect(notices().length).toBe(file === "d3-stay.xml" ? 1 : 0);
    });
  }
});
