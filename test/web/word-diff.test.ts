import { expect, test } from "vitest";
import { wordDiff } from "../../src/web/word-diff.ts";

/** `-gone-` and `+come+`, as plain text. */
async function marked(before: string, after: string): Promise<string> {
  return `${await wordDiff(before, after)}`
    .replaceAll(/<\/?(?:span|bdi)>/g, "")
    .replaceAll(/<\/?del>/g, "-")
    .replaceAll(/<\/?ins>/g, "+");
}

test("what went is struck and what came is marked, word by word", async () => {
  expect(await marked("1 Rue Haute, Paris", "2 Rue Haute, Lyon")).toBe(
    "-1-+2+ Rue Haute, -Paris-+Lyon+",
  );
});

test("a member that came or went is whole, and one that was changed is by its words", async () => {
  expect(
    await marked("a.k.a. Alpha\na.k.a. Beta", "a.k.a. Alpha\na.k.a. Alpha Aero\na.k.a. Beta"),
  ).toBe("a.k.a. Alpha\n+a.k.a. Alpha Aero+\na.k.a. Beta");
  expect(await marked("Alpha\nBeta", "Beta")).toBe("-Alpha-\nBeta");
  expect(await marked("3, rue Haute\nGamma", "3, Rue Haute\nGamma")).toBe(
    "3, -rue-+Rue+ Haute\nGamma",
  );
});

test("what was not there before is all new", async () => {
  expect(await marked("", "Alpha")).toBe("+Alpha+");
  expect(await marked("", "Alpha\nBeta")).toBe("+Alpha+\n+Beta+");
});

test("a text is shown and not run", async () => {
  expect(`${await wordDiff("", "<script>")}`).toBe("<ins><bdi>&lt;script&gt;</bdi></ins>");
});

test("texts with little in common stand whole, one behind the other", async () => {
  const words = (letter: string) => Array.from({ length: 1_000 }, (_, at) => letter + at).join(" ");
  expect(await marked(words("a"), words("b"))).toBe(`-${words("a")}- +${words("b")}+`);
});
