import { expect, test } from "vitest";
import { wordDiff } from "../../src/web/word-diff.ts";

test("what went is struck and what came is marked, word by word", async () => {
  expect(`${await wordDiff("1 Rue Haute, Paris", "2 Rue Haute, Lyon")}`).toBe(
    "<del><bdi>1</bdi></del><ins><bdi>2</bdi></ins><span> Rue Haute, </span><del><bdi>Paris</bdi></del><ins><bdi>Lyon</bdi></ins>",
  );
});

test("a text is shown and not run", async () => {
  expect(`${await wordDiff("", "<script>")}`).toBe("<ins><bdi>&lt;script&gt;</bdi></ins>");
});

test("texts with little in common stand whole, one behind the other", async () => {
  const words = (letter: string) => Array.from({ length: 1_000 }, (_, at) => letter + at).join(" ");
  expect(`${await wordDiff(words("a"), words("b"))}`).toBe(
    `<del><bdi>${words("a")}</bdi></del> <ins><bdi>${words("b")}</bdi></ins>`,
  );
});
