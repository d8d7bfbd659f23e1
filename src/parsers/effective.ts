/** When a rule takes effect, from its DATES paragraph. */

import { readDate } from "./dates.ts";
import { splitSentences } from "./sentences.ts";

export interface Effective {
  readonly effectiveOn: string | null;
  /** Only where a time of day stands beside a date: `4:15 p.m. Eastern Daylight Time, May 16, 2019`. */
  readonly effectiveAt: string | null;
  /** The text as printed. */
  readonly effectiveNote: string | null;
}

const TIME = /\b(\d{1,2})(?::(\d{2}))?\s*([ap])\.?\s?m\b/i;
const MINUTE_MS = 60_000;

/** The Federal Register's times are those of Washington. */
const newYork = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** `[INSERT DATE OF DISPLAY …]` and "upon publication" give no date: the note keeps them. */
export function readEffective(note: string | null): Effective {
  const sentence = splitSentences(note ?? "").find((text) => /\beffective\b/i.test(text)) ?? "";
  const effectiveOn = readDate(sentence);
  const time = TIME.exec(sentence);
  return {
    effectiveOn,
    effectiveAt: effectiveOn === null || time === null ? null : instantOf(effectiveOn, time),
    effectiveNote: note,
  };
}

function instantOf(date: string, [, hours, minutes, half]: RegExpExecArray): string | null {
  const hour = (Number(hours) % 12) + (half?.toLowerCase() === "p" ? 12 : 0);
  const local = Date.parse(`${date}T00:00:00Z`) + (hour * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  if (Number.isNaN(local)) return null;
  // The offset is read off the clock of the guess; the guess is hours away from any change of clocks.
  const offset = wallClock(local) - local;
  return new Date(local - offset).toISOString().replace(".000Z", "Z");
}

/** What New York's clocks show at the instant, as if it were UTC. */
function wallClock(instant: number): number {
  const part = Object.fromEntries(
    newYork.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = part;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
}
