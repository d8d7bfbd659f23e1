import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backUpStore } from "../../../src/db/backup.ts";
import { appendEvent } from "../../../src/db/log/log.ts";
import { openStore } from "../../../src/db/store/open-store.ts";
import type { FtmEntity } from "../../../src/exports/follow-the-money.ts";
import { fillList } from "../../support/fill-list.ts";
import { fillLog, makeDraft, ORIGIN } from "../../support/fill-log.ts";
import { ftmFaults } from "../../support/ftm-model.ts";
import { importRows } from "../../support/import-rows.ts";
import { ALPHA, BATCH, BEFORE, BETA } from "../../support/march-world.ts";
import { openListApi } from "../../support/open-list-api.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { addedRow, makeRow } from "../../support/small-world.ts";

async function openWorld() {
  const world = await openTestPipeline(BEFORE);
  await world.sync();
  return { ...world, api: openListApi(world.store) };
}

describe("an export", () => {
  test.each(["entries.ndjson", "entries.csv", "entries.ftm.json"])(
    "%s says at which sequence it stands, and is not sent again until the log goes on",
    async (name) => {
      const world = await openWorld();
      const first = await world.api.get(`/v1/exports/${name}`);
      const sequence = first.headers.get("entitywire-sequence") ?? "";
      expect(sequence).toMatch(/^\d{12}$/);
      expect(first.headers.get("content-disposition")).toContain(`entries-${sequence}`);
      expect((await first.text()).endsWith("\n")).toBe(true);
      const known = { "if-none-match": first.headers.get("etag") ?? "" };
      expect((await world.api.get(`/v1/exports/${name}`, known)).status).toBe(304);
      await importRows(world, [ALPHA, BETA, addedRow("New")], "2025-06-01");
      const next = await world.api.get(`/v1/exports/${name}`, known);
      expect(Number(next.headers.get("entitywire-sequence"))).toBeGreaterThan(Number(sequence));
    },
  );

  test("comes from one snapshot, even if the list changes before it is read to its end", async () => {
    const world = await openWorld();
    const many = Array.from({ length: 350 }, (_, at) => makeRow(`Many ${at}`));
    await importRows(world, [ALPHA, BETA, ...many], "2025-06-01");
    const { sequence, lines } = await world.api.lines("/v1/exports/entries.ndjson");
    const answer = await world.api.get("/v1/exports/entries.ndjson");
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const parts = [(await reader.read()).value];
    await importRows(world, [ALPHA, ...many], "2025-06-02");
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
    }
    expect(parts.length).toBeGreaterThan(3);
    const text = Buffer.concat(parts.filter((part) => part !== undefined)).toString();
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(lines);
    expect(Number(answer.headers.get("entitywire-sequence"))).toBe(sequence);
  });

  test("is of one sequence while another process writes", async () => {
    const world = await openWorld();
    using beside = openStore(world.store.path.replace(/\/[^/]+$/, ""));
    const api = openListApi(beside);
    const before = await api.lines<{ name: string }>("/v1/exports/entries.ndjson");
    await importRows(world, [BETA, addedRow("New")], "2025-06-01");
    const after = await api.lines<{ name: string }>("/v1/exports/entries.ndjson");
    expect(before.lines.map(({ name }) => name)).not.toContain("New");
    expect(after.lines.map(({ name }) => name)).toContain("New");
    expect(after.sequence).toBeGreaterThan(before.sequence);
  });

  test("of one list holds that list only", async () => {
    const { api } = await openWorld();
    expect((await api.lines("/v1/exports/entries.ndjson?list=EL")).lines).toHaveLength(3);
    expect((await api.lines("/v1/exports/entries.ndjson?list=UVL")).lines).toEqual([]);
    expect((await api.get("/v1/exports/entries.csv?list=XX")).status).toBe(400);
  });

  test("as FollowTheMoney tells since when a party is listed, and why, where that is known", async () => {
    const reasons = [{ text: "Gamma is listed for its programs.", sections: ["744.11(b)"] }];
    const world = await openTestPipeline({ ...BEFORE, rules: [{ ...BATCH, reasons }] });
    await world.sync();
    const { lines } = await openListApi(world.store).lines<FtmEntity>(
      "/v1/exports/entries.ftm.json",
    );
    expect(ftmFaults(lines)).toEqual([]);
    const listing = (name: string) => {
      const party = lines.find(({ properties }) => properties["name"]?.[0] === name);
      return lines.find(({ id }) => id === `${party?.id}-listing`)?.properties;
    };
    expect(listing("Gamma")).toMatchObject({
      startDate: ["2025-03-25"],
      reason: [expect.stringContaining("is listed for its programs")],
    });
    expect(listing("Alpha")).not.toHaveProperty("startDate");
    expect(listing("Alpha")).not.toHaveProperty("reason");
  });
});

