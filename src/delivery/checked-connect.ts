/**
 * Connections to where a webhook may go. A name is resolved once, all its addresses are judged, and the connection goes to one of
 * them: there is no second look-up between the check and the connect that could answer otherwise.
 */

import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { PipelineError } from "../model/errors.ts";
import { mayReachAddress, type Reach } from "./public-address.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name, as the system's resolver has them. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

export interface CheckedAgentOptions {
  readonly reach: Reach;
  readonly resolve: Resolve;
  /** Of a connection, and of an answer's silence. */
  readonly timeoutMs: number;
}

export function createCheckedAgent(options: CheckedAgentOptions): Agent {
  const { reach, resolve, timeoutMs } = options;
  // HTTP/1.1 alone: one request a connection, so that one that hangs holds up no other.
  const connect = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    lookup: checkedLookup(reach, resolve),
  } as buildConnector.BuildOptions);
  // As many connections as there are requests: endpoints of one host are not to wait for each other.
  return new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: (target, callback) => {
      // An address needs no look-up, so that Node makes none.
      const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
      if (isIP(host) !== 0 && !mayReachAddress(reach, host, host)) {
        callback(forbidden(host), null);
        return;
      }
      connect(target, callback);
    },
  });
}

/** One address that may not be reached is enough: who answers with a public and a private one means the private. */
function checkedLookup(reach: Reach, resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(new Error(`${host} has no address`), []);
        const isAllowed = addresses.every(({ address }) => mayReachAddress(reach, host, address));
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

/** The address that it resolves to is none of the subscriber's business, nor of whoever reads the error. */
function forbidden(host: string): PipelineError {
  return new PipelineError("endpoint/forbidden-target", `${host} leads to no public address`, {
    hint: "ENTITYWIRE_WEBHOOK_ALLOW lets in hosts of a network of one's own",
  });
}
