/** Whether a URL may be an endpoint, as far as the URL alone can tell; what it resolves to is judged at each connection. */

import { isIP } from "node:net";
import { PipelineError } from "../model/errors.ts";
import { hostOf, isAllowedAddress, isAllowedHost, mayReachAddress } from "./public-address.ts";

/** Names that never lead out of the house. */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain)\.?$/i;

/** Answers the URL as it is kept. @throws PipelineError endpoint/forbidden-target */
export function checkWebhookUrl(text: string, allowed: readonly string[]): string {
  const url = URL.parse(text);
  if (url === null) throw forbidden("it is no URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw forbidden("it must be https");
  if (url.username !== "" || url.password !== "")
    throw forbidden("it must carry no user or password");
  if (url.hash !== "") throw forbidden("it must carry no #fragment");
  const host = hostOf(url);
  const isOwn = isAllowedHost(allowed, host) || isAllowedAddress(allowed, host);
  if (isOwn) return url.href;
  if (url.protocol !== "https:") throw forbidden("it must be https");
  if (isIP(host) !== 0 && !mayReachAddress(allowed, host, host)) {
    throw forbidden(`${host} is no public address`);
  }
  if (PRIVATE_NAME.test(host) || (isIP(host) === 0 && !host.includes("."))) {
    throw forbidden(`${host} is no public name`);
  }
  return url.href;
}

function forbidden(why: string): PipelineError {
  return new PipelineError("endpoint/forbidden-target", `the URL cannot be an endpoint: ${why}`, {
    hint: "name an https URL that is public; ENTITYWIRE_WEBHOOK_ALLOW lets in hosts of a network of one's own",
  });
}
