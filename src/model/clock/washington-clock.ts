/** The wall clock of Washington, which the Federal Register follows. */

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** To the minute, as ms since 1970, as if it were UTC. */
export function wallClock(instant: number): number {
  const part = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = part;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
}

export function washingtonDay(instant: Date): string {
  return new Date(wallClock(instant.getTime())).toISOString().slice(0, 10);
}
