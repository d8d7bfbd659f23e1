import { describe, expect, test } from "vitest";
import { putDocument } from "../../src/db/documents/documents.ts";
import { listQuarantinedRows } from "../../src/db/documents/readings.ts";
import { listRules } from "../../src/db/documents/rules.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { entriesAsOf } from "../../src/db/list/versions.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import type { RuleFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import type { EntityEventData } from "../../src/model/events/event.ts";
import { findRereads } from "../../src/workers/list/reread-stored.ts";
import { asHtml } from "../support/as-html.ts";
import { ALPHA, BEFORE, BETA, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { dump, rebuild } from "../support/rebuild.ts";
import { addedRow, amended, makeRuleFacts } from "../support/small-world.ts";

const RULE = makeRuleFacts({ added: [addedRow("Gamma"), addedRow("Delta")] });
const XML = renderRule(RULE);
const HTML = asHtml(XML);
const PUBLISHED = ["rule.published 2025-00001", "entity.added Gamma", "entity.added Delta"];

async function openWorld() {
  const { store, clock, run, listDeps } = await openTestPipeline({ ...BEFORE, rules: [] });
  await run({ step: "fetch", source: "ecfr" });
  const take = async (now: string, text: string) => {
    clock.now = new Date(now);
    const bytes = new TextEncoder().encode(text);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    const before = told(store).length;
    await run({ step: "sweep" });
    return told(store).slice(before);
  };
  const law = (day: string, knownAt?: string) =>
    entriesAsOf(store.db, { day, knownAt })
      .map(({ entry }) => entry.name)
      .sort();
  const last = () => readEvents(store.db, { after: 0 }).at(-1)?.data as EntityEventData;
  const isRebuilt = () => expect(rebuild(store)).toEqual(dump(store.db));
  return { store, listDeps, take, law, last, isRebuilt };
}

const DAY_1 = "2025-03-28T13:00:00Z";
const DAY_2 = "2025-03-29T13:00:00Z";
const DAY_3 = "2025-03-30T13:00:00Z";

describe("a better form of a rule", () => {
  test("completes the logged reading, and adds nothing twice", async () => {
    const { store, take, last, isRebuilt } = await openWorld();
    expect(await take(DAY_1, HTML)).toEqual(PUBLISHED);
    expect(last()).toMatchObject({ completeness: "partial", cause: "law", entryVersion: 1 });
    const { changeId, entryId } = last();
    expect(await take(DAY_2, XML)).toEqual(["entity.reread Gamma", "entity.reread Delta"]);
    expect(last()).toMatchObject({
      ...{ completeness: "full", cause: "reading", class: "editorial", entryVersion: 2 },
      ...{ changeId, entryId, changes: [] },
    });
    expect(await take(DAY_3, XML.replace("<RULE>", "<RULE> "))).toEqual([]);
    expect(await take(DAY_3, HTML.replace("<body>", "<body> "))).toEqual([]);
    expect(listRules(store.db)).toMatchObject([{ form: "xml" }]);
    isRebuilt();
  });

  test("corrects a name under its first id; a hyphen alone is editorial", async () => {
    const { store, take, last, isRebuilt, law } = await openWorld();
    const hyphenated = HTML.replaceAll("Gamma", "Gam-ma");
    expect(await take(DAY_1, hyphenated)).toEqual([
      "rule.published 2025-00001",
      "entity.added Gam-ma",
      "entity.added Delta",
    ]);
    const [, , { data } = { data: null }] = readEvents(store.db, { after: 0 });
    expect(await take(DAY_2, XML)).toEqual(["entity.reread Gamma", "entity.reread Delta"]);
    const reread = readEvents(store.db, { after: 0, types: ["entity.reread"] })[0]?.data;
    const { entryId, changeId } = data as EntityEventData;
    expect(reread).toMatchObject({ entryId, changeId, class: "editorial", cause: "reading" });
    expect(last()).toMatchObject({ op: "added" });
    expect(currentEntries(store.db)).toHaveLength(4);
    expect(law("2025-03-26")).toEqual(["Alpha", "Beta", "Delta", "Gamma"]);
    expect(law("2025-03-26", DAY_1)).toEqual(["Alpha", "Beta", "Delta", "Gam-ma"]);
    isRebuilt();
  });

  test("corrects a letter of a name, and that is news", async () => {
    const { store, take, isRebuilt } = await openWorld();
    await take(DAY_1, HTML.replaceAll("Gamma", "Ganma"));
    expect(await take(DAY_2, XML)).toEqual(["entity.reread Gamma", "entity.reread Delta"]);
    const reread = readEvents(store.db, { after: 0, types: ["entity.reread"] })[0]?.data;
    expect(reread).toMatchObject({ class: "substantive", cause: "reading" });
    isRebuilt();
  });

  test("is waited for if the text disagrees with its claims", async () => {
    const { store, take } = await openWorld();
    const lost = HTML.replace(/<tr><td> <\/td><td>Gamma[\s\S]*?<\/tr>/, "");
    expect(await take(DAY_1, lost)).toEqual(["rule.published 2025-00001"]);
    expect(listNotices(store.db, 9)).toMatchObject([
      { type: "rule.problems", message: expect.stringContaining("wait for a better form") },
    ]);
    expect(currentEntries(store.db)).toHaveLength(2);
    expect(await take(DAY_2, XML)).toEqual(["entity.added Gamma", "entity.added Delta"]);
    expect(listNotices(store.db, 1)).toMatchObject([
      { type: "rule.settled", message: "2025-00001 is now read whole, from its xml" },
    ]);
  });

  test("leaves no quarantined rows of the poorer form", async () => {
    const { store, take } = await openWorld();
    const torn = XML.replace(/(<ENT>Delta[\s\S]*?)<\/ROW>/, "$1<ENT>?</ENT><ENT>?</ENT></ROW>");
    await take(DAY_1, torn);
    expect(listQuarantinedRows(store.db)).toMatchObject([{ list: "EL" }]);
    await take(DAY_2, XML);
    expect(listQuarantinedRows(store.db)).toEqual([]);
  });

  test("takes back changes that it lacks, if it was read fully", async () => {
    const { take, law, isRebuilt, store } = await openWorld();
    await take(DAY_1, HTML);
    const one = makeRuleFacts({ added: [addedRow("Gamma")] });
    expect(await take(DAY_2, renderRule(one))).toEqual([
      "entity.reread Gamma",
      "entity.withdrawn Delta",
    ]);
    expect(law("2025-03-26")).toEqual(["Alpha", "Beta", "Gamma"]);
    expect(law("2025-03-26", DAY_1)).toEqual(["Alpha", "Beta", "Delta", "Gamma"]);
    isRebuilt();
    // They are emitted again if a later copy has them after all.
    expect(await take(DAY_3, XML)).toEqual(["entity.added Delta"]);
    expect(listNotices(store.db, 9).filter(({ type }) => type === "rule.problems")).toEqual([]);
    isRebuilt();
  });

  test("takes nothing back if it is damaged itself", async () => {
    const { store, take } = await openWorld();
    await take(DAY_1, HTML);
    const damaged = XML.replace(/<ROW RUL="s"><ENT I="22"> <\/ENT><ENT>Delta[\s\S]*?<\/ROW>/, "");
    expect(await take(DAY_2, damaged)).toEqual(["entity.reread Gamma"]);
    expect(currentEntries(store.db)).toHaveLength(4);
    expect(listNotices(store.db, 1)).toMatchObject([
      { message: expect.stringContaining("Delta (FRANCE) was added by an earlier reading") },
    ]);
  });

  test("does not touch entries that another rule has changed since", async () => {
    const { store, take, isRebuilt } = await openWorld();
    await take(DAY_1, HTML);
    const gamma = addedRow("Gamma", { licenseReviewPolicy: "Case-by-case basis" });
    const revised = { ...gamma, citations: `${gamma.citations} 90 FR 15000, 3/29/25.` };
    const next = makeRuleFacts({
      documentNumber: "2025-00002",
      publicationDate: "2025-03-29",
      revised: [revised],
      claims: { entities: 0, destinations: {}, revised: { France: 1 } },
    });
    expect(await take(DAY_2, renderRule(next))).toContain("entity.modified Gamma");
    expect(await take(DAY_3, XML)).toEqual(["entity.reread Delta"]);
    const policies = currentEntries(store.db).map(({ entry }) => entry.licenseReviewPolicy?.kind);
    expect(policies).toContain("case-by-case");
    isRebuilt();
  });

  test("moves the effective day of a change, known from now on", async () => {
    const { take, law, isRebuilt } = await openWorld();
    const revises: RuleFacts = { ...RULE, revised: [amended(BETA, ["Beta, a.k.a. B.", "Lyon."])] };
    const claimed = { ...revises, claims: { ...RULE.claims, revised: { France: 1 } } };
    await take(DAY_1, asHtml(renderRule(claimed)));
    const later = renderRule({ ...claimed, effectiveOn: "2025-04-10" });
    expect(await take(DAY_2, later)).toEqual([
      "entity.reread Gamma",
      "entity.reread Delta",
      "entity.reread Beta",
    ]);
    expect(law("2025-03-30", DAY_1)).toEqual(["Alpha", "Beta", "Delta", "Gamma"]);
    expect(law("2025-03-30")).toEqual(["Alpha", "Beta"]);
    expect(law("2025-04-10")).toEqual(["Alpha", "Beta", "Delta", "Gamma"]);
    isRebuilt();
  });
});

describe("a removal", () => {
  const removal = (head: string) =>
    renderRule(makeRuleFacts({ added: [addedRow("Gamma")] })).replace(
      "“Gamma”.</AMDPAR>",
      `“Gamma”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entry for “${head}”.</AMDPAR>`,
    );

  test("read again is one removal", async () => {
    const { take, last, isRebuilt } = await openWorld();
    expect(await take(DAY_1, asHtml(removal("Alpha")))).toContain("entity.removed Alpha");
    expect(await take(DAY_2, removal("Alpha"))).toContain("entity.reread Alpha");
    expect(last()).toMatchObject({ op: "removed", class: "editorial", after: null });
    isRebuilt();
  });

  test("of another entry than was read restores the first one", async () => {
    const { take, law, isRebuilt } = await openWorld();
    await take(DAY_1, asHtml(removal("Alpha")));
    expect(law("2025-03-26")).toEqual(["Beta", "Gamma"]);
    expect(await take(DAY_2, removal("Beta"))).toEqual([
      "entity.reread Gamma",
      "entity.removed Beta",
      "entity.withdrawn Alpha",
    ]);
    expect(law("2025-03-26")).toEqual(["Alpha", "Gamma"]);
    isRebuilt();
  });
});

describe("a correction", () => {
  const correct = (instruction: string, number = "C1-2025-00001") => `<CORRECT>
<PREAMB><AGENCY TYPE="N">DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR><SUBJECT>Additions to the Entity List</SUBJECT></PREAMB>
<SUPLINF><HD SOURCE="HD2">Correction</HD>
<P>In rule document 2025–00001 beginning on page 14035 in the issue of Friday, March 28, 2025, make the following correction:</P>
<P>${instruction}</P></SUPLINF>
<FRDOC>[FR Doc. ${number} Filed 3-28-25; 8:45 am]</FRDOC></CORRECT>`;
  const NAME = correct(
    "1. On page 14036, in Supplement No. 4 to part 744, under FRANCE, “Gamma Works” should read “Gamma Werke”.",
  );

  test("emits what it changes, as a correction", async () => {
    const { store, take, last, isRebuilt, law } = await openWorld();
    await take(DAY_1, XML);
    expect(await take(DAY_2, NAME)).toEqual([
      "rule.corrected C1-2025-00001",
      "entity.reread Gamma",
    ]);
    expect(last()).toMatchObject({
      ...{ cause: "correction", class: "substantive", op: "added", entryVersion: 2 },
      changes: [{ field: "aliases" }],
      knownFrom: "2025-03-29T13:00:00.000Z",
    });
    expect(listRules(store.db)).toMatchObject([{ problems: [] }]);
    expect(law("2025-03-26", DAY_1)).toEqual(["Alpha", "Beta", "Delta", "Gamma"]);
    // Another copy of the rule is read with it.
    expect(await take(DAY_3, XML.replace("<RULE>", "<RULE> "))).toEqual([]);
    isRebuilt();
  });

  test("that arrives before its rule is applied when the rule is read", async () => {
    const { store, take } = await openWorld();
    expect(await take(DAY_1, NAME)).toEqual([]);
    expect(await take(DAY_2, XML)).toEqual([
      "rule.published 2025-00001",
      "rule.corrected C1-2025-00001",
      "entity.added Gamma",
      "entity.added Delta",
    ]);
    const gamma = currentEntries(store.db).find(({ entry }) => entry.name === "Gamma");
    expect(gamma?.entry.aliases.map(({ name }) => name)).toEqual(["Gamma Werke"]);
  });

  test("of an entity's name keeps the entry's id", async () => {
    const { store, take } = await openWorld();
    await take(DAY_1, XML);
    const ids = currentEntries(store.db).map(({ entryId }) => entryId);
    const renamed = correct("1. On page 14036, “Delta” should read “Delta Aero”.");
    // The word occurs in many places; only a person can say which is meant.
    expect(await take(DAY_2, renamed)).toEqual(["rule.corrected C1-2025-00001"]);
    expect(listNotices(store.db, 1)).toMatchObject([
      {
        message: expect.stringMatching(
          /C1-2025-00001 corrects “Delta”, which the rule contains \d times/,
        ),
      },
    ]);
    const plain = correct(
      "1. On page 14037, “Delta Works” should read “Delta Aero”.",
      "C2-2025-00001",
    );
    expect(await take(DAY_3, plain)).toEqual([
      "rule.corrected C2-2025-00001",
      "entity.reread Delta",
    ]);
    expect(currentEntries(store.db).map(({ entryId }) => entryId)).toEqual(ids);
  });

  test("of name and address together keeps the id too", async () => {
    const { store, take } = await openWorld();
    await take(DAY_1, XML);
    const ids = currentEntries(store.db).map(({ entryId }) => entryId);
    const moved = XML.replaceAll("Delta", "Epsilon").replace(
      /(<ENT>Epsilon[\s\S]*?)1 Rue Haute/,
      "$17 Quai Bas",
    );
    expect(await take(DAY_2, moved)).toEqual(["entity.reread Epsilon"]);
    expect(currentEntries(store.db).map(({ entryId }) => entryId)).toEqual(ids);
  });

  test("read together with its rule has the law as its cause", async () => {
    const { store, listDeps, take } = await openWorld();
    await take(DAY_1, NAME);
    await take(DAY_2, XML);
    const added = readEvents(store.db, { after: 0, types: ["entity.added"] });
    expect(added.map(({ data }) => (data as EntityEventData).cause)).toEqual(["law", "law"]);
    expect(await findRereads(store.db, listDeps)).toEqual([]);
  });

  test("is stored in its rule's reading, so it need not be read again", async () => {
    const { store, listDeps, take } = await openWorld();
    await take(DAY_1, XML);
    await take(DAY_2, NAME);
    expect(await findRereads(store.db, listDeps)).toEqual([]);
  });

  test("that cannot be read is reported, also before its rule", async () => {
    const { store, take } = await openWorld();
    await take(DAY_1, correct("On page 14036, the second column should be deleted."));
    expect(listNotices(store.db, 1)).toMatchObject([
      { type: "rule.problems", message: expect.stringContaining("the second column") },
    ]);
  });

  test("that cannot be read is reported, and changes nothing", async () => {
    const { store, take } = await openWorld();
    await take(DAY_1, XML);
    const odd = correct("On page 14036, the second column should be deleted.");
    expect(await take(DAY_2, odd)).toEqual(["rule.corrected C1-2025-00001"]);
    expect(listNotices(store.db, 1)).toMatchObject([
      { type: "rule.problems", message: expect.stringContaining("the second column") },
    ]);
    expect(currentEntries(store.db).map(({ entry }) => entry.name)).toContain(
      ALPHA.entity[0]?.split(",")[0],
    );
  });
});
