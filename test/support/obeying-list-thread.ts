/** A list thread that obeys the documents it reads, as a parser might that a hostile document controls. */

import { documentBytes, getDocument } from "../../src/db/documents/documents.ts";
import { answerJobs } from "../../src/list-thread/answer-jobs.ts";

const kept: unknown[] = [];

answerJobs(
  () => Promise.reject(new Error("there is no PDF")),
  (job, store) => {
    const text =
      "documentId" in job
        ? new TextDecoder().decode(documentBytes(store.db, getDocument(store.db, job.documentId)))
        : "";
    const obey = (when: string): void => {
      if (text.includes(`loop ${when}`)) for (;;);
      if (text.includes(`leave ${when}`)) process.exit(0);
      while (text.includes(`fill ${when}`)) {
        kept.push(Array.from({ length: 1000 }, (_, at) => `${at}`));
      }
    };
    obey(`in ${job.step}`);
    return (boundary) => obey(`at ${boundary.split(" ").slice(0, 2).join(" ")}`);
  },
);
