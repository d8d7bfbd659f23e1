/** Runs the demo in a process of its own and kills that process at the n-th step boundary; 0 lets it live. */

import { runDemo } from "../../src/demo/demo.ts";

const [data, killAt] = [process.argv[2], Number(process.argv[3])];
let boundaries = 0;

await runDemo(
  { out: () => undefined, err: () => undefined, env: {} },
  {
    data,
    onBoundary: (name) => {
      boundaries += 1;
      process.stdout.write(`${name}\n`);
      if (boundaries === killAt) process.kill(process.pid, "SIGKILL");
    },
  },
);
