/** Rate limits with `RateLimit` headers: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */

import type { Context } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { problem } from "./problem.ts";

export interface RateLimit {
  /** Counts one request and sets the headers. Null where it is allowed, otherwise a response with status 429. */
  count(c: Context, who: string): Promise<Response | null>;
  /** Checks the limit without counting. */
  look(c: Context, who: string): Promise<Response | null>;
}

/** The counts live in this process only: a limit protects the process and is not a quota. */
export function createRateLimit(name: string, requests: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  // The clock may have been put back meanwhile.
  const secondsLeft = ({ msBeforeNext }: RateLimiterRes) =>
    Math.min(seconds, Math.ceil(msBeforeNext / 1000));
  const setHeaders = (c: Context, result: RateLimiterRes): void => {
    c.header("RateLimit-Policy", `"${name}";q=${requests};w=${seconds}`);
    c.header("RateLimit", `"${name}";r=${result.remainingPoints};t=${secondsLeft(result)}`);
  };
  const refuse = (c: Context, result: RateLimiterRes): Response => {
    const wait = Math.max(1, secondsLeft(result));
    c.header("Retry-After", String(wait));
    const detail = `The limit is ${requests} requests in ${seconds} s. Try again in ${wait} s.`;
    return problem(c, 429, "Too many requests", detail);
  };
  return {
    count: async (c, who) => {
      try {
        setHeaders(c, await limiter.consume(who));
        return null;
      } catch (result) {
        if (!(result instanceof RateLimiterRes)) throw result;
        setHeaders(c, result);
        return refuse(c, result);
      }
    },
    look: async (c, who) => {
      const result = await limiter.get(who);
      return result === null || result.consumedPoints < requests ? null : refuse(c, result);
    },
  };
}
