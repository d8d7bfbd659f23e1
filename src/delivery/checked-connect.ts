/**
 * Connects only to addresses that webhooks may reach. Each name is resolved once, all its addresses are checked, and the connection
 * uses one of them. A second lookup between check and connect could give another answer.
 */

import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { PipelineError } from "../model/errors.ts";
import { type Allowlist, mayReachAddress } from "./public-address.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves all addresses of a name. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

export interface CheckedAgentOptions {
  readonly allowlist: Allowlist;
  readonly resolve: Resolve;
  /** Timeout of the connection. The caller ends a request that takes too long. */
  readonly timeoutMs: number;
}

export function createCheckedAgent(options: CheckedAgentOptions): Agent {
  const { allowlist, resolve, timeoutMs } = options;
  // HTTP/1.1 only: with one request per connection, a hanging request blocks no other.
  const connect = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    lookup: checkedLookup(allowlist, resolve),
  } as buildConnector.BuildOptions);
  // Connections are not limited, so that endpoints of one host do not wait for each other.
  return new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => {
      // Node calls no lookup for an address, so addresses are checked here.
      const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
      if (isIP(host) !== 0 && !mayReachAddress(allowlist, host, host)) {
        callback(forbidden(host), null);
        return;
      }
      connect(target, callback);
    },
  });
}

/** Refuses the name if any of its addresses is forbidden: a mix of public and private addresses is a rebinding attempt. */
function checkedLookup(allowlist: Allowlist, resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(new Error(`${host} has no address`), []);
        const isAllowed = addresses.every(({ address }) =>
          mayReachAddress(allowlist, host, address),
        );
        if (!isAllowed) return callback(forbidden(host), []);
        if (all)
          callback(
            null,
            addresses.map((one) => ({ ...one })),
          );
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };
}

/** The error does not reveal the resolved address, which may be internal. */
function forbidden(host: string): PipelineError {
  return new PipelineError(
    "endpoint/forbidden-target",
    `${host} does not resolve to a public address`,
    {
      hint: "ENTITYWIRE_WEBHOOK_ALLOW permits private hosts and networks",
    },
  );
}
