import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { backUpStore } from "../../src/db/backup.ts";
import { openStore, openStoreToRead } from "../../src/db/store/open-store.ts";
import { createCursors } from "../../src/search/cursor.ts";
import { scratchFolder } from "../support/scratch.ts";

const shape = z.object({ s: z.int(), o: z.int() });
const place = { s: 41, o: 100 };

test("a cursor is read by every process on the store, after a restart, and from its backup", () => {
  const [folder, copy] = [scratchFolder(), scratchFolder()];
  const written = (() => {
    using store = openStore(folder);
    return createCursors(store, "entries", shape).write(place);
  })();
  backUpStore(folder, join(copy, "entitywire.db"));
  for (const one of [folder, copy]) {
    using store = openStoreToRead(one);
    expect(createCursors(store, "entries", shape).read(written)).toEqual(place);
  }
});

test("a cursor of another store, of another list, or altered anywhere is none", () => {
  using store = openStore(scratchFolder());
  using other = openStore(scratchFolder());
  const cursors = createCursors(store, "entries", shape);
  const written = cursors.write(place);
  expect(createCursors(other, "entries", shape).read(written)).toBeNull();
  expect(createCursors(store, "rules", shape).read(written)).toBeNull();
  for (let at = 0; at < written.length; at += 1) {
    const changed = written[at] === "A" ? "B" : "A";
    const altered = written.slice(0, at) + changed + written.slice(at + 1);
    expect(cursors.read(altered)).toBeNull();
    expect(cursors.read(written.slice(0, at))).toBeNull();
    expect(cursors.read(`${written.slice(0, at)} ${written.slice(at)}`)).toBeNull();
  }
  const forged = Buffer.from(JSON.stringify({ s: 1, o: 0 })).toString("base64url");
  expect(cursors.read(forged)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => cursors.read(text) === null),
    { numRuns: 200 },
  );
});
