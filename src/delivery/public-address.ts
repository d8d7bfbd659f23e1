/** Which network addresses a webhook may go to: those of the public Internet, and what the operator allows besides. */

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Hosts and networks (CIDR) of the operator's own; `any` where the operator set the URL. */
export type Reach = "any" | readonly string[];

/** Of IPv6, what is handed out for use on the Internet: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR("2000::/3");
/** Public by its number, and answered by the host of an Azure machine. */
const PUBLIC_METADATA = "168.63.129.16";

/** False of what is no address at all. */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  // An IPv4 address inside of an IPv6 one is judged as what it is.
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv6
    ? address.match(GLOBAL_UNICAST)
    : address.toString() !== PUBLIC_METADATA;
}

export function mayReachAddress(reach: Reach, host: string, address: string): boolean {
  if (reach === "any" || isAllowedHost(reach, host) || isPublicAddress(address)) return true;
  return isAllowedAddress(reach, address);
}

/** By its name: whatever it resolves to. */
export function isAllowedHost(reach: readonly string[], host: string): boolean {
  return reach.includes(host.toLowerCase());
}

export function isAllowedAddress(reach: readonly string[], text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  return reach.some((allowed) => {
    if (!ipaddr.isValidCIDR(allowed)) return false;
    const [network, bits] = ipaddr.parseCIDR(allowed);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}
