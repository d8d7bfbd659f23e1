/**
 * `endpoints`: manages webhook endpoints. The commands write while the service runs, which sees the change at its next sweep.
 * They need no lease: it covers the lists and the event log, and this store connection refuses to write those.
 */

import { showEndpoint } from "../../api/v1/endpoints/schema.ts";
import type { EndpointService, NewEndpoint, Rotation } from "../../api/v1/endpoints/service.ts";
import type { Config } from "../../config.ts";
import { type Database, openStoreToRead } from "../../db/store/open-store.ts";
import { listDeliveries, type Replay } from "../../db/subscribers/deliveries.ts";
import { type Endpoint, getEndpoint, listEndpoints } from "../../db/subscribers/endpoints.ts";
import { readTallies, type Tally, tallyOf } from "../../db/subscribers/tallies.ts";
import { PipelineError } from "../../model/errors.ts";
import { asOneLine } from "../../model/one-line.ts";
import { type Io, screenFor } from "../terminal/io.ts";
import { formatTable } from "../terminal/table.ts";
import { openEndpointService } from "./open-endpoint-service.ts";
import { describeEndpoint, describeState } from "./show-endpoint.ts";

const DEAD_AT_ONCE = 500;

export function listAll(io: Io, dataDir: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  const tallies = readTallies(store.db);
  const endpoints = listEndpoints(store.db);
  if (json) {
    for (const one of endpoints) printJson(io, showEndpoint(one, tallyOf(tallies, one.id)));
    return;
  }
  if (endpoints.length === 0) {
    io.err("no endpoints; create one with: entitywire endpoints add https://…");
    return;
  }
  const rows = endpoints.map((one) => rowOf(one, tallyOf(tallies, one.id)));
  const head = ["endpoint", "state", "host", "pending", "dead", "description"];
  for (const line of formatTable([head, ...rows], screenFor(io))) io.out(line);
}

export function showOne(io: Io, dataDir: string, id: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  print(io, store.db, requireEndpoint(store.db, id), json);
}

export async function addEndpoint(
  io: Io,
  config: Config,
  dataDir: string,
  wanted: NewEndpoint,
  json: boolean,
): Promise<void> {
  await using open = openEndpointService(io, config, dataDir);
  printSecret(io, open.store.db, open.endpointService.create(wanted), json);
}

export async function rotateSecret(
  io: Io,
  config: Config,
  dataDir: string,
  id: string,
  rotation: Rotation,
  json: boolean,
): Promise<void> {
  await using open = openEndpointService(io, config, dataDir);
  printSecret(io, open.store.db, open.endpointService.rotate(id, rotation), json);
}

/** Changes one endpoint and prints its new state. */
export async function changeOne(
  io: Io,
  config: Config,
  dataDir: string,
  json: boolean,
  work: (endpointService: EndpointService) => Endpoint,
): Promise<void> {
  await using open = openEndpointService(io, config, dataDir);
  print(io, open.store.db, work(open.endpointService), json);
}

export async function removeOne(
  io: Io,
  config: Config,
  dataDir: string,
  id: string,
): Promise<void> {
  await using open = openEndpointService(io, config, dataDir);
  open.endpointService.remove(id);
  io.err(`${id} and its pending deliveries are deleted`);
}

/** True where the endpoint accepted the event. */
export async function testOne(
  io: Io,
  config: Config,
  dataDir: string,
  id: string,
  json: boolean,
): Promise<boolean> {
  await using open = openEndpointService(io, config, dataDir);
  const answer = await open.endpointService.test(id);
  const { status, error, durationMs, location } = answer;
  if (json) printJson(io, answer);
  else if (error === null) io.out(`answered ${status} in ${durationMs} ms`);
  else
    io.out(
      asOneLine(`refused: ${error}${location === null ? "" : `; set the URL to ${location}`}`),
    );
  return error === null;
}

export function listDead(io: Io, dataDir: string, id: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  requireEndpoint(store.db, id);
  let after = 0;
  for (;;) {
    const page = listDeliveries(store.db, id, { state: "dead", after, limit: DEAD_AT_ONCE });
    for (const { sequence, attempts, attemptsBefore, lastError, lastStatus } of page) {
      const dead = { sequence, attempts: attempts - attemptsBefore, lastStatus, lastError };
      const line = `event ${sequence}: ${dead.attempts} attempts, last error: ${lastError}`;
      io.out(asOneLine(json ? JSON.stringify(dead) : line));
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }
  if (after === 0) io.err("no dead deliveries");
}

export async function replayTo(
  io: Io,
  config: Config,
  dataDir: string,
  id: string,
  replay: Replay,
): Promise<void> {
  await using open = openEndpointService(io, config, dataDir);
  const sent = open.endpointService.replay(id, replay);
  io.err(`${sent} deliveries are scheduled again; the service sends them when it runs`);
}

function print(io: Io, db: Database, endpoint: Endpoint, json: boolean): void {
  const tally = tallyOf(readTallies(db, endpoint.id), endpoint.id);
  if (json) printJson(io, showEndpoint(endpoint, tally));
  else for (const line of describeEndpoint(endpoint, tally)) io.out(line);
}

/** Prints only the secret to stdout, so that a script can read it. */
function printSecret(
  io: Io,
  db: Database,
  { endpoint, secret }: { readonly endpoint: Endpoint; readonly secret: string },
  json: boolean,
): void {
  const tally = tallyOf(readTallies(db, endpoint.id), endpoint.id);
  if (json) {
    printJson(io, { ...showEndpoint(endpoint, tally), secret });
    return;
  }
  io.err(`secret of ${endpoint.id}; store it, it is not shown again:`);
  io.out(secret);
}

/** JSON itself leaves some control characters as they are. */
function printJson(io: Io, value: unknown): void {
  io.out(asOneLine(JSON.stringify(value)));
}

function rowOf(endpoint: Endpoint, { pending, dead }: Tally): (string | number)[] {
  const { id, url, description } = endpoint;
  return [id, describeState(endpoint), new URL(url).origin, pending, dead, asOneLine(description)];
}

function requireEndpoint(db: Database, id: string): Endpoint {
  const endpoint = getEndpoint(db, id);
  if (endpoint !== undefined) return endpoint;
  throw new PipelineError("endpoint/unknown", `there is no endpoint ${id}`, {
    hint: "`entitywire endpoints list` lists all",
  });
}
