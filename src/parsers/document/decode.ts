/** Decodes bytes to text: unpacks gzip where needed and accepts UTF-8 only. */

import { gunzipSync } from "node:zlib";
import { PipelineError } from "../../model/errors.ts";

/** The largest real document, all of part 744, is 2.5 MB. The limit stops decompression bombs. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** Unpacks gzip data and returns other bytes unchanged. Throws `input/damaged`. */
export function unpackDocument(bytes: Uint8Array): Uint8Array {
  return isGzip(bytes) ? unzip(bytes) : bytes;
}

/** Drops a byte order mark. Throws `input/damaged`, `parse/encoding` or `parse/empty`. */
export function decodeDocument(bytes: Uint8Array): string {
  const text = decodeUtf8(unpackDocument(bytes));
  if (text.trim() === "") {
    throw new PipelineError("parse/empty", "the document is empty", {
      hint: "fetch or export it again",
    });
  }
  return text;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      const mib = MAX_UNPACKED_BYTES / 1024 ** 2;
      throw new PipelineError("input/damaged", `the gzip data unpacks to more than ${mib} MiB`, {
        cause,
        hint: "no BIS document is this large; check what the file is",
      });
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PipelineError("input/damaged", `the gzip data is damaged: ${reason}`, {
      cause,
      hint: "copy or download the file again",
    });
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PipelineError("parse/encoding", "the document is not UTF-8 text", {
      cause,
      hint: "the sources publish UTF-8 only; check that this is the XML and not an archive",
    });
  }
}
