/** Host names and addresses that lead to the same machine. */

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
const ADDRESS = /^(?:\d+(?:\.\d+){3}|\[.*\])$/;

/** Whether a host name, an address or the host of a URL is `localhost` or a loopback address. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(normalise(host));
}

/** Whether a host is an address and not a name. */
export function isAddressHost(host: string): boolean {
  return ADDRESS.test(normalise(host));
}

/** As URLs write it: in lower case, an address in its shortest form, IPv6 in brackets. Empty where it is none. */
function normalise(host: string): string {
  const inUrl = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return URL.parse(`http://${inUrl}`)?.hostname ?? "";
}
