/** The commands of `keys`. */

import { type Command, Option } from "commander";
import { API_SCOPES } from "../../model/api-scope.ts";
import type { Io } from "../terminal/io.ts";
import { dataOption } from "./arguments.ts";

export function describeKeys(keys: Command, io: Io): void {
  const key = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .exitOverride()
      .addOption(dataOption())
      .option("--json", "print JSON", false);
  key("add", "creates a key and prints it once")
    .argument("<name>", "the owner of the key, for people")
    .addOption(
      new Option("--scope <scope>", "manage includes read")
        .choices(API_SCOPES)
        .default("read" as const),
    )
    .action(async (name, { data, scope, json }) => {
      const { addKey } = await import("../keys.ts");
      addKey(io, data, { name, scope }, json, new Date());
    });
  key("list", "lists all keys, including revoked ones").action(async ({ data, json }) => {
    const { showKeys } = await import("../keys.ts");
    showKeys(io, data, json);
  });
  key("revoke", "revokes a key at once")
    .argument("<id>", "the key id from `keys list`")
    .action(async (id, { data }) => {
      const { endKey } = await import("../keys.ts");
      endKey(io, data, id, new Date());
    });
}
