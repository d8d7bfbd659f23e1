/** Shared options and argument parsers of the command line. */

import { InvalidArgumentError, Option } from "commander";
import { isDay } from "../../model/clock/day.ts";

export function dataOption(): Option {
  return new Option("--data <dir>", "the data folder with the store").default("./data");
}

export function dayArgument(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError("It must be a valid day: YYYY-MM-DD.");
  return text;
}

export function instantArgument(text: string): Date {
  const instant = new Date(text);
  const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  // `Date` reads 30 February as 2 March.
  if (!isWritten || !isDay(text.slice(0, 10)) || Number.isNaN(instant.getTime())) {
    throw new InvalidArgumentError("It must be a valid instant such as 2024-01-10T00:00:00Z.");
  }
  return instant;
}

export function countArgument(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
