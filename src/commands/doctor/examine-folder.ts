/** Checks the data folder: write access, free space, the store, and who can read it and the sealing key. */

import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openStoreToRead } from "../../db/store/open-store.ts";
import { describeError } from "../../model/errors.ts";
import { type Finding, fails, well } from "./finding.ts";

/** A store with the whole history has about 100 MB. A migration and a backup each need a copy. */
const LEAST_FREE_BYTES = 1024 ** 3;
const { R_OK, W_OK, X_OK } = constants;

export function examineFolder(dataDir: string): Finding[] {
  const folder = resolve(dataDir);
  const place = nearest(folder);
  const findings = [examineRights(folder, place), examineSpace(place)];
  if (existsSync(join(folder, "entitywire.db"))) findings.push(examineStore(folder));
  const key = join(folder, "sealing.key");
  if (existsSync(key)) findings.push(examineKey(key));
  return findings;
}

/** The folder, or its nearest existing ancestor. */
function nearest(folder: string): string {
  const isRoot = dirname(folder) === folder;
  return existsSync(folder) || isRoot ? folder : nearest(dirname(folder));
}

function examineRights(folder: string, place: string): Finding {
  const subject = "data folder";
  if (!statSync(place).isDirectory()) {
    return fails(subject, `${place} is not a folder`, "choose another folder with --data");
  }
  try {
    accessSync(place, R_OK | W_OK | X_OK);
  } catch {
    return fails(
      subject,
      `this user cannot write to ${place}`,
      "change its owner to the user of the service (chown), or choose another folder with --data",
    );
  }
  return well(subject, place === folder ? folder : `${folder} will be created in ${place}`);
}

function examineSpace(place: string): Finding {
  const { bavail, bsize } = statfsSync(place);
  const seen = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB free`;
  return bavail * bsize < LEAST_FREE_BYTES
    ? fails("disk", seen, "free some space: the store and its copies need 1 GiB")
    : well("disk", seen);
}

function examineStore(folder: string): Finding {
  try {
    using store = openStoreToRead(folder);
    const { path } = store;
    return isPrivate(path)
      ? well("store", path)
      : fails("store", `other users can read ${path}`, `chmod 600 ${path}`);
  } catch (error) {
    return fails("store", describeError(error), "restore a backup, or update entitywire");
  }
}

function examineKey(path: string): Finding {
  return isPrivate(path)
    ? well("sealing key", "readable by its owner only")
    : fails("sealing key", `other users can read ${path}`, `chmod 600 ${path}`);
}

function isPrivate(path: string): boolean {
  return (statSync(path).mode & 0o077) === 0;
}
