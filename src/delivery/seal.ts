/**
 * Encrypts secrets that are stored or sent: AES-256-GCM, https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf.
 * A sealed text is `sealed.<key id>.<nonce, tag and ciphertext in base64url>`.
 */

import { createCipheriv, createDecipheriv, createSecretKey, hash, randomBytes } from "node:crypto";
import { PipelineError } from "../model/errors.ts";

export const SEALING_KEY_BYTES = 32;
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARACTERS = 8;

export interface Seal {
  /** Identifies the key without revealing it. */
  readonly keyId: string;
  /** `about` must be the same when opened, so that a sealed text cannot be reused elsewhere. */
  seal(text: string, about: string): string;
  /** @throws PipelineError seal/wrong-key, seal/damaged */
  open(sealed: string, about: string): string;
}

/** `key` is 32 random bytes. */
export function createSeal(key: Uint8Array): Seal {
  const keyId = hash("sha256", `entitywire sealing key ${Buffer.from(key).toString("hex")}`).slice(
    0,
    KEY_ID_CHARACTERS,
  );
  const secret = createSecretKey(key);
  return {
    keyId,
    seal: (text, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(about));
      const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const whole = Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
      return `sealed.${keyId}.${whole.toString("base64url")}`;
    },
    open: (sealed, about) => {
      const [, sealedBy, body] = /^sealed\.([0-9a-f]+)\.([\w-]+)$/.exec(sealed) ?? [];
      if (sealedBy === undefined || body === undefined) throw damaged(about);
      if (sealedBy !== keyId) throw wrongKey(about, sealedBy, keyId);
      const whole = Buffer.from(body, "base64url");
      const text = whole.subarray(NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, secret, whole.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(about))
          .setAuthTag(whole.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw damaged(about, cause);
      }
    },
  };
}

function wrongKey(about: string, sealedBy: string, keyId: string): PipelineError {
  return new PipelineError(
    "seal/wrong-key",
    `${about} was sealed with key ${sealedBy}, but the current key is ${keyId}`,
    {
      hint: "restore the original ENTITYWIRE_SEALING_KEY, or sealing.key in the data folder",
    },
  );
}

function damaged(about: string, cause?: unknown): PipelineError {
  return new PipelineError(
    "seal/damaged",
    `${about} cannot be opened: the sealed text was altered`,
    {
      hint: "restore the store from a backup, or rotate the endpoint's secret",
      cause,
    },
  );
}
