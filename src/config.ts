/** Reads the environment once into a readonly Config. */

import { isIP } from "node:net";
import { z } from "zod";
import { SEALING_KEY_BYTES } from "./delivery/seal.ts";
import { PipelineError } from "./model/errors.ts";
import { PUSHED_TYPES, type PushedType } from "./model/events/news.ts";
import { isLoopbackHost } from "./model/loopback-host.ts";
import { ECFR_URL } from "./sources/ecfr.ts";
import { FEDERAL_REGISTER_URL } from "./sources/federal-register.ts";
import { PUBLIC_INSPECTION_URL } from "./sources/public-inspection.ts";

const url = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  // These parts are never sent, so they would be ignored silently.
  .refine((text) => holdsNone(text, "username", "password", "hash"), {
    error: "must contain no user, password or #fragment",
  });
/** Without a trailing slash, so that paths can be appended. */
const baseUrl = url
  .refine((text) => holdsNone(text, "search"), { error: "must contain no ?query" })
  .transform((text) => text.replace(/(?<!\/)\/+$/, ""));

/** Strict, because JavaScript also reads a blank as 0 and 0x10 as 16. */
function wholeNumber(least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);
}

const pushedTypes = z.string().transform((text, context): readonly PushedType[] => {
  const named = text.split(",").map((type) => type.trim());
  const wrong = named.filter((type) => !PUSHED_TYPES.some((pushed) => pushed === type));
  if (wrong.length > 0) {
    // An event type is not secret, so the message may name it.
    const message = `${wrong.map((type) => `"${type}"`).join(", ")} cannot be delivered; choose from ${PUSHED_TYPES.join(",")}`;
    context.addIssue({ code: "custom", message });
  }
  return PUSHED_TYPES.filter((type) => named.includes(type));
});

/** An address becomes a network of one address, so that names that resolve to it are also allowed. */
const allowedHosts = z.string().transform((text, context): readonly string[] =>
  text.split(",").map((part) => {
    const named = part.trim().toLowerCase();
    if (isIP(named) !== 0) return `${named}/${isIP(named) === 4 ? 32 : 128}`;
    const [address = "", bits = "", ...more] = named.split("/");
    const isNetwork =
      isIP(address) !== 0 &&
      /^\d+$/.test(bits) &&
      Number(bits) <= (isIP(address) === 4 ? 32 : 128) &&
      more.length === 0;
    if (!isNetwork && !/^[a-z\d_](?:[a-z\d._-]*[a-z\d])?$/.test(named)) {
      context.addIssue({ code: "custom", message: "must be host names, addresses or networks" });
    }
    return named;
  }),
);

/** Names as a Host header holds them, without a port. */
const hostNames = z.string().transform((text, context): readonly string[] => {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  if (names.some((name) => URL.parse(`http://${name}`)?.hostname !== name)) {
    context.addIssue({ code: "custom", message: "must be host names, separated by commas" });
  }
  return names;
});

