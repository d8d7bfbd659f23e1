import { request } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createMetrics } from "../../src/api/metrics.ts";
import { openOperationsServer } from "../../src/api/operations-server.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { scratchFolder } from "../support/scratch.ts";

async function openOperations(names: readonly string[] = []) {
  const store = openStore(join(scratchFolder(), "data"));
  onTestFinished(() => store[Symbol.dispose]());
  const server = await openOperationsServer({
    ...{ host: "127.0.0.1", port: 0, names, store, metrics: createMetrics() },
    now: () => new Date("2025-03-28T13:00:00Z"),
    depths: async () => ({}),
    board: { key: null, queues: null },
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<number>((resolve, reject) => {
      request(`${server.url}${path}`, { headers, method }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
}

const PATHS = ["/healthz", "/readyz", "/freshz", "/status", "/metrics", "/queues"];

test("a page whose name was pointed to the operations port reads nothing there", async () => {
  const ask = await openOperations();
  for (const path of PATHS) {
    for (const host of ["evil.example", "evil.example:9464", "localhost.evil.example", "x"]) {
      expect({ path, host, status: await ask(path, { host }) }).toEqual({
        path,
        host,
        status: 421,
      });
    }
  }
});

test("the operations port answers to localhost, to any address and to the names of the operator", async () => {
  const ask = await openOperations(["entitywire"]);
  for (const host of [
    ...[
      "localhost:9464",
      "127.0.0.1",
      "[::1]:9464",
      "10.1.2.3:9464",
      "entitywire:9464",
      "ENTITYWIRE",
    ],
  ]) {
    expect({ host, status: await ask("/healthz", { host }) }).toEqual({ host, status: 200 });
    expect({ host, status: await ask("/metrics", { host }) }).toEqual({ host, status: 200 });
  }
});

test("pages of other sites may send nothing to the operations port", async () => {
  const ask = await openOperations();
  for (const method of ["POST", "PUT", "DELETE"]) {
    for (const path of PATHS) {
      expect(await ask(path, { host: "localhost", origin: "https://evil.example" }, method)).toBe(
        403,
      );
      expect(await ask(path, { host: "localhost", "sec-fetch-site": "cross-site" }, method)).toBe(
        403,
      );
    }
  }
});
