/** The contract as it is committed: of this version, under the address that a service has where none is configured. */

import { readConfig } from "../../src/config.ts";
import { describeChannels } from "../../src/contract/asyncapi.ts";
import { eventJsonSchema, schemaName } from "../../src/contract/json-schema.ts";
import { EVENT_TYPES } from "../../src/model/events/event.ts";
import { version } from "../../src/version.ts";

/** Names within `contract/schemas/`, and the schemas. */
export function schemaFiles(): Map<string, object> {
  const { publicUrl } = readConfig({});
  return new Map(EVENT_TYPES.map((type) => [schemaName(type), eventJsonSchema(type, publicUrl)]));
}

/** Paths within `contract/`, and the texts. */
export function contractFiles(): Map<string, string> {
  const { publicUrl } = readConfig({});
  const schemas = [...schemaFiles()].map(([name, schema]) => [`schemas/${name}`, print(schema)]);
  const channels = describeChannels({ publicUrl, version: version() });
  return new Map([...schemas, ["asyncapi.json", print(channels)]] as [string, string][]);
}

/** JSON, and a line break. */
export function print(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
