/**
 * A consumer in a process of its own: `feed` or `stream`, the API's address, a folder. Writes each event to a file as it comes, and where it
 * stands now and then: killed in between, it is told some of them again.
 */

import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFrames } from "./read-stream.ts";

const [channel = "", url = "", folder = ""] = process.argv.slice(2);
const [seenFile, cursorFile] = [join(folder, "seen"), join(folder, "cursor")];
/** Seldom, so that a part is read again after nearly every death. */
const PAGES_A_CURSOR = 3;
const FRAMES_A_CURSOR = 20;

const start = existsSync(cursorFile) ? readFileSync(cursorFile, "utf8") : "0";
appendFileSync(seenFile, `start ${start}\n`);
if (channel === "feed") await followFeed(start);
else await followStream(start);

function see({ sequence, id }: { sequence: string; id: string }): void {
  appendFileSync(seenFile, `${Number(sequence)} ${id}\n`);
}

function stand(at: string): void {
  writeFileSync(`${cursorFile}.new`, at);
  renameSync(`${cursorFile}.new`, cursorFile);
}

async function followFeed(from: string): Promise<never> {
  let after = from;
  for (let pages = 1; ; pages += 1) {
    const answer = await fetch(`${url}/v1/events?after=${after}&limit=50&wait=10`);
    const { events, next } = (await answer.json()) as {
      events: { sequence: string; id: string }[];
      next: number;
    };
    for (const event of events) see(event);
    after = String(next);
    if (pages % PAGES_A_CURSOR === 0) stand(after);
  }
}

async function followStream(from: string): Promise<void> {
  const answer = await fetch(`${url}/v1/events/stream`, { headers: { "last-event-id": from } });
  if (answer.body === null) throw new Error("no body");
  let frames = 0;
  for await (const { id, data } of readFrames(answer.body)) {
    if (data === null || id === null) continue;
    see(JSON.parse(data));
    frames += 1;
    if (frames % FRAMES_A_CURSOR === 0) stand(id);
  }
}
