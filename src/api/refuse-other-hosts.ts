/**
 * Refuses requests that were sent to another name. A page that points its own name to this server (DNS rebinding) could otherwise
 * read it in a browser that reaches it. An address as Host is safe: such a page must have a name.
 */

import type { MiddlewareHandler } from "hono";
import { isAddressHost, isLoopbackHost } from "../model/loopback-host.ts";
import { hostAsked } from "./remote-address.ts";

/** Allows `localhost`, every address, and `names` (lower case, without a port). */
export function refuseOtherHosts(names: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = hostAsked(c);
    if (isLoopbackHost(host) || isAddressHost(host) || names.includes(host)) return next();
    const hint = "ask for localhost or an address, or add the name to ENTITYWIRE_OPERATIONS_NAMES";
    return c.text(`this port does not answer to the name in the Host header: ${hint}\n`, 421);
  };
}