const environment = z.object({
  ENTITYWIRE_FEDERAL_REGISTER_URL: baseUrl.default(FEDERAL_REGISTER_URL),
  /** Base URL of the displayed PDFs, which are on another host than the list. */
  ENTITYWIRE_PUBLIC_INSPECTION_URL: baseUrl.default(PUBLIC_INSPECTION_URL),
  ENTITYWIRE_ECFR_URL: baseUrl.default(ECFR_URL),
  /** Contact in the User-Agent, for the operators of the sources. */
  ENTITYWIRE_CONTACT: z
    .string()
    .regex(/^ *[\x21-\x7e][\x20-\x7e]*$/, "must be an address or a name in plain ASCII")
    .default("no contact given"),
  /** Identifies this deployment in every event. */
  ENTITYWIRE_SOURCE: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, "must be a URI, such as urn:entitywire:acme")
    .default("urn:entitywire:local"),
  /** Public base URL of this service, which links and schema URLs start with. */
  ENTITYWIRE_PUBLIC_URL: baseUrl.default("http://localhost:8080"),
  ENTITYWIRE_WEBHOOK_URL: url.optional(),
  ENTITYWIRE_WEBHOOK_SECRET: z
    .string()
    .regex(
      // Strict base64 with padding, as some receiver libraries require.
      /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      "must be whsec_ and at least 24 bytes in base64",
    )
    .optional(),
  /** Event types to push instead of the news, separated by commas. */
  ENTITYWIRE_WEBHOOK_TYPES: pushedTypes.optional(),
  /** The allowlist: private hosts and networks that webhooks may reach by https or http, besides the public Internet by https. */
  ENTITYWIRE_WEBHOOK_ALLOW: allowedHosts.default([]),
  /** Seals the secrets of endpoints. By default a key is generated in the data folder. */
  ENTITYWIRE_SEALING_KEY: z
    .string()
    .refine(
      (text) =>
        /^[A-Za-z0-9+/]+=*$/.test(text) && Buffer.from(text, "base64").length === SEALING_KEY_BYTES,
      { error: `must be ${SEALING_KEY_BYTES} bytes in base64: openssl rand -base64 32` },
    )
    .transform((text): Uint8Array => Buffer.from(text, "base64"))
    .optional(),
  /** If set, BullMQ runs the steps and the event log is copied to a Redis stream. */
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|\/)\S+$/, "must be redis://…, rediss://… or the path of a Unix socket")
    .refine((text) => text.startsWith("/") || isRedisUrl(text), {
      error:
        "must be a URL with no path or a database number as path; percent-encode special characters in the password",
    })
    .optional(),
  /** Prefix of all Redis keys. Two services on one Redis need different prefixes. */
  ENTITYWIRE_REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]+$/, "must be letters, digits, dots, dashes or underscores")
    .default("entitywire"),
  /** How many events the stream keeps. */
  ENTITYWIRE_STREAM_MAXLEN: wholeNumber(1, 1_000_000_000).default(10_000),
  /** Bind address of health, status and metrics. */
  ENTITYWIRE_OPERATIONS_HOST: z
    .string()
    .regex(/^\S+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  ENTITYWIRE_OPERATIONS_PORT: wholeNumber(0, 65_535).default(9464),
  /** Names of the operations port, besides localhost and its addresses. Requests for any other name are refused. */
  ENTITYWIRE_OPERATIONS_NAMES: hostNames.default([]),
  /** Bind address of the API. */
  ENTITYWIRE_API_HOST: z
    .string()
    .regex(/^\S+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  ENTITYWIRE_API_PORT: wholeNumber(0, 65_535).default(8080),
  /** `on`: every request requires a key. `local`: reading from this host requires none; never behind a proxy, which is on this host too. */
  ENTITYWIRE_API_AUTH: z.enum(["on", "local"], { error: "must be on or local" }).default("on"),
  /** Requests a minute per key. */
  ENTITYWIRE_API_RATE: wholeNumber(1, 1_000_000).default(600),
  /** Enables the queue board and the management pages. */
  ENTITYWIRE_ADMIN_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "must be at least 16 printable ASCII characters without spaces")
    .optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

export interface Config {
  readonly federalRegisterUrl: string;
  /** Base URL of the displayed PDFs. */
  readonly publicInspectionUrl: string;
  readonly ecfrUrl: string;
  readonly contact: string;
  readonly source: string;
  readonly publicUrl: string;
  readonly webhook: {
    readonly url: string;
    readonly secret: string;
    readonly types: readonly PushedType[] | null;
  } | null;
  /** The operator's allowlist of hosts and networks for webhooks. */
  readonly webhookAllow: readonly string[];
  /** Null: use the key in the data folder. */
  readonly sealingKey: Uint8Array | null;
  readonly redis: {
    readonly url: string;
    readonly prefix: string;
    readonly streamMaxLength: number;
  } | null;
  readonly operations: {
    readonly host: string;
    readonly port: number;
    readonly names: readonly string[];
  };
  readonly api: {
    readonly host: string;
    readonly port: number;
    readonly auth: "on" | "local";
    readonly requestsAMinute: number;
  };
  readonly adminKey: string | null;
  readonly logLevel: string;
}

/** @throws PipelineError config/invalid, which names each bad variable with its reason and never a value that may be secret. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // Shells and compose files use an empty variable for "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = environment.safeParse(set);
  if (!read.success) {
    throw invalid(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  }
  const { ENTITYWIRE_WEBHOOK_URL: webhookUrl, ENTITYWIRE_WEBHOOK_SECRET: secret } = read.data;
  if ((webhookUrl === undefined) !== (secret === undefined)) {
    throw invalid(["ENTITYWIRE_WEBHOOK_URL and ENTITYWIRE_WEBHOOK_SECRET: set both or neither"]);
  }
  const types = read.data.ENTITYWIRE_WEBHOOK_TYPES ?? null;
  if (types !== null && webhookUrl === undefined) {
    throw invalid(["ENTITYWIRE_WEBHOOK_TYPES: requires ENTITYWIRE_WEBHOOK_URL"]);
  }
  if (read.data.ENTITYWIRE_API_AUTH === "local" && !isLoopbackHost(read.data.ENTITYWIRE_API_HOST)) {
    throw invalid([
      "ENTITYWIRE_API_AUTH: local requires that ENTITYWIRE_API_HOST is a loopback address",
    ]);
  }
  return {
    federalRegisterUrl: read.data.ENTITYWIRE_FEDERAL_REGISTER_URL,
    publicInspectionUrl: read.data.ENTITYWIRE_PUBLIC_INSPECTION_URL,
    ecfrUrl: read.data.ENTITYWIRE_ECFR_URL,
    contact: read.data.ENTITYWIRE_CONTACT,
    source: read.data.ENTITYWIRE_SOURCE,
    publicUrl: read.data.ENTITYWIRE_PUBLIC_URL,
    webhook:
      webhookUrl === undefined || secret === undefined ? null : { url: webhookUrl, secret, types },
    webhookAllow: read.data.ENTITYWIRE_WEBHOOK_ALLOW,
    sealingKey: read.data.ENTITYWIRE_SEALING_KEY ?? null,
    redis:
      read.data.REDIS_URL === undefined
        ? null
        : {
            url: read.data.REDIS_URL,
            prefix: read.data.ENTITYWIRE_REDIS_PREFIX,
            streamMaxLength: read.data.ENTITYWIRE_STREAM_MAXLEN,
          },
    operations: {
      host: read.data.ENTITYWIRE_OPERATIONS_HOST,
      port: read.data.ENTITYWIRE_OPERATIONS_PORT,
      names: read.data.ENTITYWIRE_OPERATIONS_NAMES,
    },
    api: {
      host: read.data.ENTITYWIRE_API_HOST,
      port: read.data.ENTITYWIRE_API_PORT,
      auth: read.data.ENTITYWIRE_API_AUTH,
      requestsAMinute: read.data.ENTITYWIRE_API_RATE,
    },
    adminKey: read.data.ENTITYWIRE_ADMIN_KEY ?? null,
    logLevel: read.data.LOG_LEVEL,
  };
}

function holdsNone(
  text: string,
  ...parts: ("username" | "password" | "search" | "hash")[]
): boolean {
  const parsed = URL.parse(text);
  // Invalid URLs were already refused.
  return parsed === null || parts.every((part) => parsed[part] === "");
}

/** An unescaped # in a password would start the fragment. */
function isRedisUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && parsed.hash === "" && /^\/?\d*$/.test(parsed.pathname);
}

function invalid(reasons: readonly string[]): PipelineError {
  return new PipelineError("config/invalid", `the environment is invalid: ${reasons.join("; ")}`, {
    hint: "correct these variables and restart",
  });
}
