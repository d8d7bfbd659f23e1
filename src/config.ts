/** The environment, read once into a readonly Config. */

import { z } from "zod";
import { PipelineError } from "./model/errors.ts";
import { ECFR_URL } from "./sources/ecfr.ts";
import { FEDERAL_REGISTER_URL } from "./sources/federal-register.ts";

const url = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
/** Without a trailing slash, so that paths can be appended. */
const baseUrl = url.transform((text) => text.replace(/\/+$/, ""));

const environment = z.object({
  ENTITYWIRE_FEDERAL_REGISTER_URL: baseUrl.default(FEDERAL_REGISTER_URL),
  ENTITYWIRE_ECFR_URL: baseUrl.default(ECFR_URL),
  /** Told to the sources in the User-Agent: whom to write to about this client's traffic. */
  ENTITYWIRE_CONTACT: z.string().min(1).default("no contact given"),
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
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be whsec_ and at least 24 bytes in base64")
    .optional(),
  /** Event types to push instead of the substantive news, separated by commas. */
  ENTITYWIRE_WEBHOOK_TYPES: z
    .string()
    .transform((text) => text.split(",").map((type) => type.trim()))
    .optional(),
  /** Where set, the steps run by BullMQ and the log is copied to a stream. */
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|\/)\S+$/, "must be redis://…, rediss://… or the path of a Unix socket")
    .optional(),
  /** Of all keys on Redis: two services on one Redis need two. */
  ENTITYWIRE_REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]+$/, "must be letters, digits, dots, dashes or underscores")
    .default("entitywire"),
  /** The newest events that the stream keeps. */
  ENTITYWIRE_STREAM_MAXLEN: z.coerce.number().int().positive().default(10_000),
  /** Health, status and metrics. */
  ENTITYWIRE_OPERATIONS_HOST: z.string().min(1).default("127.0.0.1"),
  ENTITYWIRE_OPERATIONS_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

export interface Config {
  readonly federalRegisterUrl: string;
  readonly ecfrUrl: string;
  readonly contact: string;
  readonly source: string;
  readonly publicUrl: string;
  readonly webhook: {
    readonly url: string;
    readonly secret: string;
    readonly types: readonly string[] | null;
  } | null;
  readonly redis: {
    readonly url: string;
    readonly prefix: string;
    readonly streamMaxLength: number;
  } | null;
  readonly operations: { readonly host: string; readonly port: number };
  readonly logLevel: string;
}

/** @throws PipelineError config/invalid, naming each bad variable with its reason and never its value. */
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
  return {
    federalRegisterUrl: read.data.ENTITYWIRE_FEDERAL_REGISTER_URL,
    ecfrUrl: read.data.ENTITYWIRE_ECFR_URL,
    contact: read.data.ENTITYWIRE_CONTACT,
    source: read.data.ENTITYWIRE_SOURCE,
    publicUrl: read.data.ENTITYWIRE_PUBLIC_URL,
    webhook:
      webhookUrl === undefined || secret === undefined ? null : { url: webhookUrl, secret, types },
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
    logLevel: read.data.LOG_LEVEL,
  };
}

function invalid(reasons: readonly string[]): PipelineError {
  return new PipelineError("config/invalid", `the environment is invalid: ${reasons.join("; ")}`, {
    hint: "correct these variables and start again",
  });
}
