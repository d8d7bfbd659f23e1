/** Where a request comes from, and whether that is this host. */

import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";
import { isLoopbackHost } from "../model/loopback-host.ts";

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

/** Headers that a proxy may add. None of them proves anything: a proxy may also add no header at all. */
const FORWARDED = /^(?:forwarded|via|x-real-ip|x-forwarded-.*)$/;

/**
 * Whether the client addressed a server on its own host. A page that points its own name here (DNS rebinding) sends that name as
 * Host. A proxy may rewrite Host and say nothing of itself, so this is no proof that the client is on this host.
 */
export function isForThisHost(c: Context): boolean {
  return (
    isLoopbackHost(hostAsked(c)) &&
    !Object.keys(c.req.header()).some((name) => FORWARDED.test(name))
  );
}

const hosts = new LRUCache<string, string>({ max: 1_000 });

/** The host of the Host header, without its port. Empty where the header names none. */
export function hostAsked(c: Context): string {
  const header = c.req.header("host") ?? "";
  const host = hosts.get(header) ?? URL.parse(`http://${header}`)?.hostname ?? "";
  hosts.set(header, host);
  return host;
}
