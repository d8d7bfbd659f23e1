/** The service in a process of its own that a test may kill: quick polls, quick to take over from the dead. */

import { once } from "node:events";
import { openRedisPipeline } from "./open-redis-pipeline.ts";

const [dataDir = "", serverUrl = "", redisUrl = ""] = process.argv.slice(2);
const EVERY_SECOND = "* * * * * *";

await using pipeline = await openRedisPipeline({
  dataDir,
  serverUrl,
  redisUrl,
  observer: {
    done: () => undefined,
    failed: (job, error, { retryInMs }) => {
      if (retryInMs === null) process.stderr.write(`${job.step}: ${error}\n`);
    },
  },
});
pipeline.runner.schedule([
  { job: { step: "sweep" }, pattern: EVERY_SECOND },
  { job: { step: "fetch", source: "ecfr" }, pattern: EVERY_SECOND },
  { job: { step: "fetch", source: "federal-register" }, pattern: EVERY_SECOND },
]);
await once(process, "SIGTERM");
