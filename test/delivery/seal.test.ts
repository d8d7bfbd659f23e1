import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSeal } from "../../src/delivery/seal.ts";
import { sealingKeyOf } from "../../src/delivery/sealing-key.ts";
import { scratchFolder } from "../support/scratch.ts";

const [KEY, OTHER] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const SECRET = "whsec_a-secret-of-somebody";

test("what is sealed shows nothing, differs each time, and opens with its key", () => {
  const seal = createSeal(KEY);
  const [one, two] = [seal.seal(SECRET, "a"), seal.seal(SECRET, "a")];
  expect(one).not.toBe(two);
  for (const sealed of [one, two]) {
    expect(sealed).not.toContain("secret");
    expect(Buffer.from(sealed, "base64url").includes("secret")).toBe(false);
    expect(createSeal(KEY).open(sealed, "a")).toBe(SECRET);
  }
});

test("a wrong key is reported as such, and no key is shown", () => {
  const sealed = createSeal(KEY).seal(SECRET, "the secret of endpoint_1");
  const other = createSeal(OTHER);
  expect(() => other.open(sealed, "the secret of endpoint_1")).toThrow(
    expect.objectContaining({
      code: "seal/wrong-key",
      message: `the secret of endpoint_1 was sealed with key ${createSeal(KEY).keyId}, but the current key is ${other.keyId}`,
    }),
  );
  expect(KEY.toString("hex")).not.toContain(createSeal(KEY).keyId);
});

test("what was changed, cut short, or sealed for another does not open", () => {
  const seal = createSeal(KEY);
  const sealed = seal.seal(SECRET, "a");
  const turned = sealed.endsWith("A") ? "B" : "A";
  const wrong = [
    `${sealed.slice(0, -4)}${turned}${sealed.slice(-3)}`,
    sealed.slice(0, 30),
    "",
    "x",
  ];
  for (const text of wrong) {
    expect(() => seal.open(text, "a")).toThrow(expect.objectContaining({ code: "seal/damaged" }));
  }
  expect(() => seal.open(sealed, "b")).toThrow(expect.objectContaining({ code: "seal/damaged" }));
});

test("a folder has one key, for its owner alone, and a file that holds none is refused", () => {
  const folder = scratchFolder();
  const key = sealingKeyOf(folder);
  expect(key).toHaveLength(32);
  expect(sealingKeyOf(folder)).toEqual(key);
  const path = join(folder, "sealing.key");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(sealingKeyOf(scratchFolder())).not.toEqual(key);
  writeFileSync(path, "cut sho");
  expect(() => sealingKeyOf(folder)).toThrow(expect.objectContaining({ code: "seal/key-file" }));
});
