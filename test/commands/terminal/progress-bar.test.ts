import { describe, expect, test } from "vitest";
import { showBar, showProgress } from "../../../src/commands/terminal/progress-bar.ts";

function watch(stream: { isTTY?: boolean; columns?: number }) {
  const clock = { ms: 0 };
  let written = "";
  const write = (text: string) => {
    written += text;
    return true;
  };
  const progress = showProgress({ ...stream, write }, () => clock.ms);
  const told = () => {
    const text = written;
    written = "";
    return text;
  };
  return { clock, progress, told };
}

describe("on a terminal", () => {
  test("one line shows how far it is, which step, and how long it takes at this pace", () => {
    const { clock, progress, told } = watch({ isTTY: true, columns: 80 });
    clock.ms = 70_000;
    progress.begin(6, 10);
    clock.ms = 72_000;
    progress.step("2019-05-21");
    expect(told()).toBe(
      "\r\x1b[2K[################--------] 7/10  2019-05-21  0.5/s, about 6 s left",
    );
    clock.ms = 270_000;
    progress.step("2019-08-19");
    expect(told()).toContain("8/10  2019-08-19  0.0/s, about 4 min left");
    clock.ms = 40_070_000;
    progress.step("2019-08-20");
    expect(told()).toContain("0.0/s, about 3 h 43 min left");
    progress.step("2020-12-22");
    expect(told()).toContain("[########################] 10/10  2020-12-22  0.0/s, done");
  });

  test("a line in between stands above it, and in the end it is gone", () => {
    const { progress, told } = watch({ isTTY: true, columns: 30 });
    progress.begin(0, 2);
    progress.step("2019-05-21");
    const bar = told().replace("\r\x1b[2K", "");
    expect(bar).toHaveLength(29);
    progress.say("a line");
    expect(told()).toBe(`\r\x1b[2Ka line\n${bar}`);
    progress.aside(() => undefined);
    expect(told()).toBe(`\r\x1b[2K${bar}`);
    progress[Symbol.dispose]();
    progress[Symbol.dispose]();
    expect(told()).toBe("\r\x1b[2K");
    progress.say("another");
    expect(told()).toBe("another\n");
  });
});

test("elsewhere each step is a plain line", () => {
  const { progress, told } = watch({});
  progress.begin(0, 2);
  progress.step("2019-05-21");
  progress.say("a line");
  progress[Symbol.dispose]();
  expect(told()).toBe("2019-05-21  1 of 2, about 0 s left\na line\n");
});

test("a command that tells its steps itself has a bar on a terminal only", () => {
  const lines: string[] = [];
  const write = (text: string) => lines.push(text) > 0;
  for (const isTTY of [true, false]) {
    using bar = showBar({ isTTY, columns: 80, write }, () => 0);
    bar.begin(0, 2);
    bar.step("one");
    bar.say(`terminal: ${isTTY}`);
  }
  const bar = "[############------------] 1/2  one  1000.0/s, about 0 s left";
  expect(lines.join("").split("\r\u001b[2K")).toEqual([
    "",
    bar,
    `terminal: true\n${bar}`,
    "terminal: false\n",
  ]);
});
