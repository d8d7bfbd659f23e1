import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEvents } from "../src/db/log/log.ts";
import { openStoreToRead } from "../src/db/store/open-store.ts";
import type { LogEvent } from "../src/model/events/event.ts";
import { scratchFolder } from "./support/scratch.ts";
import { fillDemo } from "./support/web-worlds.ts";

/** The JSON that a document shows behind a mark. */
function shownIn(file: string, mark: string): LogEvent {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  const [, shown = ""] =
    new RegExp(`<!-- ${mark} -->\\s*\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  return JSON.parse(shown);
}

async function emitted(sequence: string): Promise<LogEvent | undefined> {
  const data = scratchFolder();
  await fillDemo(data);
  using store = openStoreToRead(data);
  return readEvents(store.db, { after: Number(sequence) - 1, limit: 1 })[0];
}

test("the event that the consumer's guide shows is one that the demo emits", async () => {
  const shown = shownIn("docs/consumers.md", "event");
  expect(await emitted(shown.sequence)).toEqual(shown);
}, 60_000);

test("what the README shows of an event is in it", async () => {
  const shown = shownIn("README.md", "event in short");
  expect(await emitted(shown.sequence)).toMatchObject(shown);
}, 60_000);
