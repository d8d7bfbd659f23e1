/** A receiver of webhooks that notes each event in a file before it answers. `PORT FILE`; port 0 is any, and told to the parent. */

import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const [port = "0", file = ""] = process.argv.slice(2);
const notes = openSync(file, "a");

const server = createServer(async (request, response) => {
  const event = JSON.parse(await text(request));
  const { entryVersion, after } = event.data;
  const note = { id: event.id, subject: event.subject, entryVersion, name: after.name };
  writeSync(notes, `${JSON.stringify(note)}\n`);
  fsyncSync(notes);
  response.writeHead(204).end();
});
server.listen(Number(port), "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.once("disconnect", () => {
  closeSync(notes);
  process.exit();
});
