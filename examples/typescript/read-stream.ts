// SPDX-License-Identifier: MIT-0

/** Parses a stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */

export interface Message {
  /** The id to reconnect with. */
  readonly id: string;
  /** Empty where the server only sends its position. */
  readonly data: string;
}

/** An incomplete last message is dropped. */
export async function* readStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let rest = "";
  let [id, data] = ["", [] as string[]];
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.map((one) => one.replace(/\r$/, ""))) {
      if (line === "") {
        if (id !== "" || data.length > 0) yield { id, data: data.join("\n") };
        [id, data] = ["", []];
      } else if (line.startsWith("id:")) id = line.slice(3).trim();
      else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
    }
  }
}
