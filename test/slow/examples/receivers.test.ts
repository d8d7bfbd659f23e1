/** The example receivers: what is not from the service is refused, and what is ends in the list, whatever happens to them. */

import { createHash, createHmac } from "node:crypto";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { chance } from "../../support/chance.ts";
import { EXAMPLE_PROGRAMS, missingTools, printedList } from "../../support/example-programs.ts";
import { listedAfter } from "../../support/listed-after.ts";
import { openReceiver, type Receiver } from "../../support/open-receiver.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { SEED } from "../../support/seeded.ts";
import { marchLog, randomLogs } from "../../support/told-worlds.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const [FIRST, SECOND, FOREIGN] = ["a", "b", "c"].map((fill) => {
  return `whsec_${Buffer.from(fill.repeat(32)).toString("base64")}`;
}) as [string, string, string];

interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** As a service signs it, by the official library. `at` in seconds from now. */
function sign(event: LogEvent, secrets: readonly string[], at = 0): Message {
  const body = JSON.stringify(event);
  const now = new Date(Date.now() + at * 1000);
  return {
    body,
    headers: {
      "content-type": "application/cloudevents+json",
      "webhook-id": event.id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": secrets
        .map((secret) => new Webhook(secret).sign(event.id, now, body))
        .join(" "),
    },
  };
}

async function post(receiver: Receiver, { headers, body }: Message): Promise<number | "broken"> {
  const answer = await fetch(receiver.url(), { method: "POST", headers, body }).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status ?? "broken";
}

async function entityEvent(): Promise<LogEvent> {
  const found = (await marchLog()).find(({ type }) => type === "entity.added");
  if (found === undefined) throw new Error("March tells an addition");
  return found;
}

describe.each(EXAMPLE_PROGRAMS)("the receiver in $name", (program) => {
  const missing = missingTools(program);
  const title = missing.length === 0 ? "" : ` (skipped: this machine has no ${missing.join(", ")})`;
  const run = test.skipIf(missing.length > 0);

  run(
    `takes what is signed by the official library, during rotation too${title}`,
    async () => {
      const event = await entityEvent();
      const both = await openReceiver(program, join(scratchFolder(), "copy"), [FIRST, SECOND]);
      expect(await post(both, sign(event, [FIRST], 0))).toBe(204);
      expect(await post(both, sign(event, [SECOND], 1))).toBe(204);
      const path = join(scratchFolder(), "copy");
      const one = await openReceiver(program, path, [SECOND]);
      expect(await post(one, sign(event, [FIRST], 0))).toBe(401);
      expect(await post(one, sign(event, [FIRST, SECOND], 0))).toBe(204);
      expect(await post(one, sign(event, [SECOND, FIRST], 1))).toBe(204);
      expect(printedList(program, path)).toMatchObject([{ entryId: event.subject }]);
    },
    60_000,
  );

  run(
    `refuses a tampered body, an old timestamp and a replay${title}`,
    async () => {
      const event = await entityEvent();
      const path = join(scratchFolder(), "copy");
      const receiver = await openReceiver(program, path, [FIRST]);
      const right = sign(event, [FIRST]);
      const { headers, body } = right;
      const forged: Record<string, [Message, number]> = {
        "a tampered body": [{ headers, body: body.replace('"added"', '"removed"') }, 401],
        "a byte more": [{ headers, body: `${body} ` }, 401],
        "another secret": [sign(event, [FOREIGN]), 401],
        "an old timestamp": [sign(event, [FIRST], -310), 401],
        "a timestamp of the future": [sign(event, [FIRST], 310), 401],
        "another timestamp": [
          with_({ "webhook-timestamp": sign(event, [], 60).headers["webhook-timestamp"] }),
          401,
        ],
        "another id": [with_({ "webhook-id": `${event.id}0` }), 401],
        "an id that leads elsewhere": [with_({ "webhook-id": "../event" }), 400],
        "a timestamp that is none": [with_({ "webhook-timestamp": "now" }), 400],
        "another version of signature": [
          with_({ "webhook-signature": headers["webhook-signature"]?.replace("v1,", "v2,") }),
          401,
        ],
        "half a signature": [
          with_({ "webhook-signature": headers["webhook-signature"]?.slice(0, 20) }),
          401,
        ],
        "an empty signature": [with_({ "webhook-signature": "v1," }), 401],
        "no id": [with_({ "webhook-id": undefined }), 400],
        "no timestamp": [with_({ "webhook-timestamp": undefined }), 400],
      };
      function with_(part: Record<string, string | undefined>): Message {
        const changed = Object.entries({ ...headers, ...part }).filter(
          ([, value]) => value !== undefined,
        );
        return { headers: Object.fromEntries(changed) as Record<string, string>, body };
      }
      for (const [name, [message, status]] of Object.entries(forged)) {
        expect([name, await post(receiver, message)]).toEqual([name, status]);
      }
      expect(printedList(program, path)).toEqual([]);
      const large = sign({ ...event, id: "event_large", subject: "x".repeat(MAX_BYTES) }, [FIRST]);
      // It may break the connection rather than read on.
      expect([413, "broken"]).toContain(await post(receiver, large));
      expect(printedList(program, path)).toEqual([]);
      expect(await post(receiver, right)).toBe(204);
      expect(await post(receiver, right)).toBe(409);
      // It remembers, whatever happens to it.
      await receiver.killAndStart();
      expect(await post(receiver, right)).toBe(409);
      // The sender did not hear the answer, and tries again later.
      expect(await post(receiver, sign(event, [FIRST], 1))).toBe(204);
      expect(printedList(program, path)).toMatchObject([{ entryId: event.subject }]);
    },
    60_000,
  );

  run(
    `takes nothing where its secret is none${title}`,
    async () => {
      const event = await entityEvent();
      const receiver = await openReceiver(program, join(scratchFolder(), "copy"), ["whsec_"]);
      const { headers, body } = sign(event, [FIRST]);
      // What a receiver would hold for right that signs with no key, or whose tools fail it.
      const guesses = [
        createHmac("sha256", "").update(`${event.id}.${headers["webhook-timestamp"]}.${body}`),
        createHash("sha256"),
      ].map((hash) => `v1,${hash.digest("base64")}`);
      for (const guess of [...guesses, "v1,"]) {
        const forged = { ...headers, "webhook-signature": guess };
        expect(await post(receiver, { headers: forged, body })).toBe(500);
      }
    },
    60_000,
  );

  run(
    `killed at random, it ends with the list, in whatever order events come${title}`,
    async () => {
      const { integer, shuffle } = chance(SEED);
      const logs = await randomLogs(12, SEED);
      const log = logs.find((one) => one.some(({ type }) => type === "entry.merged")) ?? [];
      expect(log.map(({ type }) => type)).toEqual(
        expect.arrayContaining(["entry.history", "entity.removed"]),
      );
      const path = join(scratchFolder(), "copy");
      const receiver = await openReceiver(program, path, [FIRST]);
      let kills = 0;
      for (const event of shuffle([...log, ...log])) {
        // Two tries of one second are one message: the sender waits longer than that.
        for (let at = integer(0, 60); ; at += 1) {
          const answer = post(receiver, sign(event, [FIRST], at));
          if (integer(0, 5) === 0) {
            await new Promise((resolve) => setTimeout(resolve, integer(0, 60)));
            await receiver.killAndStart();
            kills += 1;
          }
          const status = await answer;
          if (status === 204) break;
          expect(["broken", 409, 500]).toContain(status);
        }
      }
      expect(kills).toBeGreaterThan(3);
      expect(printedList(program, path)).toEqual(listedAfter(log));
    },
    120_000,
  );
});
