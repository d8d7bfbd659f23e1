/** Prints this process's peak resident memory in MB, after reading the snapshot once or after only loading it. */

import { decodeDocument } from "../src/parsers/document/decode.ts";
import { parseSnapshot } from "../src/parsers/snapshot.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const xml = decodeDocument(snapshotToMeasure().bytes);
if (process.argv[2] === "parse") parseSnapshot(xml);
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
