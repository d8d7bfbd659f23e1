/** The service as a child process that is killed and started again, and remembers its orders across its deaths. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job } from "../../../src/workers/step.ts";
import { type Clock, morningOf } from "./clock.ts";
import type { Order, ServiceSettings } from "./orders.ts";

const CHILD = fileURLToPath(new URL("./service-child.ts", import.meta.url));

export interface Service extends AsyncDisposable {
  readonly dataDir: string;
  /** Set by `setClock`; a new process begins with it. */
  readonly clock: Clock;
  setClock(clock: Clock): void;
  add(...jobs: readonly Job[]): void;
  order(order: Order): void;
  /** SIGKILL, at once. */
  kill(): Promise<void>;
  start(): void;
  /** The boundary at which it died as ordered; null while it lives. */
  readonly diedAt: string | null;
  /** Why it ended though nobody asked it to. */
  readonly crash: string | null;
}

export function startService(dataDir: string, env: ServiceSettings["env"], day: string): Service {
  // Beside the folders of all runs: a process that begins with what another one compiled begins in half the time.
  const compiled = { ...process.env, NODE_COMPILE_CACHE: join(dataDir, "../../compiled") };
  let clock = morningOf(day);
  let child: ChildProcess;
  let diedAt: string | null = null;
  let crash: string | null = null;
  const start = (): void => {
    diedAt = null;
    const settings: ServiceSettings = { dataDir, env, clock };
    const started = fork(CHILD, [JSON.stringify(settings)], { silent: true, env: compiled });
    child = started;
    let [said, complained] = ["", ""];
    started.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complained += text;
    });
    started.once("close", (code, signal) => {
      if (said !== "" && child === started) diedAt = said;
      if (signal !== "SIGKILL") crash ??= `it ended with ${code ?? signal}: ${complained}`;
    });
    // An order to one that is just dying is lost with it.
    started.on("error", () => undefined);
  };
  const kill = async (): Promise<void> => {
    const dead = child;
    dead.kill("SIGKILL");
    if (dead.exitCode === null && dead.signalCode === null) await once(dead, "exit");
  };
  const order = (given: Order): void => {
    if (child.connected) child.send(given, () => undefined);
  };
  start();
  return {
    dataDir,
    get clock() {
      return clock;
    },
    setClock: (next) => {
      clock = next;
      order({ order: "set the clock", clock });
    },
    add: (...jobs) => order({ order: "add jobs", jobs }),
    order,
    kill,
    start,
    get diedAt() {
      return diedAt;
    },
    get crash() {
      return crash;
    },
    [Symbol.asyncDispose]: kill,
  };
}
