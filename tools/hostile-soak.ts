/**
 * Part of `npm run soak`: 100 kB of each token at each place where a foreign text enters; prints the slowest. An argument
 * is a part of a place's name and selects places. Exits with 1 if a text takes longer than the goal.
 */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hostilePlaces } from "../test/support/hostile-texts/places.ts";
import { TOKENS } from "../test/support/hostile-texts/tokens.ts";
import { findPatterns } from "./patterns/find-patterns.ts";
import { parsePattern } from "./patterns/program.ts";
import { wordsOf } from "./patterns/pumps.ts";

const LENGTH = 100_000;
const SHOWN = 10;
/** Places between two prints of the slowest. */
const SHOWN_EACH = 10;
const GOAL_MS = 250;
const LONGEST_TOKEN = 60;

type Place = ReturnType<typeof hostilePlaces>[number];

interface Timing {
  /** CPU time of this thread, so that other load on the machine does not count. */
  readonly ms: number;
  /** Of the time for a quarter of the text. Linear is 4, quadratic is 16. */
  readonly growth: number;
  readonly place: string;
  readonly token: string;
}

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const places = hostilePlaces().filter(({ name }) => name.includes(process.argv[2] ?? ""));
const words = (await wordsOfParsers()).filter((word) => !TOKENS.includes(word));
console.log(
  `${places.length} places, ${TOKENS.length} tokens at each, ${words.length} words of patterns at one each`,
);
const slowest: Timing[] = [];
let [tried, missed] = [0, 0];
for (const [at, place] of places.entries()) {
  const timings = [...TOKENS, ...words.filter((_, word) => word % places.length === at)].map(
    (token) => time(place, token),
  );
  tried += timings.length;
  missed += timings.filter(({ ms }) => ms > GOAL_MS).length;
  slowest.push(...timings);
  slowest.sort((one, other) => other.ms - one.ms).splice(SHOWN);
  const [worst] = timings.sort((one, other) => other.ms - one.ms);
  if (worst !== undefined) console.log(`${at + 1} of ${places.length}: ${print(worst)}`);
  if ((at + 1) % SHOWN_EACH === 0 || at + 1 === places.length) printSlowest();
}
process.exitCode = missed === 0 ? 0 : 1;

function printSlowest(): void {
  console.log(`The slowest of ${tried} texts:`);
  for (const timing of slowest) console.log(`  ${print(timing)}`);
  console.log(`${missed} of ${tried} above ${GOAL_MS} ms`);
}

function print({ ms, growth, place, token }: Timing): string {
  return `${ms.toFixed(0)} ms, ${growth.toFixed(1)} times as for a quarter: ${place}: ${JSON.stringify(token)}`;
}

function time(place: Place, token: string): Timing {
  const [quarter, whole] = [LENGTH / 4, LENGTH].map((length) =>
    timeOnce(place, token.repeat(Math.ceil(length / token.length))),
  ) as [number, number];
  return { ms: whole, growth: whole / Math.max(1, quarter), place: place.name, token };
}

function timeOnce({ read }: Place, text: string): number {
  const started = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}

/** The shortest words that the parsers' own patterns match. */
async function wordsOfParsers(): Promise<string[]> {
  const files = execFileSync("git", ["ls-files", "--", "src/parsers"], { encoding: "utf8" })
    .split("\n")
    .filter((file) => file.endsWith(".ts"));
  const { patterns } = await findPatterns(files, files);
  const found = patterns.map((pattern) => wordsOf(parsePattern(pattern), pattern.flags)[0] ?? "");
  return [...new Set(found)].filter((word) => word !== "" && word.length <= LONGEST_TOKEN);
}
