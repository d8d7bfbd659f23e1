/** The settings of a running service, for the commands beside it, whose environment may differ: `service.json` in the data folder. */

import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { currentHolder } from "../db/store/lease.ts";
import type { Store } from "../db/store/open-store.ts";

const FILE_NAME = "service.json";
/** Readable by the owner only, as everything in the folder that is not public. */
const MODE = 0o600;

const announced = z.object({
  /** The holder of the writer's lease that wrote the file: a service that was killed leaves its file behind. */
  holder: z.string(),
  webhookAllow: z.array(z.string()),
  source: z.string(),
  /** Identifies the sealing key without revealing it. */
  sealingKeyId: z.string(),
});

export type ServiceSettings = Omit<z.infer<typeof announced>, "holder">;

/** The caller holds the writer's lease. Dispose it when the service ends. */
export function announceSettings(
  store: Store,
  dataDir: string,
  settings: ServiceSettings,
): Disposable {
  const path = join(dataDir, FILE_NAME);
  const holder = currentHolder(store, new Date())?.holder;
  if (holder === undefined) throw new Error("settings are announced without the writer's lease");
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify({ holder, ...settings })}\n`, { mode: MODE });
  renameSync(unfinished, path);
  return {
    [Symbol.dispose]: () => {
      // A successor has written its own.
      if (read(path)?.holder === holder) rmSync(path, { force: true });
    },
  };
}

/** Null where no service runs on the store. */
export function settingsOfService(store: Store, dataDir: string): ServiceSettings | null {
  const found = read(join(dataDir, FILE_NAME));
  return found !== null && found.holder === currentHolder(store, new Date())?.holder ? found : null;
}

/** Null where the file is missing or not ours. */
function read(path: string): z.infer<typeof announced> | null {
  try {
    return announced.safeParse(JSON.parse(readFileSync(path, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") {
      return null;
    }
    throw error;
  }
}
