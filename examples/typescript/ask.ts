// SPDX-License-Identifier: MIT-0

/** Requests to the API, and what is to be done where one fails. */

import { setTimeout as sleep } from "node:timers/promises";

export interface Api {
  /** `https://wire.example.com` */
  readonly url: string;
  /** `ew_…`; undefined where the service asks for none. */
  readonly key: string | undefined;
}

/** No retry mends it: a person has to. */
export class Hopeless extends Error {}

/** @throws Hopeless, or an error that a retry may mend. */
export async function ask(api: Api, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (api.key !== undefined) headers.set("authorization", `Bearer ${api.key}`);
  const answer = await fetch(api.url + path, { ...init, headers });
  if (answer.ok) return answer;
  const said = `${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
  const { status } = answer;
  const isPassing = status >= 500 || status === 408 || status === 429;
  if (!isPassing) throw new Hopeless(said);
  throw new Error(said, { cause: Number(answer.headers.get("retry-after") ?? 0) });
}

/** Again and again, with growing patience, until it is done or hopeless. `said` hears of each failure. */
export async function insist<T>(work: () => Promise<T>, said: (line: string) => void): Promise<T> {
  for (let waitMs = 500; ; waitMs = Math.min(2 * waitMs, 30_000)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      said(String(error));
      const askedFor = error instanceof Error ? Number(error.cause) || 0 : 0;
      await sleep(Math.max(askedFor * 1000, waitMs * (0.5 + Math.random() / 2)));
    }
  }
}
