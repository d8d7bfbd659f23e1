/** A thread's side: reports that it is ready, then answers each request of the main thread. */

import { parentPort } from "node:worker_threads";
import { type Message, toFault } from "./messages.ts";

export function answerRequests<Request, Answer>(
  answer: (request: Request) => Promise<Answer>,
): void {
  parentPort?.on("message", (request: Request) => {
    void said(request, answer).then((message) => parentPort?.postMessage(message));
  });
  parentPort?.postMessage("ready");
}

/** Tells the main thread something before the answer. */
export function tell<Note>(note: Note): void {
  parentPort?.postMessage({ note } satisfies Message<never, Note>);
}

async function said<Request, Answer>(
  request: Request,
  answer: (request: Request) => Promise<Answer>,
): Promise<Message<Answer>> {
  try {
    return { answer: await answer(request) };
  } catch (error) {
    return { fault: toFault(error) };
  }
}
