/** Entry point of the list thread. */

import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { answerJobs } from "./answer-jobs.ts";

answerJobs(openPdfThread().open);
