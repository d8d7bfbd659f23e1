/** Walks the history in a process of its own and kills that process at the n-th boundary; 0 lets it live. */

import { runBackfill } from "../../src/commands/backfill.ts";
import { showProgress } from "../../src/commands/terminal/progress-bar.ts";
import { historyConfig, walkQuickly } from "./open-history.ts";

const [data = "", url = "", from = "", killAt = "0"] = process.argv.slice(2);
let boundaries = 0;

await runBackfill(
  { out: () => undefined, err: () => undefined, env: {} },
  historyConfig(url),
  data,
  {
    from,
    progress: showProgress({ write: () => true }, () => 0),
    signal: new AbortController().signal,
    now: () => new Date("2026-03-28T13:00:00Z"),
    ...walkQuickly,
    onBoundary: (name) => {
      boundaries += 1;
      process.stdout.write(`${name}\n`);
      if (boundaries === Number(killAt)) process.kill(process.pid, "SIGKILL");
    },
  },
);
