/**
 * `keys`: manages API keys. The commands write while the service runs and need no lease (One writer): the lease covers the lists
 * and the event log, which nothing here touches, and SQLite serialises the short transactions.
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

/** Prints only the key to stdout, so that a script can read it. It is not shown again. Creates the store if needed. */
export function addKey(io: Io, dataDir: string, fields: NewKey, json: boolean, now: Date): void {
  using store = openStore(dataDir);
  const { key, secret } = store.transact((tx) => createKey(tx, fields, now));
  if (json) {
    io.out(JSON.stringify({ ...key, secret }));
    return;
  }
  io.err(
    `${key.id} (${key.name}), scope ${key.scopes.join(", ")}; store it, it is not shown again:`,
  );
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
    io.err("no keys; create one with: entitywire keys add NAME --scope read");
    return;
  }
  const rows = keys.map(({ id, name, scopes, createdAt, revokedAt }) => [
    ...[id, scopes.join(", "), createdAt, revokedAt ?? "-", name],
  ]);
  for (const line of formatTable(
    [["key", "scope", "created", "revoked", "name"], ...rows],
    screenFor(io),
  ))
    io.out(line);
}

/** Takes effect at once, also in a running service. @throws PipelineError input/usage where no key has the id */
export function endKey(io: Io, dataDir: string, id: string, now: Date): void {
  // Throws where there is no store, so that a typo in --data does not create one.
  openStoreToRead(dataDir)[Symbol.dispose]();
  using store = openStore(dataDir);
  const key = store.transact((tx) => revokeKey(tx, id, now));
  if (key === null) {
    throw new PipelineError("input/usage", `there is no key ${id} in ${store.path}`, {
      hint: "`entitywire keys list` lists all",
    });
  }
  io.err(`${key.id} (${key.name}) was revoked at ${key.revokedAt}`);
}
