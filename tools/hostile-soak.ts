/** Part of `npm run soak`: 100 kB of each token at each place where a foreign text enters; prints the slowest. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hostilePlaces, TOKENS } from "../test/support/hostile-texts.ts";
import { findPatterns } from "./patterns/find-patterns.ts";
import { parsePattern } from "./patterns/program.ts";
import { wordsOf } from "./patterns/pumps.ts";

const LENGTH = 100_000;
const SHOWN = 10;
const GOAL_MS = 250;
const LONGEST_TOKEN = 60;

interface Timing {
  readonly ms: number;
  /** Of the time for a quarter of the text. Linear is 4, quadratic is 16. */
  readonly growth: number;
  readonly what: string;
}

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const places = hostilePlaces().filter(({ name }) => name.includes(process.argv[2] ?? ""));
const words = (await wordsOfParsers()).filter((word) => !TOKENS.includes(word));
console.log(
  `${places.length} places, ${TOKENS.length} tokens at each, ${words.length} words of patterns at one each`,
);
const slowest = [
  ...places.flatMap((place) => TOKENS.map((token) => time(place, token))),
  ...words.flatMap((word, at) => {
    const place = places[at % places.length];
    return place === undefined ? [] : [time(place, word)];
  }),
].sort((one, other) => other.ms - one.ms);
for (const { ms, growth, what } of slowest.slice(0, SHOWN)) {
  console.log(
    `${ms.toFixed(0).padStart(7)} ms, ${growth.toFixed(1)} times as for a quarter: ${what}`,
  );
}
const missed = slowest.filter(({ ms }) => ms > GOAL_MS).length;
console.log(`${missed} of ${slowest.length} above ${GOAL_MS} ms`);

function time({ name, read }: (typeof places)[number], token: string): Timing {
  const [quarter, whole] = [LENGTH / 4, LENGTH].map((length) => {
    const text = token.repeat(Math.ceil(length / token.length));
    const started = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return {
    ms: whole ?? 0,
    growth: (whole ?? 0) / Math.max(1, quarter ?? 0),
    what: `${name}: ${JSON.stringify(token)}`,
  };
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
