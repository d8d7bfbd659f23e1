/**
 * Whether a schema still keeps what it promised those who read the events: since then it may have come to promise more, and
 * nothing else. May change: descriptions and examples; a property more; one that always comes, where it need not have; a value
 * more of an open enumeration (`anyOf` of an `enum` and all texts). Anything else is a break, a narrower type as well: who
 * counted on `null` may be held to it.
 */

type Json = unknown;
type Schema = Readonly<Record<string, Json>>;

export interface SchemaBreak {
  /** Of the property: `data.after.aliases[].name`. */
  readonly path: string;
  /** For a person. */
  readonly what: string;
}

/** What tells a person, or a tool where the schema is. */
const NOTES = new Set(["title", "description", "examples", "$schema", "$defs", "$comment"]);
/** Compared as they stand. */
const AS_IT_STANDS = [
  ...["$id", "type", "const", "enum", "format", "pattern", "additionalProperties"],
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"],
];
const WITH_SCHEMAS = ["properties", "required", "items", "anyOf"];

export function compareSchemas(published: Schema, today: Schema): SchemaBreak[] {
  return compare("", { root: published, schema: published }, { root: today, schema: today });
}

interface At {
  /** The document, in which its references are. */
  readonly root: Schema;
  readonly schema: Schema;
}

function compare(path: string, published: At, today: At): SchemaBreak[] {
  const [was, is] = [resolve(published), resolve(today)];
  const stray = [...Object.keys(was), ...Object.keys(is)].filter(
    (key) => !NOTES.has(key) && !AS_IT_STANDS.includes(key) && !WITH_SCHEMAS.includes(key),
  );
  const say = (what: string): SchemaBreak => ({ path, what });
  return [
    ...stray.map((key) => say(`"${key}" is no keyword that can be compared`)),
    ...AS_IT_STANDS.filter((key) => textOf(was[key]) !== textOf(is[key])).map((key) =>
      say(`"${key}" was ${textOf(was[key])} and is ${textOf(is[key])}`),
    ),
    ...compareProperties(path, { ...published, schema: was }, { ...today, schema: is }),
    ...compareItems(path, { ...published, schema: was }, { ...today, schema: is }),
    ...compareBranches(path, { ...published, schema: was }, { ...today, schema: is }),
  ];
}

function compareProperties(path: string, published: At, today: At): SchemaBreak[] {
  const [was, is] = [childrenOf(published.schema), childrenOf(today.schema)];
  const [wasRequired, isRequired] = [namesOf(published.schema), namesOf(today.schema)];
  return Object.entries(was).flatMap(([name, schema]): SchemaBreak[] => {
    const at = path === "" ? name : `${path}.${name}`;
    const now = is[name];
    if (now === undefined) return [{ path: at, what: "the property is gone" }];
    const isLoosened = wasRequired.includes(name) && !isRequired.includes(name);
    return [
      ...(isLoosened ? [{ path: at, what: "it always came, and need not any more" }] : []),
      ...compare(at, { root: published.root, schema }, { root: today.root, schema: now }),
    ];
  });
}

function compareItems(path: string, published: At, today: At): SchemaBreak[] {
  const [was, is] = [published.schema["items"], today.schema["items"]];
  if (was === undefined && is === undefined) return [];
  // Without the keyword, items may be anything.
  const [before, now] = [(was ?? {}) as Schema, (is ?? {}) as Schema];
  const at = { root: published.root, schema: before };
  return compare(`${path}[]`, at, { root: today.root, schema: now });
}

/** Each branch that was must be, and none may be that was not; but for the values of an open enumeration. */
function compareBranches(path: string, published: At, today: At): SchemaBreak[] {
  const [was, is] = [branchesOf(published), branchesOf(today)];
  if (was === null && is === null) return [];
  const [wereValues, areValues] = [openValuesOf(was), openValuesOf(is)];
  if (wereValues !== null && areValues !== null) {
    return wereValues
      .filter((value) => !areValues.includes(value))
      .map((value) => ({ path, what: `the value ${textOf(value)} is gone` }));
  }
  const fits = (one: At, other: At) => compare(path, one, other).length === 0;
  const gone = (was ?? []).filter((one) => !(is ?? []).some((other) => fits(one, other)));
  const come = (is ?? []).filter((other) => !(was ?? []).some((one) => fits(one, other)));
  // One that only changed is told by what changed in it.
  const [only, now] = [gone[0], come[0]];
  if (gone.length === 1 && come.length === 1 && only && now) return compare(path, only, now);
  return [
    ...gone.map(({ schema }) => ({ path, what: `it was ${textOf(schema)} as well` })),
    ...come.map(({ schema }) => ({ path, what: `it may be ${textOf(schema)} now` })),
  ];
}

function branchesOf({ root, schema }: At): At[] | null {
  const branches = schema["anyOf"] as Schema[] | undefined;
  return branches?.map((branch) => ({ root, schema: resolve({ root, schema: branch }) })) ?? null;
}

/** Null of what is no open enumeration. */
function openValuesOf(branches: readonly At[] | null): Json[] | null {
  const [known, any] = branches ?? [];
  const isOpen =
    branches?.length === 2 && textOf(any?.schema) === '{"type":"string"}' && known !== undefined;
  const values = isOpen ? known.schema["enum"] : undefined;
  return Array.isArray(values) ? values : null;
}

/** @throws Error where it leads out of the document. */
function resolve({ root, schema }: At): Schema {
  const { $ref: to, ...beside } = schema;
  if (to === undefined) return schema;
  const name = /^#\/\$defs\/([^/]+)$/.exec(String(to))?.[1] ?? "";
  const found = ((root["$defs"] ?? {}) as Record<string, Schema>)[name];
  if (found === undefined) throw new Error(`${String(to)} is not in the schema's $defs`);
  return resolve({ root, schema: { ...found, ...beside } });
}

function childrenOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema["properties"] ?? {}) as Record<string, Schema>;
}

function namesOf(schema: Schema): readonly string[] {
  return (schema["required"] ?? []) as string[];
}

/** Keys in order, so that equal values give equal text. */
function textOf(value: Json): string {
  if (value === undefined) return "absent";
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
