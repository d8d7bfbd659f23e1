import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readConfig } from "../../src/config.ts";
import { argumentsOf, readHealthCheck, readStages } from "../support/dockerfile.ts";
import { startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { until } from "../support/until.ts";

const STAGES = readStages();
const FINAL = STAGES.at(-1) ?? { name: null, from: "", steps: [] };

test("every stage stands on the Node that package.json pins", () => {
  const [base, ...others] = STAGES;
  expect(base).toMatchObject({
    name: "base",
    from: `node:${manifest.devDependencies.node}-bookworm-slim`,
    steps: [],
  });
  expect(others.length).toBeGreaterThan(1);
  for (const { from } of others) expect(from).toBe("base");
});

test("the image runs the service as a user that is not root, with one volume, which is its default store", () => {
  expect(argumentsOf(FINAL, "USER")).toEqual(["node"]);
  expect(argumentsOf(FINAL, "VOLUME")).toEqual(["/data"]);
  expect(argumentsOf(FINAL, "WORKDIR")).toEqual(["/"]);
  expect(argumentsOf(FINAL, "ENTRYPOINT")).toEqual(['["entitywire"]']);
  expect(argumentsOf(FINAL, "CMD")).toEqual(['["serve"]']);
  expect(argumentsOf(FINAL, "RUN")).toContain(
    "ln -s /app/bin/entitywire /usr/local/bin/entitywire",
  );
  // Owned before it is declared: what is done to a volume's folder afterwards is lost.
  const steps = FINAL.steps.map((step) => `${step.getKeyword()} ${step.getArgumentsContent()}`);
  const owned = steps.findIndex((step) => step.includes("chown node:node /data"));
  expect(owned).toBeGreaterThan(-1);
  expect(owned).toBeLessThan(steps.indexOf("VOLUME /data"));
  expect(steps.indexOf("USER node")).toBeGreaterThan(
    steps.findLastIndex((s) => s.startsWith("RUN")),
  );
});

test("the ports that the image names are those that its service listens on, for the world outside", () => {
  const env = Object.fromEntries(argumentsOf(FINAL, "ENV").map((pair) => pair.split("=")));
  const { operations, api } = readConfig(env);
  expect([operations.host, api.host]).toEqual(["0.0.0.0", "0.0.0.0"]);
  const exposed = argumentsOf(FINAL, "EXPOSE").flatMap((ports) => ports.split(" "));
  expect(exposed).toEqual([String(operations.port), String(api.port)]);
});

/** Runs what the HEALTHCHECK runs. Resolves with the exit code: 0 healthy, 1 not, and no other is allowed. */
async function checkHealth(port: number | string): Promise<number> {
  const [node, ...args] = readHealthCheck(FINAL);
  expect(node).toBe("node");
  const env = { ...process.env, ENTITYWIRE_OPERATIONS_PORT: String(port) };
  const [code] = await once(spawn(process.execPath, args, { env, stdio: "ignore" }), "exit");
  return code;
}

async function listen(answer: (status: (code: number) => void) => void): Promise<number> {
  const server = createServer((request, response) => {
    if (request.url === "/healthz") answer((code) => void response.writeHead(code).end());
  }).listen(0, "127.0.0.1");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("the health check tells a running service from one that is gone", async () => {
  const nobody = "http://127.0.0.1:1";
  const service = startCommand(["serve", "--data", join(scratchFolder(), "data")], {
    env: { ENTITYWIRE_FEDERAL_REGISTER_URL: nobody, ENTITYWIRE_ECFR_URL: nobody },
  });
  onTestFinished(() => void service.child.kill("SIGKILL"));
  const said = await until("it listens", () =>
    /"operations":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(service.output().stderr),
  );
  expect(await checkHealth(said[1] ?? "")).toBe(0);
  service.child.kill("SIGTERM");
  await service.finished;
  expect(await checkHealth(said[1] ?? "")).toBe(1);
}, 60_000);

test("the health check fails on an error, and on silence before Docker loses patience", async () => {
  expect(await checkHealth(await listen((status) => status(200)))).toBe(0);
  expect(await checkHealth(await listen((status) => status(503)))).toBe(1);
  // Its time limit is Docker's: 5 s; one that has to be killed says nothing of its reason.
  expect(await checkHealth(await listen(() => undefined))).toBe(1);
}, 20_000);

test("the health check asks the default port where none is set", () => {
  expect(readHealthCheck(FINAL).join(" ")).toContain(`|| ${readConfig({}).operations.port}}`);
});
