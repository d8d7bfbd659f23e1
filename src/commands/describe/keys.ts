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
      .option("--json", "for a program instead of a person", false);
  key("add", "makes a key and prints it, this once")
    .argument("<name>", "whose it is, for a person")
    .addOption(
      new Option("--scope <scope>", "manage includes read")
        .choices(API_SCOPES)
        .default("read" as const),
    )
    .action(async (name, { data, scope, json }) => {
      const { addKey } = await import("../keys.ts");
      addKey(io, data, { name, scope }, json, new Date());
    });
  key("list", "every key, those revoked as well").action(async ({ data, json }) => {
    const { showKeys } = await import("../keys.ts");
    showKeys(io, data, json);
  });
  key("revoke", "from now on it lets nobody in")
    .argument("<id>", "as list names it")
    .action(async (id, { data }) => {
      const { endKey } = await import("../keys.ts");
      endKey(io, data, id, new Date());
    });
}
