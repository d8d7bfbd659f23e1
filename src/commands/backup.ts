/** `backup FILE`: a copy of the store while the service runs. */

import { statSync } from "node:fs";
import { backUpStore } from "../db/backup.ts";
import type { Io } from "./terminal/io.ts";

const MEGABYTE = 1_000_000;

export function runBackup(io: Io, dataDir: string, target: string): void {
  const last = backUpStore(dataDir, target);
  const megabytes = (statSync(target).size / MEGABYTE).toFixed(1);
  io.err(`${target}: ${megabytes} MB, the log up to ${last}`);
}
