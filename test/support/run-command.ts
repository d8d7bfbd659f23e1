/** Runs `bin/entitywire` as a person would, in a process of its own. */

import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/entitywire", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startCommand(args: readonly string[], options: SpawnOptions = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    ...options,
    env: {
      ...process.env,
      NO_COLOR: "1",
      ENTITYWIRE_OPERATIONS_PORT: "0",
      ENTITYWIRE_API_PORT: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const finished = once(child, "close").then(
    ([code, signal]): Finished => ({ code, signal, stdout, stderr }),
  );
  return { child, finished, output: () => ({ stdout, stderr }) };
}

export function runCommand(args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return startCommand(args, options).finished;
}
