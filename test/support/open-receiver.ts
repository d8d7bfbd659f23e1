/** An example receiver, started, killed and started again; a CGI script behind a web server, as it is made for. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { ExampleProgram } from "./example-programs.ts";
import { until } from "./until.ts";

export interface Receiver {
  /** Where it listens now. */
  url(): string;
  /** As a power failure does, whatever it is at; and starts it again. */
  killAndStart(): Promise<void>;
}

type Command = readonly [string, ...string[]];

export async function openReceiver(
  { receive }: ExampleProgram,
  path: string,
  secrets: readonly string[],
): Promise<Receiver> {
  const env = { ...process.env, WEBHOOK_SECRETS: secrets.join(" "), PYTHONDONTWRITEBYTECODE: "1" };
  return "server" in receive
    ? openServer(receive.server, path, env)
    : openCgi(receive.cgi, { ...env, ENTITYWIRE_DATA: path });
}

async function openServer(
  [program, ...first]: Command,
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<Receiver> {
  let [child, port] = [null as ChildProcess | null, ""];
  const start = async () => {
    child = spawn(program, [...first, path, "0"], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    port = await until(`${program} listens`, () => /listening on (\d+)/.exec(said)?.[1]);
  };
  const kill = async () => {
    if (child === null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  await start();
  onTestFinished(kill);
  return {
    url: () => `http://127.0.0.1:${port}/`,
    killAndStart: async () => {
      await kill();
      await start();
    },
  };
}

/** RFC 3875, as far as a receiver of webhooks needs it. */
async function openCgi(command: Command, env: NodeJS.ProcessEnv): Promise<Receiver> {
  const running = new Set<ChildProcess>();
  const server = createServer((request, response) => {
    runScript(command, env, request, response, running).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    killAndStart: async () => {
      // The script and all that it started.
      for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
    },
  };
}

async function runScript(
  [program, ...args]: Command,
  env: NodeJS.ProcessEnv,
  request: IncomingMessage,
  response: ServerResponse,
  running: Set<ChildProcess>,
): Promise<void> {
  const headers = Object.entries(request.headers).map(([name, value]) => {
    return [`HTTP_${name.toUpperCase().replaceAll("-", "_")}`, String(value)];
  });
  const child = spawn(program, args, {
    env: {
      ...env,
      ...Object.fromEntries(headers),
      REQUEST_METHOD: request.method,
      CONTENT_LENGTH: request.headers["content-length"] ?? "",
    },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  running.add(child);
  // A script that refuses by the head does not read the body.
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = await once(child, "close");
  running.delete(child);
  if (code !== 0) throw new Error(`the script ended with ${code}`);
  const status = /^Status: (\d{3})/.exec(said)?.[1] ?? "200";
  // What the script did not read is not waited for.
  response.writeHead(Number(status), { connection: "close" }).end();
}