describe("a delta", () => {
  test("adds, modifies and deletes, and a deletion bears the last body", async () => {
    const world = await openWorld();
    const from = (await world.api.lines("/v1/exports/entries.ndjson")).sequence;
    const moved = { ...BETA, licenseReviewPolicy: "Case-by-case basis" };
    await importRows(world, [moved, addedRow("Gamma"), addedRow("New")], "2025-06-01");
    const { lines } = await world.api.lines<{ op: string; entity: Record<string, unknown> }>(
      `/v1/exports/entries.delta.ndjson?from=${from}`,
    );
    const told = lines.map(({ op, entity }) => `${op} ${entity["name"]}`);
    expect(told).toContain("DEL Alpha");
    expect(told).toContain("MOD Beta");
    expect(told).toContain("ADD New");
    const gone = lines.find(({ op }) => op === "DEL")?.entity;
    expect(gone).toMatchObject({ list: "EL", addresses: [{ country: "FR" }] });
  });

  test("of nothing is empty, and of what the log does not hold is a problem", async () => {
    const { api } = await openWorld();
    const { sequence } = await api.lines("/v1/exports/entries.ndjson");
    const of = (query: string) => api.get(`/v1/exports/entries.delta.ndjson?${query}`);
    expect(await (await of(`from=${sequence}&to=${sequence}`)).text()).toBe("");
    for (const query of ["from=5&to=2", "from=0&to=9999", "from=-1", "from=x", ""]) {
      expect((await of(query)).status, query).toBe(400);
    }
  });
});

describe("what an asker has of a store that was lost", () => {
  const [NOW, LATER] = [new Date("2025-06-01T00:00:00Z"), new Date("2025-06-02T00:00:00Z")];
  const OTHER = { draft: makeDraft(7), at: NOW };
  const AGAIN = { draft: makeDraft(6), at: LATER };

  test.each([
    ["with another event in its place", OTHER],
    ["with the same event, emitted again", AGAIN],
  ])("is not current for the store restored from a backup, %s", async (_how, next) => {
    const [folder, copy] = [scratchFolder(), scratchFolder()];
    using lost = openStore(folder);
    fillLog(lost, 5);
    fillList(lost);
    backUpStore(folder, join(copy, "entitywire.db"));
    using restored = openStore(copy);
    appendEvent(lost.db, makeDraft(6), NOW, ORIGIN);
    appendEvent(restored.db, next.draft, next.at, ORIGIN);
    const [was, is] = [openListApi(lost), openListApi(restored)];
    for (const path of [
      ...["entries", "entries/entry_1", "rules", "feed.atom", "exports/delta.json"],
      ...["exports/entries.ndjson", "exports/entries.csv", "exports/entries.delta.ndjson?from=5"],
    ]) {
      const tag = (await was.get(`/v1/${path}`)).headers.get("etag") ?? "";
      const known = { "if-none-match": tag };
      expect((await was.get(`/v1/${path}`, known)).status, path).toBe(304);
      expect((await is.get(`/v1/${path}`, known)).status, path).toBe(200);
    }
  });
});
