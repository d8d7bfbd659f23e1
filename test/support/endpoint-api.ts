/** The API over a real pipeline, asked with a key that may manage. */

import { expect, onTestFinished } from "vitest";
import { openPublicServer } from "../../src/api/public-server.ts";
import { createKey } from "../../src/db/subscribers/keys.ts";
import { fillNews } from "./fill-news.ts";
import { openTestPipeline } from "./open-test-pipeline.ts";
import { makeRow } from "./small-world.ts";

const WORLD = { rows: [makeRow("Alpha")], rules: [], date: "2025-03-24" };

export async function openEndpointApi() {
  const { store, endpointService, deps, listDeps, clock, run } = await openTestPipeline(WORLD);
  const faults: unknown[] = [];
  onTestFinished(() => expect(faults).toEqual([]));
  const server = await openPublicServer({
    ...{
      host: "127.0.0.1",
      port: 0,
      auth: "on",
      adminKey: null,
      requestsAMinute: 1_000_000,
      version: "0.0.0",
    },
    ...{ store, keyStore: store, endpointService, now: deps.now },
    ...listDeps.origin,
    onFault: (error) => void faults.push(error),
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  const keyOf = (scope: "read" | "manage") =>
    store.transact((tx) => createKey(tx, { name: scope, scope }, clock.now)).secret;
  const askAs = async (
    scope: "read" | "manage" | null,
    method: string,
    path: string,
    given?: unknown,
  ) => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(scope !== null && { authorization: `Bearer ${keyOf(scope)}` }),
        ...(given !== undefined && { "content-type": "application/json" }),
      },
      ...(given !== undefined && { body: JSON.stringify(given) }),
    });
    const text = await answer.text();
    // biome-ignore lint/suspicious/noExplicitAny: what it holds is what the test is about
    const body: any = text === "" ? null : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body };
  };
  return {
    askAs,
    ask: (method: string, path: string, body?: unknown) => askAs("manage", method, path, body),
    /** The log up to there, and what follows from it. */
    run: async (upTo: number) => {
      fillNews(store, upTo, { now: clock.now });
      await run({ step: "sweep" });
    },
  };
}
