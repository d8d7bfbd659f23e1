import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeLease } from "../../src/db/store/lease.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { makeRow } from "../support/small-world.ts";

const ROWS = Array.from({ length: 20 }, (_, at) => makeRow(`Company ${at}`));

async function openWorld() {
  const folder = scratchFolder();
  const data = join(folder, "data");
  const file = join(folder, "list.xml");
  writeFileSync(file, renderSnapshot(ROWS));
  await runCommand(["import", file, "--as-of", "2025-03-24", "--data", data]);
  return { folder, data };
}

test("a backup made while a writer is at work is a store of its own, with the same list and log", async () => {
  const { folder, data } = await openWorld();
  const restored = join(folder, "restored");
  mkdirSync(restored);
  const target = join(restored, "entitywire.db");
  {
    using lease = takeLease(openStore(data), "serve");
    expect(lease.lost.aborted).toBe(false);
    const made = await runCommand(["backup", target, "--data", data]);
    expect(made).toMatchObject({ code: 0, stdout: "" });
    expect(made.stderr).toMatch(/entitywire\.db: \d\.\d MB, the log up to 1\n$/);
  }
  for (const command of ["events", "entries"]) {
    const [was, is] = [
      await runCommand([command, "--data", data]),
      await runCommand([command, "--data", restored]),
    ];
    expect(is).toEqual(was);
  }
  expect(await runCommand(["verify", "--data", restored])).toMatchObject({ code: 0 });
  // The lease of whoever wrote the store stayed there.
  const again = await runCommand([
    ...["import", join(folder, "list.xml"), "--as-of", "2025-03-24", "--data", restored],
  ]);
  expect(again).toMatchObject({ code: 0 });
}, 60_000);

test("what cannot be backed up is one clear line, and nothing half-written", async () => {
  const { folder, data } = await openWorld();
  const taken = join(folder, "list.xml");
  expect(await runCommand(["backup", taken, "--data", data])).toMatchObject({
    ...{ code: 64, stderr: expect.stringContaining("list.xml exists already; name a file that") },
  });
  const nowhere = join(folder, "no", "folder", "copy.db");
  expect(await runCommand(["backup", nowhere, "--data", data])).toMatchObject({
    ...{ code: 73, stderr: expect.stringContaining("copy.db.unfinished") },
  });
  expect(await runCommand(["backup", "x.db", "--data", join(folder, "typo")])).toMatchObject({
    ...{ code: 66, stderr: expect.stringContaining("there is no store at") },
  });
  expect(existsSync(join(folder, "typo"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
}, 60_000);
