/**
 * `keys`: who may ask the API, and what. It writes beside a running service: the lease (law 11) is about the list and its log,
 * which nothing here touches, and SQLite lets one short transaction in after the other.
 */

import { openStore, openStoreToRead } from "../db/store/open-store.ts";
import { createKey, listKeys, revokeKey } from "../db/subscribers/keys.ts";
import type { ApiScope } from "../model/api-scope.ts";
import { PipelineError } from "../model/errors.ts";
import { type Io, screenFor } from "./terminal/io.ts";
import { formatTable } from "./terminal/table.ts";

export interface NewKey {
  readonly name: string;
  readonly scope: ApiScope;
}

/** Prints the key itself, this once: to stdout alone, so that a script can take it. Makes the store where there is none. */
export function addKey(io: Io, dataDir: string, wanted: NewKey, json: boolean, now: Date): void {
  using store = openStore(dataDir);
  const { key, secret } = store.transact((tx) => createKey(tx, wanted, now));
  if (json) {
    io.out(JSON.stringify({ ...key, secret }));
    return;
  }
  io.err(`${key.id} (${key.name}) may ${key.scopes.join(", ")}; keep it, it is not shown again:`);
  io.out(secret);
}

export function showKeys(io: Io, dataDir: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  const keys = listKeys(store.db);
  if (json) {
    io.out(JSON.stringify(keys));
    return;
  }
  if (keys.length === 0) {
    io.err("no keys; make one: entitywire keys add NAME --scope read");
    return;
  }
  const rows = keys.map(({ id, name, scopes, createdAt, revokedAt }) => [
    ...[id, scopes.join(", "), createdAt, revokedAt ?? "-", name],
  ]);
  for (const line of formatTable(
    [["key", "may", "made", "revoked", "name"], ...rows],
    screenFor(io),
  ))
    io.out(line);
}

/** Holds at once, in a running service as well. @throws PipelineError input/usage where no key has the id */
export function endKey(io: Io, dataDir: string, id: string, now: Date): void {
  // Only to see that there is one: a typo in --data is not to make another store.
  openStoreToRead(dataDir)[Symbol.dispose]();
  using store = openStore(dataDir);
  const key = store.transact((tx) => revokeKey(tx, id, now));
  if (key === null) {
    throw new PipelineError("input/usage", `there is no key ${id} in ${store.path}`, {
      hint: "list them with `entitywire keys list`",
    });
  }
  io.err(`${key.id} (${key.name}) is revoked since ${key.revokedAt}`);
}
