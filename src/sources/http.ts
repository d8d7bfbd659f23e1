/** HTTP client for the sources: rate-limited, and strict about the answers it accepts. */

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { EnvHttpProxyAgent, request } from "undici";
import { type Expected, refuseContent } from "./answer-content.ts";
import { reasonOf, unreachable, untrusted } from "./http-errors.ts";
import { MAX_PDF_BYTES } from "./pdf-answer.ts";
import { createRateLimiter, type RateLimiterOptions } from "./rate-limiter.ts";
import { readCapped } from "./read-capped.ts";
import { refusedStatus } from "./refused-status.ts";

export interface Answer {
  readonly url: string;
  readonly status: number;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** After content decoding. */
  readonly body: Uint8Array;
  /** @throws PipelineError fetch/untrusted where the body is not JSON */
  json(): unknown;
}

export interface Http extends AsyncDisposable {
  /** @throws PipelineError fetch/unreachable, fetch/interstitial, fetch/untrusted, fetch/status */
  get(url: string, expected: Expected, signal: AbortSignal): Promise<Answer>;
}

export interface HttpOptions extends RateLimiterOptions {
  /** Program name, version and contact. */
  readonly userAgent: string;
  /** Maximum size of a body, before and after decoding. */
  readonly maxBytes?: number;
  /** Timeout for connecting, for the headers, and between two chunks of the body. */
  readonly timeoutMs?: number;
  /** Timeout for the whole request. */
  readonly deadlineMs?: number;
}

/** Far above any expected body: part 744 has 2.5 MB. */
const MAX_BYTES = 64_000_000;
const TIMEOUT_MS = 30_000;
const DEADLINE_MS = 300_000;

const ACCEPT = {
  json: "application/json",
  xml: "application/xml, text/xml",
  print: "text/html, text/plain",
  pdf: "application/pdf",
} as const;
/** Lower limits for single kinds of answers. */
const MAX_BYTES_OF: Readonly<Partial<Record<Expected, number>>> = { pdf: MAX_PDF_BYTES };
const NOTHING = new Uint8Array();
const inflate = promisify(gunzip);

export function createHttp(options: HttpOptions): Http {
  const { maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS } = options;
  const rateLimiter = createRateLimiter(options);
  // Uses the usual proxy environment variables. Redirects are not followed.
  const dispatcher = new EnvHttpProxyAgent({
    connections: 1,
    pipelining: 1,
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const ask = async (
    url: string,
    expected: Expected,
    signal: AbortSignal,
    deadline: AbortSignal,
  ): Promise<Answer> => {
    const asUnreachable = (cause: unknown, where = "") => {
      if (signal.aborted) return cause;
      const late = `no whole answer within ${deadlineMs / 1000} s`;
      const why = deadline.aborted ? late : `${where}${reasonOf(cause)}`;
      return unreachable(url, why, { cause });
    };
    const headers = {
      accept: ACCEPT[expected],
      "accept-encoding": "gzip",
      // The answers allow caching for a day, so a proxy might return an old one.
      "cache-control": "no-cache",
      "user-agent": options.userAgent,
    };
    const within = AbortSignal.any([signal, deadline]);
    const most = Math.min(maxBytes, MAX_BYTES_OF[expected] ?? maxBytes);
    const asked = request(url, { dispatcher, headers, signal: within });
    const answer = await asked.catch((cause: unknown) => {
      throw asUnreachable(cause);
    });
    const raw = await readCapped(answer.body, most).catch((cause: unknown) => {
      throw asUnreachable(cause, "the body broke off: ");
    });
    if (raw === null) throw untrusted(url, `its body is larger than ${most} bytes`, NOTHING);
    const header = (name: string) => String(answer.headers[name] ?? "").trim();
    const { statusCode: status, headers: sent } = answer;
    const decoding = decode(url, raw, header("content-encoding"), most);
    if (status < 200 || status > 299) {
      // The status matters more than the body of an error, so an undecodable body is kept raw.
      const body = await decoding.catch(() => raw);
      const [retryAfter, location] = [header("retry-after"), header("location")];
      throw refusedStatus(url, { status, retryAfter, location, body });
    }
    const body = await decoding;
    refuseContent(url, expected, header("content-type"), body);
    return { url, status, headers: sent, body, json: () => parseJson(url, body) };
  };

  return {
    get: async (url, expected, signal) => {
      await rateLimiter.turn(url, signal);
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), deadlineMs);
      try {
        const answer = await ask(url, expected, signal, deadline.signal);
        await rateLimiter.answered(url);
        return answer;
      } catch (error) {
        if (!signal.aborted) await rateLimiter.failed(url, error);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

async function decode(
  url: string,
  raw: Uint8Array,
  encoding: string,
  maxBytes: number,
): Promise<Uint8Array> {
  if (/^(identity)?$/i.test(encoding)) return raw;
  if (!/^(x-)?gzip$/i.test(encoding)) {
    throw untrusted(url, `it answered in the encoding "${encoding}", which was not requested`, raw);
  }
  return inflate(raw, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
    throw untrusted(url, `its gzip body is damaged (${reasonOf(cause)})`, raw);
  });
}

function parseJson(url: string, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw untrusted(url, `its JSON cannot be read (${reasonOf(cause)})`, body);
  }
}
