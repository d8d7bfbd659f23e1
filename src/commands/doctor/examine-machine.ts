/** Node, and the SQLite that comes with the package. */

import { sqliteVersion } from "../../db/store/sqlite-version.ts";
import { describeError } from "../../model/errors.ts";
import { type Finding, fails, well } from "./finding.ts";

/** package.json's `engines`. */
const LEAST_NODE = 24;

export function examineMachine(nodeVersion = process.versions.node): Finding[] {
  const isOld = Number.parseInt(nodeVersion, 10) < LEAST_NODE;
  const remedy = `start it by bin/entitywire after npm install, which brings Node ${LEAST_NODE}`;
  return [isOld ? fails("Node", nodeVersion, remedy) : well("Node", nodeVersion), examineSqlite()];
}

function examineSqlite(): Finding {
  try {
    return well("SQLite", sqliteVersion());
  } catch (error) {
    return fails("SQLite", describeError(error), "install better-sqlite3 anew: npm install");
  }
}
