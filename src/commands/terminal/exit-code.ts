/** Exit codes of sysexits.h. */

import { type ErrorCode, PipelineError } from "../../model/errors.ts";

export const EXIT = {
  ok: 0,
  usage: 64,
  dataError: 65,
  noInput: 66,
  unavailable: 69,
  software: 70,
  cannotCreate: 73,
  tempFail: 75,
  config: 78,
} as const;

const BY_CODE: Readonly<Record<ErrorCode, number>> = {
  "config/invalid": EXIT.config,
  "fetch/unreachable": EXIT.tempFail,
  "fetch/interstitial": EXIT.tempFail,
  "fetch/untrusted": EXIT.tempFail,
  "fetch/status": EXIT.tempFail,
  "parse/empty": EXIT.dataError,
  "parse/encoding": EXIT.dataError,
  "parse/not-xml": EXIT.dataError,
  "parse/truncated": EXIT.dataError,
  "parse/wrong-kind": EXIT.dataError,
  "parse/pdf-damaged": EXIT.dataError,
  "parse/pdf-encrypted": EXIT.dataError,
  "parse/pdf-no-text": EXIT.dataError,
  "parse/pdf-too-large": EXIT.dataError,
  "parse/pdf-too-slow": EXIT.dataError,
  "parse/other-document": EXIT.dataError,
  "parse/no-list": EXIT.dataError,
  "step/too-slow": EXIT.dataError,
  "step/too-large": EXIT.dataError,
  "step/thread-ended": EXIT.software,
  "input/missing": EXIT.noInput,
  "input/damaged": EXIT.dataError,
  "input/usage": EXIT.usage,
  "store/read-only": EXIT.cannotCreate,
  "store/newer-schema": EXIT.dataError,
  "store/corrupt": EXIT.dataError,
  "store/disagrees": EXIT.dataError,
  "store/locked": EXIT.tempFail,
  "store/lease-lost": EXIT.tempFail,
  "store/missing": EXIT.noInput,
  "store/lost": EXIT.dataError,
  "store/busy": EXIT.tempFail,
  "store/unknown-document": EXIT.software,
  "redis/unusable": EXIT.tempFail,
  "redis/foreign-stream": EXIT.config,
  "endpoint/forbidden-target": EXIT.usage,
  "endpoint/unknown": EXIT.usage,
  "endpoint/not-now": EXIT.usage,
  "seal/wrong-key": EXIT.config,
  "seal/damaged": EXIT.dataError,
  "seal/key-file": EXIT.cannotCreate,
  "serve/port-taken": EXIT.unavailable,
  "runtime/old-node": EXIT.unavailable,
};

export function exitCodeOf(error: unknown): number {
  return error instanceof PipelineError ? BY_CODE[error.code] : EXIT.software;
}
