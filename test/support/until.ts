/** Waits for what another process or a queue is to bring about. */

import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the answer is not false, null or undefined. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<NonNullable<T>> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(20)) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
  }
  throw new Error(`it never came to this: ${what}`);
}
