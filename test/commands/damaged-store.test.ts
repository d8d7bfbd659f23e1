import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/db/store/open-store.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

const PAGE = 4_096;

test.each([["verify"], ["events"], ["entries"], ["status"]])(
  "%s says of a damaged store in one line that it is damaged",
  async (command) => {
    const data = scratchFolder();
    openStore(data)[Symbol.dispose]();
    const file = openSync(join(data, "entitywire.db"), "r+");
    // Each page but the first, which holds the header.
    for (let page = 1; page < 60; page += 1)
      writeSync(file, Buffer.alloc(200, 7), 0, 200, page * PAGE);
    const { code, stderr } = await runCommand([command, "--data", data]);
    expect(code).toBe(65);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("[store/corrupt]")]);
  },
);
