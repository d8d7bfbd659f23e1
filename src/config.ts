/** The environment, read once into a readonly Config. */

import { isIP } from "node:net";
import { z } from "zod";
import { SEALING_KEY_BYTES } from "./delivery/seal.ts";
import { PipelineError } from "./model/errors.ts";
import { PUSHED_TYPES, type PushedType } from "./model/events/news.ts";
import { ECFR_URL } from "./sources/ecfr.ts";
import { FEDERAL_REGISTER_URL } from "./sources/federal-register.ts";
import { PUBLIC_INSPECTION_URL } from "./sources/public-inspection.ts";

const url = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  // Neither is ever sent: what was meant by it would be missing without a word.
  .refine((text) => holdsNone(text, "username", "password", "hash"), {
    error: "must carry no user, password or #fragment",
  });
/** Without a trailing slash, so that paths can be appended. */
const baseUrl = url
  .refine((text) => holdsNone(text, "search"), { error: "must carry no ?query" })
  .transform((text) => text.replace(/\/+$/, ""));

/** Strict: a number of JavaScript is also a blank, which is 0, and 0x10, which is 16. */
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
    // An event type is no secret: the wrong one is named.
    const message = `${wrong.map((type) => `"${type}"`).join(", ")} cannot be pushed; choose from ${PUSHED_TYPES.join(",")}`;
    context.addIssue({ code: "custom", message });
  }
  return PUSHED_TYPES.filter((type) => named.includes(type));
});

/** An address is the network of it alone, so that a name that leads there is meant as well. */
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

const environment = z.object({
  ENTITYWIRE_FEDERAL_REGISTER_URL: baseUrl.default(FEDERAL_REGISTER_URL),
  /** Where the PDFs on display lie, which are on another host than the list that links to them. */
  ENTITYWIRE_PUBLIC_INSPECTION_URL: baseUrl.default(PUBLIC_INSPECTION_URL),
  ENTITYWIRE_ECFR_URL: baseUrl.default(ECFR_URL),
  /** Told to the sources in the User-Agent: whom to write to about this client's traffic. */
  ENTITYWIRE_CONTACT: z
    .string()
    .regex(/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/, "must be an address or a name in plain ASCII")
    .default("no contact given"),
  /** Identifies this deployment in every event. */
  ENTITYWIRE_SOURCE: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, "must be a URI, such as urn:entitywire:acme")
    .default("urn:entitywire:local"),
  /** Where the schemas of the events live. */
  ENTITYWIRE_PUBLIC_URL: baseUrl.default("http://localhost:8080"),
  ENTITYWIRE_WEBHOOK_URL: url.optional(),
  ENTITYWIRE_WEBHOOK_SECRET: z
    .string()
    .regex(
      // As a receiver's strict library reads it: in groups of four, the last one padded.
      /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      "must be whsec_ and at least 24 bytes in base64",
    )
    .optional(),
  /** Event types to push instead of the news, separated by commas. */
  ENTITYWIRE_WEBHOOK_TYPES: pushedTypes.optional(),
  /** Of one's own network: webhooks may go there by https and by http, besides the public Internet by https. */
  ENTITYWIRE_WEBHOOK_ALLOW: allowedHosts.default([]),
  /** Seals the secrets of endpoints; without it one is made in the data folder. */
  ENTITYWIRE_SEALING_KEY: z
    .string()
    .refine(
      (text) =>
        /^[A-Za-z0-9+/]+=*$/.test(text) && Buffer.from(text, "base64").length === SEALING_KEY_BYTES,
      { error: `must be ${SEALING_KEY_BYTES} bytes in base64: openssl rand -base64 32` },
    )
    .transform((text): Uint8Array => Buffer.from(text, "base64"))
    .optional(),
  /** Where set, the steps run by BullMQ and the log is copied to a stream. */
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|\/)\S+$/, "must be redis://…, rediss://… or the path of a Unix socket")
    .refine((text) => text.startsWith("/") || isRedisUrl(text), {
      error:
        "must be a URL whose path, if any, is the number of a database; escape what is special in a password",
    })
    .optional(),
  /** Of all keys on Redis: two services on one Redis need two. */
  ENTITYWIRE_REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]+$/, "must be letters, digits, dots, dashes or underscores")
    .default("entitywire"),
  /** The newest events that the stream keeps. */
  ENTITYWIRE_STREAM_MAXLEN: wholeNumber(1, 1_000_000_000).default(10_000),
  /** Health, status and metrics. */
  ENTITYWIRE_OPERATIONS_HOST: z
    .string()
    .regex(/^\S+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  ENTITYWIRE_OPERATIONS_PORT: wholeNumber(0, 65_535).default(9464),
  /** Where the API is bound to. */
  ENTITYWIRE_API_HOST: z
    .string()
    .regex(/^\S+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  ENTITYWIRE_API_PORT: wholeNumber(0, 65_535).default(8080),
  /** `auto`: reading from this very host wants no key, where the API is bound to the loopback; `on`: everything does. */
  ENTITYWIRE_API_AUTH: z.enum(["auto", "on"]).default("auto"),
  /** Requests a minute that each key may make. */
  ENTITYWIRE_API_RATE: wholeNumber(1, 1_000_000).default(600),
  /** Opens the queue board; without one there is no board. */
  ENTITYWIRE_ADMIN_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "must be at least 16 printable ASCII characters without spaces")
    .optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

export interface Config {
  readonly federalRegisterUrl: string;
  /** Where the PDFs on display lie. */
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
  /** Hosts and networks of the operator's own that webhooks may go to. */
  readonly webhookAllow: readonly string[];
  /** Null: the one of the data folder. */
  readonly sealingKey: Uint8Array | null;
  readonly redis: {
    readonly url: string;
    readonly prefix: string;
    readonly streamMaxLength: number;
  } | null;
  readonly operations: { readonly host: string; readonly port: number };
  readonly api: {
    readonly host: string;
    readonly port: number;
    readonly auth: "auto" | "on";
    readonly requestsAMinute: number;
  };
  readonly adminKey: string | null;
  readonly logLevel: string;
}

/** @throws PipelineError config/invalid, naming each bad variable with its reason and never a value that may be secret. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is how a shell or a compose file says "not set".
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
    throw invalid(["ENTITYWIRE_WEBHOOK_TYPES: there is no ENTITYWIRE_WEBHOOK_URL to push them to"]);
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
  // What is no URL at all was refused already.
  return parsed === null || parts.every((part) => parsed[part] === "");
}

/** A # in a password would end the URL there. */
function isRedisUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && parsed.hash === "" && /^\/?\d*$/.test(parsed.pathname);
}

function invalid(reasons: readonly string[]): PipelineError {
  return new PipelineError("config/invalid", `the environment is invalid: ${reasons.join("; ")}`, {
    hint: "correct these variables and start again",
  });
}
