import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { VARIABLES } from "../../src/config.ts";
import { readCompose } from "../support/compose-file.ts";
import { argumentsOf, readStages } from "../support/dockerfile.ts";

/** Ours by name, in comments as well. */
const OURS = /\b(?:ENTITYWIRE_[A-Z_]+|REDIS_URL|LOG_LEVEL)\b/g;

describe("what the shipped files say to the service it reads", () => {
  test.each([
    ["Dockerfile", 3],
    ["docker-compose.yml", 14],
    ["deploy/entitywire.service", 3],
  ])("%s names %i variables, each of them one that the configuration knows", (path, count) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    const named = new Set(text.match(OURS));
    expect(named.size).toBe(count);
    expect(VARIABLES).toEqual(expect.arrayContaining([...named]));
  });

  test("and nothing else is set", () => {
    const set = [
      ...readStages().flatMap((stage) => argumentsOf(stage, "ENV")),
      ...Object.keys(readCompose().services.entitywire.environment ?? {}),
    ].map((pair) => pair.replace(/=.*/, ""));
    expect(set.length).toBeGreaterThan(1);
    for (const name of set) expect(VARIABLES).toContain(name);
    expect(readCompose().services.redis).not.toHaveProperty("environment");
  });
});
