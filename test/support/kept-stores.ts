/** Stores that several test files start from: each is filled once a run and copied after that. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FOLDER = "ENTITYWIRE_TEST_STORES";

/** Part of the tests' set-up: makes the folder that the files of one run share. Returns the teardown. */
export function keepStores(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-stores-"));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Copies the store of that name into the folder `data`; `fill` makes it where no file of this run has done so yet. */
export async function copyStore(
  name: string,
  data: string,
  fill: (data: string) => Promise<unknown>,
): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error("the tests' set-up has not run");
  const kept = join(folder, name);
  if (!existsSync(kept)) {
    const made = mkdtempSync(join(folder, "making-"));
    await fill(made);
    // Another file may have been faster: its store is as good.
    if (existsSync(kept)) rmSync(made, { recursive: true });
    else renameSync(made, kept);
  }
  mkdirSync(data, { recursive: true });
  cpSync(kept, data, { recursive: true });
}
