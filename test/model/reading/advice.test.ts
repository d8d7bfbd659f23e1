import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adviceOn } from "../../../src/model/reading/advice.ts";

const FAMILIES =
  "about-rule|add|amendment|claim|correction|delay|document|effective|instruction|name|redesignate|remove|reread|revise|row|rule|table|text|withdrawal";

test("each problem code has its own advice", () => {
  const files = globSync("src/{model,parsers,workers}/**/*.ts").filter(
    (path) => !path.endsWith("/advice.ts"),
  );
  const code = new RegExp(`"((?:${FAMILIES})/[a-z-]+)"`, "g");
  const raised = files.flatMap((path) => [...readFileSync(path, "utf8").matchAll(code)]);
  const codes = new Set(raised.map(([, one]) => one ?? ""));
  expect(codes.size).toBeGreaterThan(20);
  const without = [...codes].filter((one) => adviceOn(one) === adviceOn("nobody/knows"));
  expect(without).toEqual([]);
});
