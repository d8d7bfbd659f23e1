/** `serve` with a list thread that obeys its documents, and with the limits given. */

import { runServe } from "../../src/commands/serve.ts";
import { readConfig } from "../../src/config.ts";

const [dataDir = "", limits = "{}"] = process.argv.slice(2);
const script = new URL("./obeying-list-thread.ts", import.meta.url);
const signal = await runServe(readConfig(process.env), dataDir, {
  listThread: { script, limits: JSON.parse(limits) },
});
console.log(`ended by ${signal}`);
