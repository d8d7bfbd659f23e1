/** Polite HTTP that believes nothing it cannot check: one connection and one request a second per host. */

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { EnvHttpProxyAgent, request } from "undici";
import { PipelineError, type PipelineErrorOptions } from "../model/errors.ts";
import { createManners, type MannersOptions } from "./manners.ts";
import { readCapped } from "./read-capped.ts";
import { endsWithRoot, rootName } from "./root-name.ts";

/** `print`: a document of the Federal Register as HTML or plain text. */
export type Expected = "json" | "xml" | "print";

export interface Answer {
  readonly url: string;
  readonly status: number;
  /** As sent; empty where the server named none. */
  readonly contentType: string;
  /** By names in lower case. */
  readonly headers: Headers;
  /** Decoded, as the server meant it. */
  readonly body: Uint8Array;
  /** @throws PipelineError fetch/untrusted where the body is no JSON */
  json(): unknown;
}

export interface Http extends AsyncDisposable {
  /** @throws PipelineError fetch/unreachable, fetch/interstitial, fetch/untrusted, fetch/status */
  get(url: string, expected: Expected, signal: AbortSignal): Promise<Answer>;
}

export interface HttpOptions extends MannersOptions {
  /** Name, version and contact. */
  readonly userAgent: string;
  /** Of one body, before and after decoding. */
  readonly maxBytes?: number;
  /** For connect, headers, and between two pieces of a body. */
  readonly timeoutMs?: number;
  /** For all of one request, however steadily it trickles. */
  readonly deadlineMs?: number;
}

/** Part 744 is 2.5 MB; nothing asked for is near this. */
const MAX_BYTES = 64_000_000;
const TIMEOUT_MS = 30_000;
const DEADLINE_MS = 300_000;
/** A server that asks for more is asked again after this all the same: one wrong header must not silence a source. */
const MAX_RETRY_AFTER_MS = 3_600_000;

const ACCEPT = {
  json: "application/json",
  xml: "application/xml, text/xml",
  print: "text/html, text/plain",
} as const;
/** Each printed document ends with its number and the day it was filed, and no page about documents says so of one. */
const PRINT = /\bFR\s+Doc\.?\s*(?:No\.?:?\s*)?[\dA-Z]+[-–][\dA-Z–-]*\d(?:\s|<[^<>]*>)+Filed/i;
const WANTED = { json: "json", xml: "xml", print: "printed document" } as const;
const inflate = promisify(gunzip);

