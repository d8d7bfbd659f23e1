import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dateChangelog } from "../../tools/release/date-changelog.ts";

const CHANGELOG =
  "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n\n## [1.0.0] - 2025-01-01\n";

test("what is unreleased gets the version and the day, and the heading stays", () => {
  expect(dateChangelog(CHANGELOG, "1.1.0", "2025-02-01")).toBe(
    CHANGELOG.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [1.1.0] - 2025-02-01\n"),
  );
});

test.each([
  ["no change", CHANGELOG.replace("- One.", ""), "1.1.0", "lists no change"],
  ["no heading", CHANGELOG.replace("[Unreleased]", "Next"), "1.1.0", "one heading"],
  ["a version that is there", CHANGELOG, "1.0.0", "a section for 1.0.0 already"],
])("%s is refused", (_name, changelog, version, why) => {
  expect(() => dateChangelog(changelog, version, "2025-02-01")).toThrow(why);
});

test("the project's own changelog can be released once it lists a change", () => {
  const own = readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8");
  const changed = own.replace("## [Unreleased]\n", "## [Unreleased]\n\n- One more.\n");
  expect(dateChangelog(changed, "999.0.0", "2025-02-01")).toContain("## [999.0.0] - 2025-02-01");
});
