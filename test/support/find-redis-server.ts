/** Where the machine keeps a Redis server, if it has one. */

import { findProgram } from "./find-program.ts";

export function findRedisServer(): string | null {
  return findProgram(["redis-server", "valkey-server"]);
}
