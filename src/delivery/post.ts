/** One POST through an undici dispatcher. Works below undici's `request`, which makes a stream for each answer. */

import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

/** Bytes of a response body that are read, so that the connection can be reused. */
const MAX_BODY_BYTES = 4_096;

export interface Post {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface RunningPost {
  /** Resolves at the end of the body, or where enough of it was read. */
  readonly answer: Promise<PostAnswer>;
  /** Ends the request. If the status is known, `answer` resolves: errors in the rest of the body do not matter. */
  abort(reason: Error): void;
}

export function post({ dispatcher, origin, path, headers, body }: Post): RunningPost {
  const { promise, resolve, reject } = Promise.withResolvers<PostAnswer>();
  let controller: Dispatcher.DispatchController | null = null;
  let started: PostAnswer | null = null;
  let aborted: Error | null = null;
  let bytes = 0;
  const end = (error: Error | null): void => {
    if (started !== null) resolve(started);
    else reject(error ?? new Error("the answer has no status"));
  };
  const abort = (reason: Error): void => {
    if (aborted !== null) return;
    aborted = reason;
    end(reason);
    controller?.abort(reason);
  };
  dispatcher.dispatch(
    { origin, path, method: "POST", headers, body },
    {
      onRequestStart: (given) => {
        controller = given;
        // It was aborted while it waited for its connection.
        if (aborted !== null) controller.abort(aborted);
      },
      onResponseStart: (_controller, status, received) => {
        // An informational answer precedes the real one.
        if (status >= 200) started = { status, headers: received };
      },
      onResponseData: (_controller, chunk) => {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES) abort(new Error("enough of the answer was read"));
      },
      onResponseEnd: () => end(null),
      onResponseError: (_controller, error) => end(error),
    },
  );
  return { answer: promise, abort };
}
