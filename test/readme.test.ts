import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEvents } from "../src/db/log.ts";
import { openStoreToRead } from "../src/db/open-store.ts";
import { runDemo } from "../src/demo/demo.ts";
import { scratchFolder } from "./support/scratch.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the event that the README shows is one that the demo emits", async () => {
  const shown = /<!-- event -->\s*```json\n([\s\S]*?)```/.exec(README)?.[1] ?? "";
  const data = scratchFolder();
  const silent = { out: () => undefined, err: () => undefined, env: {} };
  await runDemo(silent, { data });
  using store = openStoreToRead(data);
  const { sequence, ...event } = JSON.parse(shown);
  expect(readEvents(store.db, { after: Number(sequence) - 1, limit: 1 })[0]).toEqual({
    ...event,
    sequence,
  });
});
