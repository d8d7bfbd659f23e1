import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";

const WEBHOOK = {
  ENTITYWIRE_WEBHOOK_URL: "https://example.com/bis",
  ENTITYWIRE_WEBHOOK_SECRET: `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`,
};

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toMatchObject({ code: "config/invalid" });
    return (error as Error).message;
  }
  return "taken";
}

describe("ENTITYWIRE_WEBHOOK_TYPES", () => {
  test("is read with blanks around its commas", () => {
    const types = " rule.published, entity.added";
    const { webhook } = readConfig({ ...WEBHOOK, ENTITYWIRE_WEBHOOK_TYPES: types });
    expect(webhook?.types).toEqual(["entity.added", "rule.published"]);
  });

  // A misspelt type was waited for in silence, for good.
  test.each(["entity.addd", "rule.published,", "list.baselined"])(
    "%j names the wrong one and lists the right ones",
    (types) => {
      const wrong = types.split(",").at(-1);
      expect(refusal({ ...WEBHOOK, ENTITYWIRE_WEBHOOK_TYPES: types })).toBe(
        `the environment is invalid: ENTITYWIRE_WEBHOOK_TYPES: "${wrong}" cannot be pushed; choose from ` +
          "entity.added,entity.modified,entity.removed,entity.codified,rule.published",
      );
    },
  );

  test("without a webhook is refused", () => {
    expect(refusal({ ENTITYWIRE_WEBHOOK_TYPES: "entity.added" })).toMatch(
      /ENTITYWIRE_WEBHOOK_TYPES: there is no ENTITYWIRE_WEBHOOK_URL/,
    );
  });
});
