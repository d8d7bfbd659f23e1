/** What today's schemas break of what a release published. */

import { compareSchemas } from "./compare-schemas.ts";

type Schemas = ReadonlyMap<string, object>;

/** One line each: `entity.added.v1.json data.after: the property is gone`. */
export function findBreaks(published: Schemas, today: Schemas): string[] {
  return [...published].flatMap(([name, schema]) => {
    const now = today.get(name);
    if (now === undefined) return [`${name}: the schema is gone`];
    const breaks = compareSchemas(
      schema as Record<string, unknown>,
      now as Record<string, unknown>,
    );
    return breaks.map(({ path, what }) => `${name} ${path}: ${what}`);
  });
}
