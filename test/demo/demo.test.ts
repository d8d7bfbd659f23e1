/** The demo, from the display of its batch to the eCFR. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { openStoreToRead } from "../../src/db/store/open-store.ts";
import { runDemo } from "../../src/demo/demo.ts";
import { facts } from "../../src/demo/facts.ts";
import { renderDisplayed } from "../../src/demo/render-displayed.ts";
import { isEntityEvent } from "../../src/model/events/event.ts";
import { scratchFolder } from "../support/scratch.ts";

async function printed(options: { readonly data?: string; readonly render?: string }) {
  const lines: string[] = [];
  const io = { out: (line: string) => void lines.push(line), err: () => undefined, env: {} };
  await runDemo(io, options);
  return lines;
}

test("the rules are displayed, published and codified, and no other events are emitted", async () => {
  const data = scratchFolder();
  const lines = await printed({ data });
  expect(lines.slice(0, 5)).toEqual([
    expect.stringMatching(/^time +scene +events$/),
    expect.stringMatching(/^2025-03-25T13:00:00\.000Z .* {2}1 list\.baselined$/),
    expect.stringMatching(
      /^2025-03-25T20:15:17\.000Z .* {2}2 rule\.displayed, 82 entity\.added, 4 entity\.modified$/,
    ),
    expect.stringMatching(
      /^2025-03-28T13:00:00\.000Z .* {2}2 rule\.published, 86 entity\.confirmed$/,
    ),
    expect.stringMatching(/^2025-04-01T14:00:00\.000Z .* {2}86 entity\.codified$/),
  ]);
  expect(lines.at(-1)).toBe("\n82 entity.added, 4 entity.modified, 0 entity.removed");
  using store = openStoreToRead(data);
  const events = readEvents(store.db, { after: 0 });
  expect(events).toHaveLength(1 + 88 + 88 + 86);
  for (const { data: told } of events.filter(isEntityEvent)) {
    expect(told).toMatchObject({ completeness: "full", historical: false });
  }
  expect(listNotices(store.db, 9)).toEqual([]);
}, 60_000);

test("run again on its store, the demo emits nothing new and prints the same", async () => {
  const data = scratchFolder();
  const first = await printed({ data });
  expect(await printed({ data })).toEqual(first);
}, 60_000);

test("--render writes the list before the batch, and each rule as it is displayed and published", async () => {
  const folder = scratchFolder();
  const names = [
    "snapshot-2025-03-24.xml",
    "2025-05426.pdf",
    "2025-05427.pdf",
    "2025-05426.xml",
    "2025-05427.xml",
  ];
  expect(await printed({ render: folder })).toEqual(names.map((name) => join(folder, name)));
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
  for (const rule of facts) {
    const written = readFileSync(join(folder, `${rule.documentNumber}.pdf`));
    const { pdf } = await renderDisplayed(rule, "http://127.0.0.1:1");
    expect(written.equals(pdf)).toBe(true);
  }
});
