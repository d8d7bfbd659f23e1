/** Every emitted event is valid against the schema that it names, and the schema describes all its properties. */

import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { eventJsonSchema, type JsonSchema, schemaUri } from "../../../src/contract/json-schema.ts";
import { EVENT_TYPES, type EventType, type LogEvent } from "../../../src/model/events/event.ts";
import { SEED } from "../../support/seeded.ts";
import { toldLogs } from "../../support/told-worlds.ts";

const RUNS = Number(process.env["ENTITYWIRE_CONTRACT_RUNS"] ?? 20);
/** As `readConfig` has it where nothing is set. */
const PUBLIC_URL = "http://localhost:8080";

function compile(form: "published" | "closed") {
  // Strict: a keyword that JSON Schema does not know is a slip of ours.
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false });
  formats.default(ajv);
  return new Map(
    EVENT_TYPES.map((type) => [type, ajv.compile(eventJsonSchema(type, PUBLIC_URL, form))]),
  );
}

function faultsOf(validators: ReturnType<typeof compile>, event: LogEvent): unknown[] {
  const { type, id } = event;
  const validate = validators.get(type);
  if (validate === undefined) throw new Error(`no schema is of ${type}`);
  return validate(event) ? [] : [type, id, ...(validate.errors ?? [])];
}

/** Properties that not each event of the type has, or that older events lack. */
function isPromised(name: string, type: EventType): boolean {
  if (name === "correctedBy") return type === "rule.corrected";
  if (name === "delayedBy") return type === "rule.delayed";
  const isOfRule = type.startsWith("rule.");
  if (["match", "editorialNote", "delayedFrom", "withdrawnBy"].includes(name)) return false;
  return !(isOfRule && name === "completeness");
}

describe(`the events of the worlds, and of ${RUNS} random ones from seed ${SEED}`, () => {
  let told: Promise<LogEvent[]> | null = null;
  const tell = () => {
    told ??= toldLogs(RUNS, SEED).then((logs) => logs.flat());
    return told;
  };

  test("are of every type", async () => {
    const events = await tell();
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
  }, 240_000);

  test("name the schema that is served for their type", async () => {
    const events = await tell();
    const named = new Set(events.map(({ dataschema }) => dataschema));
    expect(named).toEqual(new Set(EVENT_TYPES.map((type) => schemaUri(type, PUBLIC_URL))));
  });

  test("are valid against it, and hold nothing that it does not describe", async () => {
    const events = await tell();
    for (const form of ["published", "closed"] as const) {
      const validators = compile(form);
      for (const event of events) expect(faultsOf(validators, event)).toEqual([]);
    }
  });

  test("are valid no more where a promise is broken", async () => {
    const events = await tell();
    const validators = compile("published");
    for (const type of EVENT_TYPES) {
      const event = events.find((one) => one.type === type) as LogEvent;
      const broken: unknown[] = [
        { ...event, type: "entity.other" },
        { ...event, sequence: 42 },
        { ...event, time: "yesterday" },
        { ...event, data: null },
        { ...event, data: { ...event.data, provenance: null } },
        ...Object.keys(event.data)
          .filter((name) => isPromised(name, type))
          .map((name) => ({ ...event, data: { ...event.data, [name]: undefined } })),
      ];
      for (const one of broken) {
        const received = JSON.parse(JSON.stringify(one));
        expect(validators.get(type)?.(received), JSON.stringify(one).slice(0, 300)).toBe(false);
      }
    }
  });

  test("may say more in a later release: a new property and a new value of an open enumeration", async () => {
    const events = await tell();
    const validators = { open: compile("published"), closed: compile("closed") };
    for (const type of EVENT_TYPES) {
      const event = events.find((one) => one.type === type) as LogEvent;
      const later = { ...event, extension: 1, data: { ...event.data, later: [1] } };
      expect(faultsOf(validators.open, later)).toEqual([]);
      expect(faultsOf(validators.closed, later)).not.toEqual([]);
    }
    const added = events.find(({ type }) => type === "entity.added") as LogEvent;
    const onNewList = { ...added, data: { ...added.data, list: "NEW" } } as unknown as LogEvent;
    expect(faultsOf(validators.open, onNewList)).toEqual([]);
    expect(faultsOf(validators.closed, onNewList)).not.toEqual([]);
  });
});

describe("a schema", () => {
  test("is one document, under its own address", () => {
    for (const type of EVENT_TYPES) {
      const schema = eventJsonSchema(type, "https://wire.example.com/base");
      expect(schema).toMatchObject({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `https://wire.example.com/base/schemas/${type}.v1.json`,
        title: type,
      });
      const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)];
      for (const [, to] of references) expect(to).toMatch(/^#\/\$defs\/\w+$/);
    }
  });

  test("describes each field, and shows an example of what is no object", () => {
    const bare: string[] = [];
    for (const type of EVENT_TYPES) {
      for (const [path, field] of fieldsOf(type, eventJsonSchema(type, PUBLIC_URL))) {
        // A reference has the description of what it refers to.
        const told = "$ref" in field || (field["description"] ?? "") !== "";
        const isShown = "examples" in field || "const" in field || holdsObject(field);
        if (!told || !isShown) bare.push(path);
      }
    }
    expect([...new Set(bare)]).toEqual([]);
  });
});

/** Every property, in definitions as well. */
function* fieldsOf(path: string, schema: JsonSchema): Generator<[string, JsonSchema]> {
  const children = (part: string) =>
    Object.entries((schema[part] ?? {}) as Record<string, JsonSchema>);
  for (const [name, field] of children("properties")) {
    yield [`${path}.${name}`, field];
    yield* fieldsOf(`${path}.${name}`, field);
  }
  for (const [name, one] of children("$defs")) yield* fieldsOf(name, one);
}

/** An object, a list of them, or null: its fields have the examples. */
function holdsObject(schema: JsonSchema): boolean {
  const branches = (schema["anyOf"] ?? []) as JsonSchema[];
  return (
    "$ref" in schema ||
    schema["type"] === "object" ||
    schema["type"] === "null" ||
    (schema["items"] !== undefined && holdsObject(schema["items"] as JsonSchema)) ||
    branches.some((branch) => branch["type"] !== "null" && holdsObject(branch))
  );
}
