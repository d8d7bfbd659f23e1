/** The data folder: whether it can be written to, what is free there, who else can read the sealing key. */

import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openStoreToRead } from "../../db/store/open-store.ts";
import { describeError } from "../../model/errors.ts";
import { type Finding, fails, well } from "./finding.ts";

/** A store with its whole past is about 100 MB; a migration and a backup copy it. */
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

/** Itself, or the folder that it will be made in. */
function nearest(folder: string): string {
  const isRoot = dirname(folder) === folder;
  return existsSync(folder) || isRoot ? folder : nearest(dirname(folder));
}

function examineRights(folder: string, place: string): Finding {
  const subject = "data folder";
  if (!statSync(place).isDirectory()) {
    return fails(subject, `${place} is no folder`, "name another one by --data");
  }
  try {
    accessSync(place, R_OK | W_OK | X_OK);
  } catch {
    return fails(
      subject,
      `${place} cannot be written to by this user`,
      `give it to the user that the service runs as: chown, or name another one by --data`,
    );
  }
  return well(subject, place === folder ? folder : `${folder} will be made in ${place}`);
}

function examineSpace(place: string): Finding {
  const { bavail, bsize } = statfsSync(place);
  const seen = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB free`;
  return bavail * bsize < LEAST_FREE_BYTES
    ? fails("disk", seen, "free some: the store wants 1 GiB for itself and its copies")
    : well("disk", seen);
}

function examineStore(folder: string): Finding {
  try {
    using store = openStoreToRead(folder);
    return well("store", store.path);
  } catch (error) {
    return fails("store", describeError(error), "put a backup in its place, or update entitywire");
  }
}

function examineKey(path: string): Finding {
  const others = statSync(path).mode & 0o077;
  return others === 0
    ? well("sealing key", "for its owner's eyes only")
    : fails("sealing key", `${path} can be read by others`, `chmod 600 ${path}`);
}
