/** Checks Node and the bundled SQLite. */

import { sqliteVersion } from "../../db/store/sqlite-version.ts";
import { describeError } from "../../model/errors.ts";
import { type Finding, fails, well } from "./finding.ts";

/** Same as `engines` in package.json. */
const LEAST_NODE = 24;

export function examineMachine(nodeVersion = process.versions.node): Finding[] {
  const isOld = Number.parseInt(nodeVersion, 10) < LEAST_NODE;
  const remedy = `run npm install, which installs Node ${LEAST_NODE}, and start bin/entitywire`;
  return [isOld ? fails("Node", nodeVersion, remedy) : well("Node", nodeVersion), examineSqlite()];
}

function examineSqlite(): Finding {
  try {
    return well("SQLite", sqliteVersion());
  } catch (error) {
    return fails("SQLite", describeError(error), "reinstall better-sqlite3: npm install");
  }
}
