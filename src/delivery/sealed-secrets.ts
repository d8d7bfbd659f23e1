/** Seals and opens the secrets of an endpoint. */

import type { Seal } from "./seal.ts";
import type { Secret } from "./secret.ts";

export function sealSecrets(seal: Seal, endpointId: string, secrets: readonly Secret[]): string {
  return seal.seal(JSON.stringify(secrets), about(endpointId));
}

/** @throws PipelineError seal/wrong-key, seal/damaged */
export function openSecrets(seal: Seal, endpointId: string, sealed: string): Secret[] {
  return JSON.parse(seal.open(sealed, about(endpointId))) as Secret[];
}

function about(endpointId: string): string {
  return `the secret of ${endpointId}`;
}
