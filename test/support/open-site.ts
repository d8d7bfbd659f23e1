/** The public server with its website, on a port of its own, over a store in a folder. */

import { openPublicServer } from "../../src/api/public-server.ts";
import { openStore, openStoreToRead } from "../../src/db/store/open-store.ts";
import { version } from "../../src/version.ts";
import { openSite } from "../../src/web/site.ts";
import { endpointServiceOf } from "./endpoint-service-of.ts";

export const ADMIN_KEY = "an-admin-key-of-a-test";

/** Its URL; it ends with what `stack` ends with. */
export async function serveSite(
  stack: AsyncDisposableStack,
  dataDir: string,
  now: () => Date,
): Promise<string> {
  const store = stack.use(openStore(dataDir));
  const server = await openPublicServer({
    ...{
      host: "127.0.0.1",
      port: 0,
      auth: "local",
      adminKey: ADMIN_KEY,
      requestsAMinute: 1_000_000,
    },
    store: stack.use(openStoreToRead(dataDir)),
    keyStore: store,
    endpointService: endpointServiceOf(store),
    now,
    ...{ publicUrl: "http://localhost", source: "urn:entitywire:test", version: version() },
    onFault: (error) => {
      throw error;
    },
    site: (parts) => openSite({ ...parts, depths: async () => ({}) }),
  });
  stack.use(server);
  return server.url;
}
