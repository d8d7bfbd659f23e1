/** How often somebody may ask, told as https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ says it. */

import type { Context } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { problem } from "./problem.ts";

export interface RateLimit {
  /** Counts one more, and says so in headers. Null where it is allowed; otherwise the answer with status 429. */
  count(c: Context, who: string): Promise<Response | null>;
  /** As `count`, without counting. */
  look(c: Context, who: string): Promise<Response | null>;
}

/** In this process only, and gone with it: a limit guards the process, and is no account. */
export function createRateLimit(name: string, requests: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  const secondsLeft = ({ msBeforeNext }: RateLimiterRes) => Math.ceil(msBeforeNext / 1000);
  const tell = (c: Context, result: RateLimiterRes): void => {
    c.header("RateLimit-Policy", `"${name}";q=${requests};w=${seconds}`);
    c.header("RateLimit", `"${name}";r=${result.remainingPoints};t=${secondsLeft(result)}`);
  };
  const refuse = (c: Context, result: RateLimiterRes): Response => {
    const wait = Math.max(1, secondsLeft(result));
    c.header("Retry-After", String(wait));
    const detail = `${requests} in ${seconds} s are allowed; go on in ${wait} s.`;
    return problem(c, 429, "Too many requests", detail);
  };
  return {
    count: async (c, who) => {
      try {
        tell(c, await limiter.consume(who));
        return null;
      } catch (result) {
        if (!(result instanceof RateLimiterRes)) throw result;
        tell(c, result);
        return refuse(c, result);
      }
    },
    look: async (c, who) => {
      const result = await limiter.get(who);
      return result === null || result.consumedPoints < requests ? null : refuse(c, result);
    },
  };
}
