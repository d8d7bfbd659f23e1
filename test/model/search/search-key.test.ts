import { describe, expect, test } from "vitest";
import { matchScore, nameSound } from "../../../src/model/search/name-match.ts";
import { searchKey } from "../../../src/model/search/search-key.ts";

const score = (asked: string, name: string) =>
  matchScore(nameSound(asked), nameSound(name), () => 1);

describe("the search key of a name", () => {
  test.each([
    ["Hangzhou Hikvision Digital Technology Co., Ltd.", "hangzhou hikvision digital technology"],
    ["Joint Stock Company “Mikran”", "joint stock mikran"],
    ["OOO Вектор", "vektor"],
    ["A.B.C. L.L.C.", "abc"],
    ["Société Générale d’Électronique S.A.", "societe generale delectronique"],
    // A name that consists only of forms keeps them.
    ["The Company Ltd.", "the company ltd"],
    ["…", ""],
  ])("%s is %s", (name, key) => {
    expect(searchKey(name)).toBe(key);
  });
});

describe("a name matches", () => {
  test.each([
    ["itself in another script", "Микран", "Mikran"],
    ["another transliteration", "Micran", "Mikran"],
    ["another transliteration of a name of several words", "Iuzhnyi Zavod", "Yuzhny Zavod"],
    ["its words run together", "Hua Wei", "Huawei"],
    ["other accents", "Türk Havacılık", "Turk Havacilik"],
    ["another form of company", "Tupolev PJSC", "JSC Tupolev"],
  ])("%s exactly or almost", (_what, asked, name) => {
    expect(score(asked, name)).toBeGreaterThan(0.85);
  });

  test("better with fewer wrong letters, and itself best", () => {
    const ranked = ["Hikvision", "Hikvison", "Hikvizon", "Huawei"].map((asked) =>
      score(asked, "Hikvision"),
    );
    expect(ranked[0]).toBe(1);
    expect(ranked).toEqual(ranked.toSorted((a, b) => b - a));
    expect(new Set(ranked).size).toBe(4);
    expect(ranked.at(-1)).toBe(0);
  });

  test("a part of it, and less if more is left out", () => {
    expect(score("Hikvision", "Hangzhou Hikvision")).toBeGreaterThan(
      score("Hikvision", "Hangzhou Hikvision Digital Technology Research"),
    );
  });
});
