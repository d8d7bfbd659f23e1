/** Where a request comes from, and whether that is this host. */

import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";

/** The /64 of an IPv6 address, which one customer of a network holds and may send from. */
const IPV6_PREFIX_PARTS = 4;

const groups = new LRUCache<string, string>({ max: 10_000 });

/** The key under which requests are limited together: an IPv4 address, or the /64 of an IPv6 address. */
export function addressGroup(c: Context): string {
  const { address } = getConnInfo(c).remote as { address?: string };
  // A closed connection has no address.
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

/** Whether a host name or URL host is `localhost` or a loopback address. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (name === "localhost") return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() === "loopback";
}

const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/**
 * Whether the client addressed a server on its own host. A page that points its own name here (DNS rebinding) sends that name as
 * Host. A proxy on this host forwards requests from elsewhere, and says so in a header.
 */
export function isForThisHost(c: Context): boolean {
  return (
    namesLoopback(c.req.header("host") ?? "") &&
    FORWARDED.every((name) => c.req.header(name) === undefined)
  );
}

const loopbackNames = new LRUCache<string, boolean>({ max: 1_000 });

/** `host` is a Host header, with its port. */
function namesLoopback(host: string): boolean {
  const is = loopbackNames.get(host) ?? isLoopbackHost(URL.parse(`http://${host}`)?.hostname ?? "");
  loopbackNames.set(host, is);
  return is;
}
