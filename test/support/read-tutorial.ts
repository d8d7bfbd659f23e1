/** The shell of a document written for people: each block, and what it is to print. */

export interface TutorialBlock {
  readonly lines: string;
  /** Null where nothing is shown. */
  readonly prints: string | null;
}

export function readTutorial(markdown: string): TutorialBlock[] {
  const blocks: TutorialBlock[] = [];
  for (const [, language, text = ""] of markdown.matchAll(/^```(sh|text)\n([\s\S]*?)^```$/gm)) {
    if (language === "sh") {
      blocks.push({ lines: text, prints: null });
      continue;
    }
    const last = blocks.pop();
    if (last === undefined || last.prints !== null) throw new Error(`nothing prints: ${text}`);
    blocks.push({ ...last, prints: text });
  }
  return blocks;
}

/** Matches what is shown, where `…` stands for anything. */
export function asShown(prints: string): RegExp {
  const parts = prints.trim().split("…");
  return new RegExp(`^${parts.map((part) => RegExp.escape(part)).join("[\\s\\S]*")}$`);
}
