/** Whether an answer of the API is one that its own OpenAPI document declares. */

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { EVENT_TYPES } from "../../src/model/events/event.ts";
import type { JsonSchema } from "./arbitrary-of-schema.ts";

interface Content {
  readonly [type: string]: { readonly schema: JsonSchema };
}

export interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** Null where all is well; else what is not. */
export type CheckAnswer = (
  path: string,
  method: string,
  answer: { readonly status: number; readonly type: string; readonly text: string },
) => string | null;

export function createAnswerCheck(document: OpenApi, publicUrl: string): CheckAnswer {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "openapi");
  for (const type of EVENT_TYPES)
    ajv.addSchema(schemaOf(type), `${publicUrl}/schemas/${type}.v1.json`);

  return (path, method, { status, type, text }) => {
    if (status >= 500) return `a fault: ${status}`;
    const declared = document.paths[path]?.[method]?.responses[status];
    if (declared === undefined) return `status ${status} is not declared`;
    const [media = ""] = type.split(";");
    if (declared.content === undefined) return text === "" ? null : "no body is declared";
    if (declared.content[media] === undefined) return `"${media}" is not declared for ${status}`;
    // JSON lines are no JSON.
    if (!/[/+]json$/.test(media)) return null;
    const pointer = ["paths", path, method, "responses", String(status), "content", media, "schema"]
      .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
      .join("/");
    const validate = ajv.getSchema(`openapi#/${pointer}`);
    if (validate === undefined) return `no schema at ${pointer}`;
    return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors);
  };
}

/** As it is published; where it is not yet, what tells the type from others. */
function schemaOf(type: string): object {
  const url = new URL(`../../contract/schemas/${type}.v1.json`, import.meta.url);
  try {
    const { $id: _own, ...schema } = JSON.parse(readFileSync(url, "utf8"));
    return schema;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { type: "object", required: ["type"], properties: { type: { const: type } } };
  }
}
