import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";

const WEBHOOK = {
  ENTITYWIRE_WEBHOOK_URL: "https://example.com/bis",
  ENTITYWIRE_WEBHOOK_SECRET: `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`,
};

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toMatchObject({ code: "config/invalid" });
    return (error as Error).message;
  }
  return "taken";
}

describe("ENTITYWIRE_WEBHOOK_TYPES", () => {
  test("is read with blanks around its commas", () => {
    const types = " rule.published, entity.added";
    const { webhook } = readConfig({ ...WEBHOOK, ENTITYWIRE_WEBHOOK_TYPES: types });
    expect(webhook?.types).toEqual(["entity.added", "rule.published"]);
  });

  // A misspelt type was waited for in silence, for good.
  test.each(["entity.addd", "rule.published,", "list.baselined"])(
    "%j names the wrong one and lists the right ones",
    (types) => {
      const wrong = types.split(",").at(-1);
      expect(refusal({ ...WEBHOOK, ENTITYWIRE_WEBHOOK_TYPES: types })).toBe(
        `the environment is invalid: ENTITYWIRE_WEBHOOK_TYPES: "${wrong}" cannot be delivered; choose from ` +
          "entity.added,entity.modified,entity.removed,entity.confirmed,entity.codified,entity.reread,entity.withdrawn,rule.displayed,rule.published,rule.corrected,rule.delayed,rule.withdrawn,list.noted,reconciliation.mismatch,reconciliation.resolved,entry.merged",
      );
    },
  );

  test("without a webhook is refused", () => {
    expect(refusal({ ENTITYWIRE_WEBHOOK_TYPES: "entity.added" })).toMatch(
      /ENTITYWIRE_WEBHOOK_TYPES: requires ENTITYWIRE_WEBHOOK_URL/,
    );
  });
});

