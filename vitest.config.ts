/** How the tests run: each file in a process of its own, because they hold native handles and send signals. */

import { defineConfig } from "vitest/config";

const SLOW = "test/slow/**/*.test.ts";

/** A net for what hangs, wide enough for a busy machine; no test judges speed by it. */
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: "test/support/ensure-programs.ts",
    pool: "forks",
    // Many files wait for children, sockets and browsers: on two cores, one at a time leaves both half idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "quick", include: ["test/**/*.test.ts"], exclude: [SLOW], ...timeouts },
      },
      { extends: true, test: { name: "slow", include: [SLOW], ...timeouts } },
    ],
  },
});
