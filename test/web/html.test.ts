import { describe, expect, test } from "vitest";
import { linksFrom, shorten } from "../../src/web/html.ts";

describe("links", () => {
  test.each([
    ["/", "/rules/1", "./rules/1"],
    ["/search", "/", "./"],
    ["/rules/1", "/entries/2", "../entries/2"],
    ["/manage/endpoints/1", "/assets/site.css", "../../assets/site.css"],
  ])("from %s to %s are %s, wherever the site stands", (page, target, link) => {
    expect(linksFrom(page)(target)).toBe(link);
    const base = `https://lists.example/below`;
    expect(new URL(link, base + page).href).toBe(base + target);
  });
});

describe("a title", () => {
  test("that fits stays", () => {
    expect(shorten("Société", 7)).toBe("Société");
  });

  test("is not cut within a letter", () => {
    const accented = "e\u0301";
    expect(shorten(accented.repeat(10), 5)).toBe(`${accented.repeat(4)}…`);
    expect(shorten("x".repeat(2_000), 90)).toHaveLength(90);
  });
});
