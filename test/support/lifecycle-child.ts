/** Opens everything the service opens, works a little, puts it all away; ends by itself unless a handle was left open. */

import { createMetrics } from "../../src/api/metrics.ts";
import { openOperationsServer } from "../../src/api/operations-server.ts";
import { openPublicServer } from "../../src/api/public-server.ts";
import { openStoreToRead } from "../../src/db/store/open-store.ts";
import { endpointServiceOf } from "./endpoint-service-of.ts";
import { openRedisPipeline } from "./open-redis-pipeline.ts";

const KEY = "the-key-of-this-test";
const [dataDir = "", serverUrl = "", redisUrl = ""] = process.argv.slice(2);
{
  await using stack = new AsyncDisposableStack();
  const worked = Promise.withResolvers<void>();
  const { store, deps, runner } = stack.use(
    await openRedisPipeline({
      dataDir,
      serverUrl,
      redisUrl,
      observer: {
        done: (job) => job.step === "publish" && worked.resolve(),
        failed: (_job, error) => worked.reject(error),
      },
    }),
  );
  const operations = stack.use(
    await openOperationsServer({
      ...{ host: "127.0.0.1", port: 0, names: [], store, metrics: createMetrics(), now: deps.now },
      depths: () => runner.depths(),
      board: { key: KEY, queues: runner.queues },
    }),
  );
  const api = stack.use(
    await openPublicServer({
      ...{
        host: "127.0.0.1",
        port: 0,
        auth: "local",
        adminKey: null,
        requestsAMinute: 600,
        now: deps.now,
      },
      ...{ store: stack.use(openStoreToRead(dataDir)), keyStore: store, version: "0" },
      ...{
        publicUrl: "http://localhost",
        source: "urn:entitywire:test",
        endpointService: endpointServiceOf(store),
      },
      onFault: (error) => console.error(error),
    }),
  );
  // Both are still there when it ends.
  await fetch(`${api.url}/v1/events/stream?after=0`);
  const poll = fetch(`${api.url}/v1/events?type=rule.withdrawn&wait=60`);
  poll.catch((error) => console.error(error));
  runner.schedule([{ job: { step: "sweep" }, pattern: "* * * * * *" }]);
  await worked.promise;
  await (await fetch(`${operations.url}/metrics`)).text();
  const headers = { authorization: `Bearer ${KEY}` };
  const board = await fetch(`${operations.url}/queues/api/queues`, { headers });
  console.log(`${JSON.parse(await board.text()).queues.length} queues`);
}
console.log("released");
setTimeout(() => {
  console.log(`still open: ${process.getActiveResourcesInfo().join(", ")}`);
  process.exit(1);
}, 3_000).unref();
