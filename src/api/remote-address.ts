/** Where a request comes from, and whether that is this very host. */

import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";

/** Of an IPv6 address, what one customer of a network has: it may send from any address of that. */
const IPV6_PREFIX_PARTS = 4;

/** Addresses come again with each request. */
const groups = new LRUCache<string, string>({ max: 10_000 });

/** One text for what is limited together: an IPv4 address, or the /64 of an IPv6 one. */
export function addressGroup(c: Context): string {
  const { address } = getConnInfo(c).remote as { address?: string };
  // A connection that is gone already has none.
  if (address === undefined) return "unknown";
  const group = groups.get(address) ?? groupOf(address);
  groups.set(address, group);
  return group;
}

function groupOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, IPV6_PREFIX_PARTS)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** A literal address of the loopback, or `localhost`, as a server is bound to it or a URL names it. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (name === "localhost") return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() === "loopback";
}

const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/**
 * Whether it was written for a server on its own host. A page that had its own name point here (DNS rebinding) sends that name as
 * Host; what a proxy on this host passes on is from elsewhere, and says so.
 */
export function isForThisHost(c: Context): boolean {
  return (
    namesLoopback(c.req.header("host") ?? "") &&
    FORWARDED.every((name) => c.req.header(name) === undefined)
  );
}

const loopbackNames = new LRUCache<string, boolean>({ max: 1_000 });

/** Of a Host header, with its port. */
function namesLoopback(host: string): boolean {
  const is = loopbackNames.get(host) ?? isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? "");
  loopbackNames.set(host, is);
  return is;
}
