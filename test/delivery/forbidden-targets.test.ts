import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Resolve } from "../../src/delivery/checked-connect.ts";
import { type Allowlist, isPublicAddress } from "../../src/delivery/public-address.ts";
import { openPusher } from "../../src/delivery/pusher.ts";
import { mintSecret } from "../../src/delivery/secret.ts";
import { checkWebhookUrl } from "../../src/delivery/webhook-target.ts";
import { openWebhookSink } from "../support/webhook-sink.ts";

const PRIVATE_V4 = {
  "this network": "0.1.2.3",
  unspecified: "0.0.0.0",
  loopback: "127.0.0.1",
  "far loopback": "127.255.255.254",
  "private 10": "10.1.2.3",
  "private 172.16": "172.31.255.1",
  "private 192.168": "192.168.1.1",
  "link-local": "169.254.1.1",
  metadata: "169.254.169.254",
  "metadata in shared space": "100.100.100.200",
  "metadata by a public number": "168.63.129.16",
  "carrier-grade NAT": "100.64.0.1",
  "protocol assignments": "192.0.0.192",
  documentation: "203.0.113.7",
  "6to4 relay": "192.88.99.1",
  benchmarking: "198.18.0.1",
  multicast: "224.0.0.1",
  reserved: "240.0.0.1",
  broadcast: "255.255.255.255",
};
const PRIVATE_V6 = {
  unspecified: "::",
  loopback: "::1",
  "link-local": "fe80::1",
  "site-local": "fec0::1",
  "unique local": "fc00::1",
  metadata: "fd00:ec2::254",
  multicast: "ff02::1",
  "mapped loopback": "::ffff:127.0.0.1",
  "mapped metadata in hex": "::ffff:a9fe:a9fe",
  "compatible private": "::10.0.0.1",
  "translated private": "::ffff:0:10.0.0.1",
  "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
  "local NAT64": "64:ff9b:1::1",
  "6to4 of private": "2002:0a00:0001::1",
  Teredo: "2001::1",
  ORCHID: "2001:20::1",
  documentation: "2001:db8::1",
  "more documentation": "3fff::1",
  discard: "100::1",
  "segment routing": "5f00::1",
  unassigned: "4000::1",
};
const PUBLIC = [
  "8.8.8.8",
  "1.1.1.1",
  "100.128.0.1",
  "172.32.0.1",
  "2606:4700::1111",
  "2a00:1450::1",
];

/** Hosts in another spelling, as WHATWG's URL reads them. */
const SPELLINGS = {
  decimal: "2130706433",
  "decimal metadata": "2852039166",
  octal: "0177.0.0.1",
  "octal metadata": "0251.0376.0251.0376",
  hex: "0x7f.0.0.1",
  "hex whole": "0x7f000001",
  mixed: "0xA9.254.0251.254",
  short: "127.1",
  "short private": "10.1",
  zero: "0",
  "full-width digits": "１２７.０.０.１",
  "circled digits": "①②⑦.⓪.⓪.①",
  "ideographic dots": "127。0。0。1",
  "percent-encoded": "%31%32%37.0.0.1",
  "trailing dot": "127.0.0.1.",
};
const NAMES = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "printer",
  "nas.local",
  "db.internal",
];

test.each([...Object.entries(PRIVATE_V4), ...Object.entries(PRIVATE_V6)])(
  "%s (%s) is not a public address",
  (_name, address) => expect(isPublicAddress(address)).toBe(false),
);

test.each(PUBLIC)("%s is a public address", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

describe("an endpoint cannot be made", () => {
  const refusal = (url: string, allowed: readonly string[] = []) => {
    try {
      return `let in ${checkWebhookUrl(url, allowed)}`;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each(Object.values(PRIVATE_V4))("at https://%s", (address) => {
    expect(refusal(`https://${address}/hook`)).toBe("endpoint/forbidden-target");
  });

  test.each(Object.values(PRIVATE_V6))("at https://[%s]", (address) => {
    expect(refusal(`https://[${address}]/hook`)).toBe("endpoint/forbidden-target");
  });

  test.each(Object.entries(SPELLINGS))("at a host in %s: %s", (_spelling, host) => {
    expect(URL.parse(`https://${host}/`)).not.toBe(null);
    expect(refusal(`https://${host}/hook`)).toBe("endpoint/forbidden-target");
  });

  test.each(NAMES)("at the name %s", (name) => {
    expect(refusal(`https://${name}/hook`)).toBe("endpoint/forbidden-target");
  });

  test.each([
    "http://example.com/hook",
    "ftp://example.com/",
    "file:///etc/passwd",
    "https://user:password@example.com/",
    "https://example.com@127.0.0.1/",
    "https://example.com/#fragment",
    "https://[::1%25eth0]/",
    "not a URL",
  ])("as %s", (url) => expect(refusal(url)).toBe("endpoint/forbidden-target"));

  test("but at a public host by https, and by http where the operator allows it", () => {
    expect(refusal("https://example.com/hook?token=a")).toMatch(/^let in/);
    expect(refusal("https://8.8.8.8:8443/hook")).toMatch(/^let in/);
    const allowed = ["hooks.internal", "10.1.0.0/16", "127.0.0.1/32", "fd00::/8"];
    for (const url of [
      "http://hooks.internal/a",
      "https://hooks.internal/a",
      "http://10.1.2.3:9000/a",
      "http://2130706433/a",
      "http://[fd12::1]/a",
      "http://[::ffff:10.1.2.3]/a",
    ]) {
      expect(refusal(url, allowed)).toMatch(/^let in/);
    }
    for (const url of [
      "http://other.internal/a",
      "https://10.2.0.1/a",
      "http://127.0.0.2/a",
      "http://sub.hooks.internal/a",
      "http://example.com/a",
    ]) {
      expect(refusal(url, allowed)).toBe("endpoint/forbidden-target");
    }
  });
});

test("the allow-list is read from the environment, and a wrong one is refused", () => {
  const read = (text: string) => readConfig({ ENTITYWIRE_WEBHOOK_ALLOW: text }).webhookAllow;
  expect(read("Hooks.Internal, 10.0.0.0/8,127.0.0.1,::1")).toEqual([
    ...["hooks.internal", "10.0.0.0/8", "127.0.0.1/32", "::1/128"],
  ]);
  for (const wrong of ["http://a", "10.0.0.0/33", "10.0.0/8", "a b", "*", "10.0.0.0/8/8", ","]) {
    expect(() => read(wrong)).toThrow(/ENTITYWIRE_WEBHOOK_ALLOW/);
  }
});

/** A house that must not be entered: it counts who knocks. */
async function openHouse(host = "127.0.0.1") {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  }).listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, knocks: () => knocks };
}

