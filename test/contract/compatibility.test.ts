/** The schemas that a release published are kept: a later one may add to them, and do nothing else. */

import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { schemaFiles } from "../../tools/contract/contract-files.ts";
import { findBreaks } from "../../tools/contract/find-breaks.ts";
import { readPublished } from "../../tools/contract/published-schemas.ts";

const PUBLISHED = fileURLToPath(new URL("../../contract/published/v1", import.meta.url));

interface Schema {
  properties: Record<string, Schema>;
  $defs: Record<string, Schema>;
  required: string[];
  anyOf: Schema[];
  enum: unknown[];
  [keyword: string]: unknown;
}

const ADDED = "entity.added.v1.json";

/** Today's schemas, one of them changed. */
function changed(change: (schema: Schema) => void): string[] {
  const today = structuredClone(schemaFiles()) as Map<string, object>;
  change(today.get(ADDED) as Schema);
  return findBreaks(readPublished(PUBLISHED), today);
}

const dataOf = (schema: Schema) => schema.properties["data"] as Schema;
const defOf = (schema: Schema, name: string) => schema.$defs[name] as Schema;

test("nothing that was published is broken today", () => {
  expect(readPublished(PUBLISHED).size).toBeGreaterThanOrEqual(17);
  expect(findBreaks(readPublished(PUBLISHED), schemaFiles())).toEqual([]);
});

describe("an addition breaks nothing:", () => {
  test.each<[string, (schema: Schema) => void]>([
    [
      "a property",
      (schema) => {
        dataOf(schema).properties["later"] = { type: "string" } as unknown as Schema;
      },
    ],
    [
      "a property that always comes",
      (schema) => {
        defOf(schema, "Entry").properties["later"] = { type: "string" } as unknown as Schema;
        defOf(schema, "Entry").required.push("later");
      },
    ],
    ["a property that always comes from now on", (schema) => dataOf(schema).required.push("match")],
    [
      "a value of an open enumeration",
      (schema) => {
        (dataOf(schema).properties["list"] as Schema).anyOf[0]?.enum.push("NEW");
      },
    ],
    [
      "other words",
      (schema) => {
        dataOf(schema).properties["list"] = {
          ...(dataOf(schema).properties["list"] as Schema),
          ...{ description: "Other words.", examples: ["UVL"] },
        };
      },
    ],
    [
      "a definition that stands in its place",
      (schema) => {
        dataOf(schema).properties["after"] = defOf(schema, "Entry");
      },
    ],
  ])("%s", (_name, change) => {
    expect(changed(change)).toEqual([]);
  });

  test("a type of event", () => {
    const today = new Map([...schemaFiles(), ["entity.renamed.v1.json", { type: "object" }]]);
    expect(findBreaks(readPublished(PUBLISHED), today)).toEqual([]);
  });
});

describe("anything else is a break:", () => {
  test.each<[string, (schema: Schema) => void, string]>([
    [
      "a property that is gone",
      (schema) => delete defOf(schema, "Entry").properties["remarks"],
      "data.after.remarks: the property is gone",
    ],
    [
      "a property that another takes the place of",
      (schema) => {
        const { name, ...rest } = defOf(schema, "Alias").properties;
        defOf(schema, "Alias").properties = { ...rest, title: name as Schema };
      },
      "data.after.aliases[].name: the property is gone",
    ],
    [
      "a property that need not come any more",
      (schema) => {
        dataOf(schema).required = dataOf(schema).required.filter((name) => name !== "entryVersion");
      },
      "data.entryVersion: it always came, and need not any more",
    ],
    [
      "another type",
      (schema) => {
        schema.properties["sequence"] = { type: "integer" } as unknown as Schema;
      },
      'sequence: "type" was "string" and is "integer"',
    ],
    [
      "what may be null now",
      (schema) => {
        const id = dataOf(schema).properties["entryId"];
        dataOf(schema).properties["entryId"] = {
          anyOf: [id, { type: "null" }],
        } as unknown as Schema;
      },
      'data.entryId: it may be {"type":"null"} now',
    ],
    [
      "what may be null no more",
      (schema) => {
        dataOf(schema).properties["rule"] = {
          $ref: "#/$defs/RuleReference",
        } as unknown as Schema;
      },
      'data.rule: it was {"type":"null"} as well',
    ],
    [
      "a value of an open enumeration that is gone",
      (schema) => {
        (dataOf(schema).properties["list"] as Schema).anyOf[0]?.enum.pop();
      },
      'data.list: the value "MEU" is gone',
    ],
    [
      "an open enumeration that is closed",
      (schema) => {
        const list = dataOf(schema).properties["list"] as Schema;
        dataOf(schema).properties["list"] = {
          type: "string",
          enum: list.anyOf[0]?.enum,
        } as unknown as Schema;
      },
      'data.list: "type" was absent and is "string"',
    ],
    [
      "another constant",
      (schema) => {
        dataOf(schema).properties["op"] = { type: "string", const: "new" } as unknown as Schema;
      },
      'data.op: "const" was "added" and is "new"',
    ],
    [
      "another format",
      (schema) => {
        delete (schema.properties["time"] as Schema)["format"];
      },
      'time: "format" was "date-time" and is absent',
    ],
    [
      "another pattern",
      (schema) => {
        (schema.properties["sequence"] as Schema)["pattern"] = "^[0-9]+$";
      },
      'sequence: "pattern" was "^[0-9]{12}$" and is "^[0-9]+$"',
    ],
    [
      "other members of a list",
      (schema) => {
        (defOf(schema, "Entry").properties["addresses"] as Schema)["items"] = { type: "string" };
      },
      'data.after.addresses[]: "type" was "object" and is "string"',
    ],
    [
      "a door that is shut for additions",
      (schema) => {
        dataOf(schema)["additionalProperties"] = false;
      },
      'data: "additionalProperties" was absent and is false',
    ],
    [
      "another address",
      (schema) => {
        schema["$id"] = "https://example.com/elsewhere.json";
      },
      ': "$id" was',
    ],
    [
      "a keyword that nobody here can judge",
      (schema) => {
        dataOf(schema)["not"] = {};
      },
      'data: "not" is no keyword that can be compared',
    ],
  ])("%s", (_name, change, told) => {
    expect(changed(change)).toContainEqual(expect.stringContaining(`${ADDED} ${told}`));
  });

  test("a schema that is gone", () => {
    const today = schemaFiles();
    today.delete(ADDED);
    expect(findBreaks(readPublished(PUBLISHED), today)).toEqual([`${ADDED}: the schema is gone`]);
  });
});

test("the closed enumerations of a mismatch and of history lose and gain no value", () => {
  for (const values of [
    ["added", "modified"],
    ["added", "modified", "removed", "moved"],
  ]) {
    const today = structuredClone(schemaFiles()) as Map<string, object>;
    const history = today.get("entry.history.v1.json") as Schema;
    (defOf(history, "HistoryVersion").properties["op"] as Schema).enum = values;
    expect(findBreaks(readPublished(PUBLISHED), today)).toEqual([
      expect.stringContaining('data.versions[].op: "enum" was ["added","modified","removed"]'),
    ]);
  }
});
