/** Ends a run of tests with the line `N passed, N failed`, as `.ci/run` does. */

import type { Reporter, TestModule } from "vitest/node";

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that does not load and a hook that fails count as well: their tests are skipped or unknown.
    const failed = count("failed") + suites.filter((suite) => suite.errors().length > 0).length;
    const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
    // After the summary of the reporter before this one.
    process.once("exit", () => {
      process.stdout.write(`${count("passed")} passed, ${failed} failed${skipped}\n`);
    });
  }
}
