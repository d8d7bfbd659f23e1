/** What options and arguments of the command line are, and how they are read. */

import { InvalidArgumentError, Option } from "commander";
import { isDay } from "../../model/clock/day.ts";

export function dataOption(): Option {
  return new Option("--data <dir>", "the folder of the store").default("./data");
}

export function dayArgument(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError("A day is one that exists, written YYYY-MM-DD.");
  return text;
}

export function instantArgument(text: string): Date {
  const instant = new Date(text);
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  // `Date` takes 30 February for 2 March.
  if (!isWritten || !isDay(text.slice(0, 10)) || Number.isNaN(instant.getTime())) {
    throw new InvalidArgumentError("An instant is one that exists, written 2024-01-10T00:00:00Z.");
  }
  return instant;
}

export function countArgument(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a whole number is needed.");
  return Number(text);
}
