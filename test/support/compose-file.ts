/** docker-compose.yml as YAML has it, in the parts that the tests ask for. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const COMPOSE_PATH = fileURLToPath(new URL("../../docker-compose.yml", import.meta.url));

export interface ComposeService {
  readonly build?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly stop_grace_period?: string;
}

export function readCompose(): {
  readonly services: { readonly entitywire: ComposeService; readonly redis: ComposeService };
  readonly volumes: Readonly<Record<string, null>>;
} {
  return parse(readFileSync(COMPOSE_PATH, "utf8"));
}

/** The environment of the service if the shell that starts it has set the variables of `set`. */
export function composeEnvironment(
  set: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { environment = {} } = readCompose().services.entitywire;
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/^\$\{(\w+):-\}$/, (_all, wanted: string) => {
        if (wanted !== name) throw new Error(`${name} takes its value from ${wanted}`);
        return set[wanted] ?? "";
      }),
    ]),
  );
}
