/** Reads server-sent events as a client does: https://html.spec.whatwg.org/multipage/server-sent-events.html */

export interface Frame {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: string | null;
  readonly comment: string | null;
}

/** Ends with the connection; throws where it broke. */
export async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  let rest = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) yield parseFrame(block);
  }
}

function parseFrame(block: string): Frame {
  const fields = new Map(
    block.split("\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  );
  const field = (name: string) => fields.get(name) ?? null;
  return { id: field("id"), event: field("event"), data: field("data"), comment: field("") };
}

/** The first `count` frames that are events. */
export async function takeEvents(body: ReadableStream<Uint8Array>, count: number) {
  const taken: (Frame & { data: string })[] = [];
  for await (const frame of readFrames(body)) {
    if (frame.data === null) continue;
    taken.push({ ...frame, data: frame.data });
    if (taken.length === count) break;
  }
  return taken;
}
