/** Checks whether a URL may be an endpoint. The addresses that it resolves to are checked at each connection. */

import { isIP } from "node:net";
import { PipelineError } from "../model/errors.ts";
import { hostOf, isAllowedAddress, isAllowedHost, mayReachAddress } from "./public-address.ts";

/** Names that only resolve in private networks. */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain)\.?$/i;

/** Returns the normalised URL. @throws PipelineError endpoint/forbidden-target */
export function checkWebhookUrl(text: string, allowed: readonly string[]): string {
  const url = URL.parse(text);
  if (url === null) throw forbidden("it is not a valid URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw forbidden("it must be https");
  if (url.username !== "" || url.password !== "")
    throw forbidden("it must contain no user or password");
  if (url.hash !== "") throw forbidden("it must contain no #fragment");
  const host = hostOf(url);
  const isOwn = isAllowedHost(allowed, host) || isAllowedAddress(allowed, host);
  if (isOwn) return url.href;
  if (url.protocol !== "https:") throw forbidden("it must be https");
  if (isIP(host) !== 0 && !mayReachAddress(allowed, host, host)) {
    throw forbidden(`${host} is not a public address`);
  }
  if (PRIVATE_NAME.test(host) || (isIP(host) === 0 && !host.includes("."))) {
    throw forbidden(`${host} is not a public name`);
  }
  return url.href;
}

function forbidden(why: string): PipelineError {
  return new PipelineError("endpoint/forbidden-target", `the URL cannot be an endpoint: ${why}`, {
    hint: "use a public https URL; ENTITYWIRE_WEBHOOK_ALLOW permits private hosts and networks",
  });
}
