/** The rules as an Atom feed, one item a rule: https://www.rfc-editor.org/rfc/rfc4287 */

import { Feed } from "feed";
import { type RuleStory, storyLines, storyTitle } from "./rule-story.ts";

export interface AtomOrigin {
  /** The URI that identifies the deployment. The ids of feed and items start with it. */
  readonly source: string;
  readonly publicUrl: string;
}

/** `stories` are newest first. An item keeps its id and is updated when the rule reaches a later stage. */
export function toAtom(stories: readonly RuleStory[], { source, publicUrl }: AtomOrigin): string {
  const updates = stories.map(updatedAt).sort();
  const feed = new Feed({
    id: `${source}:rules`,
    title: "Rules that amend the lists of the Bureau of Industry and Security",
    description:
      "The entries that each rule adds, modifies or removes, as soon as it goes on display",
    link: publicUrl,
    feedLinks: { atom: `${publicUrl}/feed.atom` },
    author: { name: "entitywire" },
    generator: "entitywire",
    // An empty feed has no time of its own.
    updated: new Date(updates.at(-1) ?? 0),
  });
  for (const story of stories) {
    const lines = storyLines(story).map(printable);
    const { rule } = story.ruleEvents.at(-1)?.data ?? {};
    feed.addItem({
      id: `${source}:rule:${encodeURIComponent(story.key)}`,
      title: printable(storyTitle(story)),
      link: rule?.url ?? `${publicUrl}/v1/rules/${encodeURIComponent(story.key)}`,
      date: new Date(updatedAt(story)),
      published: new Date(story.ruleEvents[0]?.time ?? 0),
      description: lines[0] ?? "",
      content: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n"),
    });
  }
  return feed.atom1();
}

function updatedAt({ ruleEvents, codifiedAt }: RuleStory): string {
  return [ruleEvents.at(-1)?.time ?? "", codifiedAt ?? ""].sort().at(-1) ?? "";
}

/** Removes characters that XML does not allow. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
