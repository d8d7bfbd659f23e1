// SPDX-License-Identifier: MIT-0

/** Prints your copy of the list, one entry per line: `node print-list.ts copy.db` */

import { openListCopy } from "./list-copy.ts";

const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("usage: node print-list.ts copy.db\n");
  process.exit(64);
}
using copy = openListCopy(path);
for (const line of copy.lines()) process.stdout.write(`${line}\n`);
