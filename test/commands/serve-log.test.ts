import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { logApiFaults } from "../../src/commands/serve-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openFaultLog() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  return { lines, faults: logApiFaults(log) };
}

test("errors of requests without a key fill no log: a few lines a minute, and how many more there were", () => {
  const { lines, faults } = openFaultLog();
  for (let nth = 0; nth < 1_000; nth += 1) faults.record(new Error(`failure ${nth}`), null);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatchObject({
    msg: "api.failed",
    reason: "failure 0",
    stack: expect.any(String),
  });
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(10)).toEqual([expect.objectContaining({ msg: "api.failed", leftOut: 990 })]);
  // The next minute begins with the next error.
  vi.advanceTimersByTime(600_000);
  for (let nth = 0; nth < 11; nth += 1) faults.record(new Error("again"), null);
  expect(lines).toHaveLength(21);
  faults[Symbol.dispose]();
  expect(lines.at(-1)).toMatchObject({ leftOut: 1 });
});

test("every error of a request with a key is logged, also while others are left out", () => {
  const { lines, faults } = openFaultLog();
  for (let nth = 0; nth < 50; nth += 1) faults.record(new Error("theirs"), null);
  for (let nth = 0; nth < 50; nth += 1) faults.record(new Error("ours"), "key_1");
  expect(lines.filter(({ reason }) => reason === "ours")).toHaveLength(50);
  faults[Symbol.dispose]();
});
