/**
 * `keys`: manages API keys. The commands write while the service runs and need no lease (One writer): the lease covers the lists
 * and the event log, which nothing here touches, and SQLite serialises the short transactions.
 */

import { keyName } from "../api/v1/keys.ts";
import { openStore, openStoreToRead } from "../db/store/open-store.ts";
import { createKey, listKeys, revokeKey } from "../db/subscribers/keys.ts";
import type { ApiScope } from "../model/api-scope.ts";
import { PipelineError } from "../model/errors.ts";
import { asOneLine } from "../model/one-line.ts";
import { type Io, screenFor } from "./terminal/io.ts";
import { formatTable } from "./terminal/table.ts";

export interface NewKey {
  readonly name: string;
  readonly scope: ApiScope;
}

/**
 * Prints only the key to stdout, so that a script can read it. It is not shown again. Creates the store if needed.
 * @throws PipelineError input/usage for a name that cannot be printed
 */
export function addKey(io: Io, dataDir: string, fields: NewKey, json: boolean, now: Date): void {
  const name = keyName.safeParse(fields.name);
  if (!name.success) {
    const why = name.error.issues.map(({ message }) => message).join("; ");
    throw new PipelineError("input/usage", `the name of the key is not acceptable: ${why}`, {
      hint: "name the owner in 1 to 100 characters on one line",
    });
  }
  using store = openStore(dataDir);
  const { key, secret } = store.transact((tx) =>
    createKey(tx, { ...fields, name: name.data }, now),
  );
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
    io.out(asOneLine(JSON.stringify(keys)));
    return;
  }
  if (keys.length === 0) {
    io.err("no keys; create one with: entitywire keys add NAME --scope read");
    return;
  }
  const rows = keys.map(({ id, name, scopes, createdAt, revokedAt }) => [
    ...[id, scopes.join(", "), createdAt, revokedAt ?? "-", asOneLine(name)],
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
  io.err(`${key.id} (${asOneLine(key.name)}) was revoked at ${key.revokedAt}`);
}
