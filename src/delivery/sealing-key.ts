/** Reads the sealing key of a data folder, and creates it if needed. */

import { randomBytes, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { PipelineError } from "../model/errors.ts";
import { SEALING_KEY_BYTES } from "./seal.ts";

const FILE_NAME = "sealing.key";
/** Readable by the owner only. */
const MODE = 0o600;

/** Two processes that create the key at the same time get the same one. @throws PipelineError seal/key-file */
export function sealingKeyOf(dataDir: string): Uint8Array {
  const path = join(dataDir, FILE_NAME);
  try {
    return readKey(path) ?? createKey(path);
  } catch (cause) {
    if (cause instanceof PipelineError) throw cause;
    throw new PipelineError(
      "seal/key-file",
      `cannot read or create the sealing key at ${path} (${(cause as NodeJS.ErrnoException).code})`,
      { hint: "make its folder writable, or set ENTITYWIRE_SEALING_KEY", cause },
    );
  }
}

function readKey(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const key = Buffer.from(text.trim(), "base64");
  if (key.length === SEALING_KEY_BYTES) return key;
  throw new PipelineError("seal/key-file", `${path} does not contain a sealing key`, {
    hint: "restore it from a backup, or set ENTITYWIRE_SEALING_KEY",
  });
}

/** The key gets its final name only when it is complete and on disk: without the key, all secrets are lost. */
function createKey(path: string): Uint8Array {
  const unfinished = `${path}.${randomUUID()}`;
  const file = openSync(unfinished, "wx", MODE);
  try {
    writeSync(file, `${randomBytes(SEALING_KEY_BYTES).toString("base64")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(unfinished);
  }
  const key = readKey(path);
  if (key === null) throw new Error(`${path} was removed while it was created`);
  return key;
}
