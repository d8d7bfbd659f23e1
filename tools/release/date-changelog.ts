/** The changelog in the form of https://keepachangelog.com/en/1.1.0/. */

const UNRELEASED = /^## \[Unreleased\]\n/m;

/**
 * What stands under `[Unreleased]` gets the version and the day; the heading stays, empty.
 * @throws Error where there is nothing to release, or the version is released already
 */
export function dateChangelog(changelog: string, version: string, day: string): string {
  const [before, after, ...more] = changelog.split(UNRELEASED);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error("CHANGELOG.md needs one heading [Unreleased]");
  }
  const [changes = ""] = after.split(/^## /m);
  if (!/^- /m.test(changes)) throw new Error("CHANGELOG.md lists no change under [Unreleased]");
  if (after.includes(`## [${version}]`)) {
    throw new Error(`CHANGELOG.md has a section for ${version} already`);
  }
  return `${before}## [Unreleased]\n\n## [${version}] - ${day}\n${after}`;
}