// Each of these was taken in silence, and did something else than it said, or failed much later.
describe("the environment", () => {
  test.each([
    ["ENTITYWIRE_OPERATIONS_PORT", " ", "must be a whole number from 0 to 65535"],
    ["ENTITYWIRE_OPERATIONS_PORT", "0x10", "must be a whole number from 0 to 65535"],
    ["ENTITYWIRE_OPERATIONS_PORT", "65536", "must be a whole number from 0 to 65535"],
    ["ENTITYWIRE_OPERATIONS_HOST", " ", "must be a host name or an address"],
    ["ENTITYWIRE_API_HOST", " ", "must be a host name or an address"],
    ["ENTITYWIRE_API_PORT", "65536", "must be a whole number from 0 to 65535"],
    ["ENTITYWIRE_API_AUTH", "auto", "must be on or local"],
    ["ENTITYWIRE_OPERATIONS_NAMES", "entitywire:9464", "must be host names, separated by commas"],
    ["ENTITYWIRE_OPERATIONS_NAMES", "a,,b", "must be host names, separated by commas"],
    ["ENTITYWIRE_API_RATE", "0", "must be a whole number from 1 to 1000000"],
    ["ENTITYWIRE_STREAM_MAXLEN", "1e4", "must be a whole number from 1 to 1000000000"],
    ["ENTITYWIRE_STREAM_MAXLEN", "0", "must be a whole number from 1 to 1000000000"],
    ["ENTITYWIRE_CONTACT", " ", "must be an address or a name in plain ASCII"],
    ["ENTITYWIRE_CONTACT", "a\nb", "must be an address or a name in plain ASCII"],
    [
      "ENTITYWIRE_ECFR_URL",
      "https://u:p@mirror/api",
      "must contain no user, password or #fragment",
    ],
    ["ENTITYWIRE_ECFR_URL", "https://mirror/api?key=x", "must contain no ?query"],
    ["ENTITYWIRE_PUBLIC_URL", "https://here/?a=b", "must contain no ?query"],
    ["ENTITYWIRE_ADMIN_KEY", "fifteen-letters", "must be at least 16 printable ASCII characters"],
    ["ENTITYWIRE_ADMIN_KEY", "with blanks in between", "must be at least 16 printable"],
    ["ENTITYWIRE_ADMIN_KEY", "a-key-with-an-ümlaut", "must be at least 16 printable"],
    ["REDIS_URL", "redis://host:99999", "must be a URL with no path or a database number"],
    ["REDIS_URL", "redis://host/events", "must be a URL with no path or a database number"],
    ["REDIS_URL", "redis://:pass#word@host/0", "must be a URL with no path or a database number"],
  ])("%s=%j is refused", (name, value, reason) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`${name}: ${reason}`);
    if (name === "ENTITYWIRE_ADMIN_KEY") expect(message).not.toContain(value);
    expect(message.split("; ")).toHaveLength(name === "REDIS_URL" ? 2 : 1);
  });

  test.each([
    ["ENTITYWIRE_WEBHOOK_SECRET", `whsec_${"A".repeat(33)}`, "must be whsec_"],
    ["ENTITYWIRE_WEBHOOK_SECRET", `whsec_${"A".repeat(28)}`, "must be whsec_"],
    ["ENTITYWIRE_WEBHOOK_URL", "https://u:p@example.com", "must contain no user"],
    ["ENTITYWIRE_WEBHOOK_URL", "https://example.com?token=a#b", "must contain no user"],
  ])("%s=%j is refused", (name, value, reason) => {
    expect(refusal({ ...WEBHOOK, [name]: value })).toContain(`${name}: ${reason}`);
  });

  test.each([24, 25, 26, 32, 64])("a secret of %i bytes is taken", (bytes) => {
    const secret = `whsec_${Buffer.alloc(bytes, "s").toString("base64")}`;
    const { webhook } = readConfig({ ...WEBHOOK, ENTITYWIRE_WEBHOOK_SECRET: secret });
    expect(webhook?.secret).toBe(secret);
  });

  test.each([
    "redis://host",
    "redis://:secret@host:6379/0",
    "rediss://user:pa%23ss@host:6380/3?family=6",
    "/run/redis/redis.sock",
  ])("the Redis of %s is taken as it is", (url) => {
    expect(readConfig({ REDIS_URL: url }).redis?.url).toBe(url);
  });

  test("an admin key of 16 characters is taken, and none where none is set", () => {
    expect(readConfig({ ENTITYWIRE_ADMIN_KEY: "sixteen-letters!" }).adminKey).toBe(
      "sixteen-letters!",
    );
    expect(readConfig({ ENTITYWIRE_ADMIN_KEY: "" }).adminKey).toBeNull();
  });

  test("a key is required unless the operator says otherwise, which takes a loopback address", () => {
    expect(readConfig({}).api.auth).toBe("on");
    const local = { ENTITYWIRE_API_AUTH: "local" };
    for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "::1", "::ffff:127.0.0.1"]) {
      expect(readConfig({ ...local, ENTITYWIRE_API_HOST: host }).api.auth).toBe("local");
    }
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "localhost.example.com"]) {
      expect(refusal({ ...local, ENTITYWIRE_API_HOST: host })).toContain(
        "ENTITYWIRE_API_AUTH: local requires that ENTITYWIRE_API_HOST is a loopback address",
      );
    }
  });

  test("names of the operations port are read in lower case", () => {
    const { operations } = readConfig({
      ENTITYWIRE_OPERATIONS_NAMES: "entitywire, Ops.Example.com",
    });
    expect(operations.names).toEqual(["entitywire", "ops.example.com"]);
  });

  test("numbers are read, and what is not set is the default", () => {
    const env = { REDIS_URL: "/sock", ENTITYWIRE_STREAM_MAXLEN: "500" };
    const { redis, operations } = readConfig({ ...env, ENTITYWIRE_OPERATIONS_PORT: "0" });
    expect(redis?.streamMaxLength).toBe(500);
    expect(operations).toEqual({ host: "127.0.0.1", port: 0, names: [] });
    expect(readConfig({ ENTITYWIRE_OPERATIONS_PORT: "" }).operations.port).toBe(9464);
  });
});