export function createHttp(options: HttpOptions): Http {
  const { maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS } = options;
  const manners = createManners(options);
  // Proxies by the usual environment variables; redirects are not followed.
  const dispatcher = new EnvHttpProxyAgent({
    connections: 1,
    pipelining: 1,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const ask = async (url: string, expected: Expected, signal: AbortSignal): Promise<Answer> => {
    const headers = {
      accept: ACCEPT[expected],
      "accept-encoding": "gzip",
      // Each answer says that it may be cached for a day: a proxy on the way might believe it.
      "cache-control": "no-cache",
      "user-agent": options.userAgent,
    };
    const within = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
    const asked = request(url, { dispatcher, headers, signal: within });
    const answer = await asked.catch((cause: unknown) => {
      throw signal.aborted ? cause : unreachable(url, reasonOf(cause), { cause });
    });
    const raw = await readCapped(answer.body, maxBytes).catch((cause: unknown) => {
      throw signal.aborted
        ? cause
        : unreachable(url, `the body broke off: ${reasonOf(cause)}`, { cause });
    });
    const status = answer.statusCode;
    const contentType = headerOf(answer.headers, "content-type");
    const decoding = decode(url, raw, headerOf(answer.headers, "content-encoding"), maxBytes);
    if (status < 200 || status > 299) {
      // What an error says is worth less than its status: its bytes are kept however they came.
      throw refusedStatus(url, status, answer.headers, await decoding.catch(() => raw));
    }
    const body = await decoding;
    refuseContent(url, expected, contentType, body);
    const { headers: sent } = answer;
    return { url, status, contentType, headers: sent, body, json: () => parseJson(url, body) };
  };

  return {
    get: async (url, expected, signal) => {
      await manners.turn(url, signal);
      try {
        const answer = await ask(url, expected, signal);
        manners.heard(url);
        return answer;
      } catch (error) {
        if (!signal.aborted) manners.failed(url, error);
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function headerOf(headers: Headers, name: string): string {
  return String(headers[name] ?? "").trim();
}

async function decode(
  url: string,
  raw: Uint8Array,
  encoding: string,
  maxBytes: number,
): Promise<Uint8Array> {
  if (/^(identity)?$/i.test(encoding)) return raw;
  if (!/^(x-)?gzip$/i.test(encoding)) {
    throw untrusted(url, `it answered in the encoding "${encoding}", which was not asked for`, raw);
  }
  return inflate(raw, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
    throw untrusted(url, `its gzip body is damaged (${reasonOf(cause)})`, raw);
  });
}

function refusedStatus(
  url: string,
  status: number,
  headers: Headers,
  body: Uint8Array,
): PipelineError {
  if (status === 429 || status >= 500) {
    const wish = headerOf(headers, "retry-after");
    const askedMs = readRetryAfter(wish);
    const retryAfterMs = askedMs === null ? null : Math.min(askedMs, MAX_RETRY_AFTER_MS);
    const context = retryAfterMs === null ? { status } : { status, retryAfterMs };
    const evidence = body.length === 0 ? {} : { evidence: body };
    const minutes = MAX_RETRY_AFTER_MS / 60_000;
    const capped =
      retryAfterMs === askedMs
        ? ""
        : ` with Retry-After: ${wish.slice(0, 40)}, of which ${minutes} min are kept`;
    return unreachable(url, `it answered ${status}${capped}`, { context, ...evidence });
  }
  if (status >= 300 && status <= 399) {
    const why = `it answered ${status}, a redirect to ${headerOf(headers, "location")}`;
    return untrusted(url, why, body);
  }
  return new PipelineError("fetch/status", `GET ${url}: it answered ${status}`, {
    hint: "check the base URL; the service may have changed",
    evidence: body,
    context: { status },
  });
}

/** Traffic judged automated gets status 200 and a page "Request Access": unreachable, never content. */
function refuseContent(
  url: string,
  expected: Expected,
  contentType: string,
  body: Uint8Array,
): void {
  const root = rootName(body);
  if (expected === "print" && PRINT.test(new TextDecoder().decode(body))) {
    // A fragment of a page may end with any element.
    if (root?.toLowerCase() === "html") refuseCutOff(url, root, body);
    return;
  }
  if (/html/i.test(contentType) || root?.toLowerCase() === "html") {
    throw new PipelineError(
      "fetch/interstitial",
      `GET ${url}: it answered with an HTML page instead of ${WANTED[expected]}`,
      {
        hint: "the service takes this client for a robot; set ENTITYWIRE_CONTACT and wait, do not press on",
        retryable: true,
        evidence: body,
      },
    );
  }
  if (body.length === 0) throw untrusted(url, "it answered with an empty body", body);
  const isExpected = expected === "json" ? startsAsJson(body) : expected === "xml" && root !== null;
  if (!isExpected) {
    throw untrusted(url, `it answered with something that is no ${WANTED[expected]}`, body);
  }
  if (expected === "xml" && root !== null) refuseCutOff(url, root, body);
}

/** Stored, such a body would be this document for good: nobody asks twice for what is there. */
function refuseCutOff(url: string, root: string, body: Uint8Array): void {
  if (endsWithRoot(body, root)) return;
  throw untrusted(url, `its body is cut off: <${root}> is not closed at its end`, body);
}

function startsAsJson(body: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(body.subarray(0, 512)));
}

function parseJson(url: string, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw untrusted(url, `its JSON cannot be read (${reasonOf(cause)})`, body);
  }
}

/** From seconds or an HTTP date to ms; null where it says nothing. */
function readRetryAfter(value: string): number | null {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function unreachable(
  url: string,
  why: string,
  extra: Pick<PipelineErrorOptions, "cause" | "context" | "evidence">,
): PipelineError {
  return new PipelineError("fetch/unreachable", `GET ${url}: ${why}`, {
    hint: "it is asked again by itself; check the network if this goes on",
    retryable: true,
    ...extra,
  });
}

/** An answer that came and cannot be believed. Also for clients that look deeper into one. */
export function untrusted(url: string, why: string, evidence: Uint8Array): PipelineError {
  return new PipelineError("fetch/untrusted", `GET ${url}: ${why}`, {
    hint: "the answer is kept for inspection and the source is asked again",
    retryable: true,
    evidence,
  });
}

/** A connection that failed on every address of a host is one error of many: the first one tells. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
