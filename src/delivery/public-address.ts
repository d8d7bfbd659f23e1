/** The network addresses that webhooks may reach: the public Internet and the operator's allowlist. */

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Hosts and networks (CIDR) that the operator allows; `any` where the operator configured the URL. */
export type Allowlist = "any" | readonly string[];

/** The IPv6 range for use on the Internet: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR("2000::/3");
/** A public address that the host of an Azure machine answers with metadata. */
const PUBLIC_METADATA = "168.63.129.16";

/** False where the text is not an address. */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  // An IPv4-mapped IPv6 address is checked as IPv4.
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv6
    ? address.match(GLOBAL_UNICAST)
    : address.toString() !== PUBLIC_METADATA;
}

export function mayReachAddress(allowlist: Allowlist, host: string, address: string): boolean {
  if (allowlist === "any" || isAllowedHost(allowlist, host) || isPublicAddress(address))
    return true;
  return isAllowedAddress(allowlist, address);
}

/** Matches by name, whatever it resolves to. */
export function isAllowedHost(allowlist: readonly string[], host: string): boolean {
  return allowlist.includes(host.toLowerCase());
}

export function isAllowedAddress(allowlist: readonly string[], text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  return networksOf(allowlist).some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Each allowlist is parsed once, because every connection asks. */
const networks = new WeakMap<readonly string[], readonly Network[]>();

function networksOf(allowlist: readonly string[]): readonly Network[] {
  const known = networks.get(allowlist);
  if (known !== undefined) return known;
  const parsed = allowlist.filter((one) => ipaddr.isValidCIDR(one)).map(ipaddr.parseCIDR);
  networks.set(allowlist, parsed);
  return parsed;
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}