async function pushTo(url: string, reach: Allowlist, resolve?: Resolve) {
  await using pusher = openPusher({ timeoutMs: 3_000, ...(resolve && { resolve }) });
  const target = { url, secrets: [{ secret: mintSecret(), until: null }], reach };
  return await pusher.push(
    target,
    { id: "event_1", body: "{}" },
    new Date(),
    AbortSignal.timeout(9_000),
  );
}

/** Answers with each set of addresses in turn, the last one for good; and tells how often it was asked. */
function resolver(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  const resolve: Resolve = async () => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { resolve, asked: () => asked };
}

const FORBIDDEN = {
  status: null,
  error: expect.stringContaining("does not resolve to a public address"),
};

describe("a connection is not made", () => {
  test.each(["127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])(
    "to the address %s, which needs no look-up",
    async (host) => {
      const house = await openHouse(host === "[::1]" ? "::1" : "127.0.0.1");
      for (const scheme of ["http", "https"]) {
        expect(await pushTo(`${scheme}://${host}:${house.port}/`, [])).toMatchObject(FORBIDDEN);
      }
      expect(house.knocks()).toBe(0);
    },
  );

  test.each([
    ["a private address", ["127.0.0.1"]],
    ["a public and a private one", ["93.184.215.14", "127.0.0.1"]],
    ["a private one of IPv6 besides", ["93.184.215.14", "::1"]],
    ["a mapped one", ["::ffff:127.0.0.1"]],
    ["metadata", ["169.254.169.254"]],
  ])("to a name that leads to %s", async (_what, addresses) => {
    const house = await openHouse();
    const { resolve } = resolver(addresses);
    const url = `https://rebind.example:${house.port}/`;
    expect(await pushTo(url, [], resolve)).toMatchObject(FORBIDDEN);
    expect(house.knocks()).toBe(0);
  });

  test("to a name that is found elsewhere at the second look: there is none", async () => {
    const [first, second] = [await openHouse("127.0.0.1"), await openHouse("127.0.0.2")];
    const { resolve, asked } = resolver(["127.0.0.1"], ["127.0.0.2"]);
    // Allowed is the first alone, so that a real connection can be made to it.
    const url = `https://rebind.example:${first.port}/`;
    await pushTo(url, ["127.0.0.1/32"], resolve);
    expect(first.knocks()).toBe(1);
    expect(asked()).toBe(1);
    expect(await pushTo(url, ["127.0.0.1/32"], resolve)).toMatchObject(FORBIDDEN);
    expect([first.knocks(), second.knocks()]).toEqual([1, 0]);
  });

  test("to where a redirect leads", async () => {
    const house = await openHouse();
    await using sink = await openWebhookSink();
    for (const status of [301, 302, 303, 307, 308]) {
      sink.status = status;
      sink.headers = { location: `http://127.0.0.1:${house.port}/latest/meta-data` };
      const answer = await pushTo(sink.url, ["127.0.0.1/32"]);
      expect(answer).toMatchObject({
        status,
        error: expect.stringMatching(`^it answered ${status} with a redirect to `),
      });
    }
    expect(house.knocks()).toBe(0);
    expect(sink.received).toHaveLength(5);
  });
});

test("what the operator allows, by name, address or network, is reached; and so is what the environment sets", async () => {
  await using sink = await openWebhookSink();
  const { port } = new URL(sink.url);
  const { resolve } = resolver(["127.0.0.1"]);
  for (const [url, reach] of [
    [`http://hooks.internal:${port}/`, ["hooks.internal"]],
    [`http://hooks.internal:${port}/`, ["127.0.0.0/8"]],
    [`http://127.0.0.1:${port}/`, ["127.0.0.1/32"]],
    [`http://127.0.0.1:${port}/`, "any"],
    [`http://hooks.internal:${port}/`, "any"],
  ] as const) {
    expect(await pushTo(url, reach, resolve)).toMatchObject({ status: 204, error: null });
  }
  expect(sink.received).toHaveLength(5);
});
