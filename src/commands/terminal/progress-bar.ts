/** Progress of a long command: a redrawn line on a terminal, otherwise one line per step. */

export interface Progress {
  /** `done` of `total` steps are already complete. The remaining time is estimated from here on. */
  begin(done: number, total: number): void;
  /** Completes one step. */
  step(what: string): void;
  /** Prints a permanent line. */
  say(line: string): void;
  /** Runs `write` so that its output appears above the bar. */
  aside(write: () => void): void;
  /** Removes the bar. */
  [Symbol.dispose](): void;
}

type Stream = Pick<NodeJS.WriteStream, "write"> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

const BAR_COLUMNS = 24;
const DEFAULT_COLUMNS = 80;
const ERASE_LINE = "\r\x1b[2K";

/** For commands that print their own lines per step: a bar on a terminal, otherwise nothing. */
export function showBar(stream: Stream, now: () => number): Progress {
  if (stream.isTTY === true) return showProgress(stream, now);
  return { ...NO_BAR, say: (line) => void stream.write(`${line}\n`) };
}

export const NO_BAR: Progress = {
  begin: () => undefined,
  step: () => undefined,
  say: () => undefined,
  aside: (write) => write(),
  [Symbol.dispose]: () => undefined,
};

/** `now` is in ms. */
export function showProgress(stream: Stream, now: () => number): Progress {
  const isTerminal = stream.isTTY === true;
  let [done, total, steps, startedAt] = [0, 0, 0, 0];
  let bar = "";

  const estimate = (): string => {
    const leftMs = ((now() - startedAt) / steps) * (total - done);
    return done === total ? "done" : `about ${describeTime(leftMs)} left`;
  };
  const draw = (line: string): void => {
    bar = line.slice(0, Math.max(0, (stream.columns || DEFAULT_COLUMNS) - 1));
    stream.write(`${ERASE_LINE}${bar}`);
  };

  const aside = (write: () => void): void => {
    if (bar !== "") stream.write(ERASE_LINE);
    write();
    if (bar !== "") stream.write(bar);
  };

  return {
    aside,
    begin: (before, all) => {
      [done, total, steps, startedAt] = [before, all, 0, now()];
    },
    step: (what) => {
      done += 1;
      steps += 1;
      const left = estimate();
      if (!isTerminal) {
        stream.write(`${what}  ${done} of ${total}, ${left}\n`);
        return;
      }
      const filled = Math.floor((BAR_COLUMNS * done) / total);
      const columns = "#".repeat(filled).padEnd(BAR_COLUMNS, "-");
      const rate = ((1000 * steps) / Math.max(1, now() - startedAt)).toFixed(1);
      draw(`[${columns}] ${done}/${total}  ${what}  ${rate}/s, ${left}`);
    },
    say: (line) => aside(() => void stream.write(`${line}\n`)),
    [Symbol.dispose]: () => {
      if (bar !== "") stream.write(ERASE_LINE);
      bar = "";
    },
  };
}

function describeTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
