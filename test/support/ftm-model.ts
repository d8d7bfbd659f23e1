/** FollowTheMoney's own definitions, as its project publishes them for JavaScript. */

import definitions from "@opensanctions/followthemoney/dist/defaultModel.json" with {
  type: "json",
};
import type { FtmEntity } from "../../src/exports/follow-the-money.ts";

interface PropertyFacts {
  readonly type: string;
  /** Of an entity: the schema it must be of. */
  readonly range?: string;
  /** Made by the other side: nobody writes it. */
  readonly stub?: boolean;
  readonly deprecated?: boolean;
  readonly maxLength?: number;
}
interface SchemaFacts {
  readonly extends: readonly string[];
  readonly abstract?: boolean;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, PropertyFacts>>;
}
interface ModelFacts {
  readonly schemata: Readonly<Record<string, SchemaFacts>>;
  readonly types: Readonly<Record<string, { readonly values?: Readonly<Record<string, string>> }>>;
}

const model = definitions as unknown as ModelFacts;

/** Itself, and all that it is as well. */
function lineage(schema: string): string[] {
  return [schema, ...(model.schemata[schema]?.extends ?? []).flatMap(lineage)];
}

const DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$/;

/** What in these entities is against the definitions; `entities` are all there are, so that a reference can be followed. */
export function ftmFaults(entities: readonly FtmEntity[]): string[] {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const twice = byId.size === entities.length ? [] : ["an id is given twice"];
  return [...twice, ...entities.flatMap((entity) => [...entityFaults(entity, byId)])];
}

function* entityFaults(
  { id, schema, properties }: FtmEntity,
  byId: ReadonlyMap<string, FtmEntity>,
): Generator<string> {
  const facts = model.schemata[schema];
  if (facts === undefined || facts.abstract) yield `${id}: no entity is a ${schema}`;
  for (const name of requiredOf(schema)) {
    if (properties[name] === undefined) yield `${id}: a ${schema} has no ${name}`;
  }
  for (const [name, values] of Object.entries(properties)) {
    const property = lineage(schema)
      .map((one) => model.schemata[one]?.properties[name])
      .find((one) => one !== undefined);
    if (property === undefined || property.stub || property.deprecated) {
      yield `${id}: a ${schema} has no property ${name} to write`;
      continue;
    }
    if (values.length === 0) yield `${id}: ${name} is empty`;
    for (const value of values) {
      const fault = valueFault(property, value, byId);
      if (fault !== null) yield `${id}: ${name} "${value.slice(0, 60)}" ${fault}`;
    }
  }
}

/** An Address has no name: its own definition takes `full` for its caption. */
function requiredOf(schema: string): readonly string[] {
  if (schema === "Address") return [];
  return lineage(schema).flatMap((name) => model.schemata[name]?.required ?? []);
}

function valueFault(
  { type, range, maxLength = Number.POSITIVE_INFINITY }: PropertyFacts,
  value: string,
  byId: ReadonlyMap<string, FtmEntity>,
): string | null {
  const values = model.types[type]?.values;
  if (values !== undefined && !(value in values)) return `is no ${type}`;
  if (type === "date" && !DATE.test(value)) return "is no date";
  if (type === "url" && !URL.canParse(value)) return "is no URL";
  if (type === "entity") {
    const there = byId.get(value);
    if (there === undefined) return "leads nowhere";
    if (range !== undefined && !lineage(there.schema).includes(range)) return `is no ${range}`;
  }
  return value.length > maxLength ? `is longer than ${maxLength}` : null;
}
