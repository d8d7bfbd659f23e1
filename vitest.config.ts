/** How the tests run: each file in a process of its own, because they hold native handles and send signals. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/ensure-programs.ts",
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
