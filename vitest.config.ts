/** How the tests run: `quick`, `slow` and `image` are projects of their own, each with a command in package.json. */

import { defineConfig } from "vitest/config";

const SLOW = "test/slow/**/*.test.ts";
const IMAGE = "test/image/**/*.test.ts";

/** A net for what hangs, wide enough for a busy machine; no test judges speed by it. */
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: "test/support/ensure-programs.ts",
    // Tests send signals and hold native handles: they need processes, not threads.
    pool: "forks",
    // Many files wait for children, sockets and browsers: on two cores, one at a time leaves both half idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: ["test/**/*.test.ts"],
          exclude: [SLOW, IMAGE],
          // The files of one process share what they import: that is 40 % of the time.
          isolate: false,
          ...timeouts,
        },
      },
      { extends: true, test: { name: "slow", include: [SLOW], ...timeouts } },
      { extends: true, test: { name: "image", include: [IMAGE], ...timeouts } },
    ],
  },
});
