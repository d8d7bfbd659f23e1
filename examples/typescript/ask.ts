// SPDX-License-Identifier: MIT-0

/** Requests to the API, with retries. */

import { setTimeout as sleep } from "node:timers/promises";

export interface Api {
  /** `https://wire.example.com` */
  readonly url: string;
  /** `ew_…`; undefined if the service requires no key. */
  readonly key: string | undefined;
}

/** A retry does not help: a person has to act. */
export class PermanentError extends Error {}

/** @throws PermanentError, or an error that a retry may solve. */
export async function ask(api: Api, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (api.key !== undefined) headers.set("authorization", `Bearer ${api.key}`);
  const answer = await fetch(api.url + path, { ...init, headers });
  if (answer.ok) return answer;
  const message = `${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
  const { status } = answer;
  const isTemporary = status >= 500 || status === 408 || status === 429;
  if (!isTemporary) throw new PermanentError(message);
  throw new Error(message, { cause: Number(answer.headers.get("retry-after") ?? 0) });
}

/** Retries with growing pauses until `work` succeeds or fails permanently. `onError` gets the message of each failure. */
export async function retry<T>(
  work: () => Promise<T>,
  onError: (line: string) => void,
): Promise<T> {
  for (let waitMs = 500; ; waitMs = Math.min(2 * waitMs, 30_000)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof PermanentError) throw error;
      onError(String(error));
      const requestedS = error instanceof Error ? Number(error.cause) || 0 : 0;
      await sleep(Math.max(requestedS * 1000, waitMs * (0.5 + Math.random() / 2)));
    }
  }
}
