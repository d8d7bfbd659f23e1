/** `/manage`: endpoints and keys. Requires the admin key. */

import { type Context, Hono } from "hono";
import { z } from "zod";
import { requireAdminKey } from "../../api/admin-key.ts";
import { createBody } from "../../api/v1/endpoints/schema.ts";
import { keyName } from "../../api/v1/keys.ts";
import { newestDeliveries } from "../../db/subscribers/deliveries.ts";
import { getEndpoint, listEndpoints } from "../../db/subscribers/endpoints.ts";
import { createKey, listKeys, revokeKey } from "../../db/subscribers/keys.ts";
import { readTallies, tallyOf } from "../../db/subscribers/tallies.ts";
import { API_SCOPES } from "../../model/api-scope.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { missingPage } from "../missing-page.ts";
import type { SiteDeps } from "../site-deps.ts";
import { endpointPage, lockedPage, managePage, secretPage } from "./page.ts";

const REALM = "entitywire management";
const DELIVERIES_SHOWN = 50;
const keyForm = z.object({ name: keyName, scope: z.enum(API_SCOPES) });

/** The result of a form, or why it was refused. */
interface FormResult {
  readonly message: string | null;
  readonly status: 200 | 422;
}

export function manageRoutes(deps: SiteDeps, show: ShowPage): Hono {
  const { store, keyStore, endpointService, now, admin } = deps;
  const app = new Hono();
  if (admin === null) {
    app.get("/manage", (c) => show(c, lockedPage(), 404));
    return app;
  }
  app.use("/manage/*", async (c, next) => {
    // Caches must not keep secrets, or URLs, which may contain tokens.
    c.header("Cache-Control", "no-store");
    await next();
  });
  app.use("/manage/*", requireAdminKey(admin, REALM));

  const overview = (
    c: Context,
    { message, status }: FormResult = { message: null, status: 200 },
  ) => {
    const tallies = readTallies(store.db);
    const endpoints = listEndpoints(store.db).map((endpoint) => {
      return { endpoint, tally: tallyOf(tallies, endpoint.id) };
    });
    const view = { endpoints, keys: listKeys(store.db), message };
    return show(c, managePage(view, linksFrom(c.req.path)), status);
  };
  const refused = (c: Context, message: string) => overview(c, { message, status: 422 });
  const done = (c: Context) => c.redirect(linksFrom(c.req.path)("/manage"), 303);
  /** Shows the refusals of the endpoint service on the page. Any other error stays an internal one. */
  const showingRefusals = async (c: Context, work: () => Response | Promise<Response>) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof PipelineError) return refused(c, describeError(error));
      throw error;
    }
  };

  app.get("/manage", (c) => overview(c));
  app.post("/manage/endpoints", async (c) => {
    const form = await c.req.parseBody({ all: true });
    const types = [form["types"] ?? []].flat();
    const filter = types.length === 0 ? null : { types };
    const asked = createBody.safeParse({
      url: form["url"],
      description: form["description"],
      filter,
    });
    if (!asked.success) return refused(c, faultsOf(asked.error));
    return showingRefusals(c, () => {
      const { endpoint, secret } = endpointService.create(asked.data);
      return show(c, secretPage(`Secret of ${endpoint.id}`, secret, linksFrom(c.req.path)));
    });
  });
  app.get("/manage/endpoints/:id", (c) => {
    const endpoint = getEndpoint(store.db, c.req.param("id"));
    if (endpoint === undefined) return show(c, missingPage("There is no such endpoint."), 404);
    const tally = tallyOf(readTallies(store.db, endpoint.id), endpoint.id);
    const deliveries = newestDeliveries(store.db, endpoint.id, DELIVERIES_SHOWN);
    return show(c, endpointPage({ endpoint, tally, deliveries }, linksFrom(c.req.path)));
  });
  const acts: Readonly<Record<string, (id: string) => unknown>> = {
    pause: endpointService.pause,
    resume: endpointService.resume,
    enable: endpointService.enable,
    replay: (id) => endpointService.replay(id, { dead: true }),
  };
  for (const [name, act] of Object.entries(acts)) {
    app.post(`/manage/endpoints/:id/${name}`, (c) =>
      showingRefusals(c, () => {
        act(c.req.param("id") ?? "");
        return done(c);
      }),
    );
  }
  app.post("/manage/endpoints/:id/rotate", (c) =>
    showingRefusals(c, () => {
      const id = c.req.param("id");
      const { secret } = endpointService.rotate(id, {});
      return show(c, secretPage(`New secret of ${id}`, secret, linksFrom(c.req.path)));
    }),
  );
  app.post("/manage/endpoints/:id/test", (c) =>
    showingRefusals(c, async () => {
      const id = c.req.param("id");
      const { status, error, durationMs, location } = await endpointService.test(id);
      const result =
        error === null ? `accepted the test (${status})` : `refused the test (${error})`;
      return overview(c, {
        message: `${id} ${result} after ${Math.round(durationMs)} ms${location === null ? "" : `; set the URL to ${location}`}`,
        status: 200,
      });
    }),
  );
  app.post("/manage/endpoints/:id/remove", (c) =>
    showingRefusals(c, async () => {
      const id = c.req.param("id");
      const { sure } = await c.req.parseBody();
      if (sure !== "yes") return refused(c, `${id} is not removed: tick “I am sure” first`);
      endpointService.remove(id);
      return done(c);
    }),
  );
  app.post("/manage/keys", async (c) => {
    const asked = keyForm.safeParse(await c.req.parseBody());
    if (!asked.success) return refused(c, faultsOf(asked.error));
    const { key, secret } = await keyStore.write((tx) => createKey(tx, asked.data, now()));
    return show(c, secretPage(`Key ${key.id}, ${key.name}`, secret, linksFrom(c.req.path)));
  });
  app.post("/manage/keys/:id/revoke", async (c) => {
    const key = await keyStore.write((tx) => revokeKey(tx, c.req.param("id"), now()));
    if (key === null) return show(c, missingPage("There is no such key."), 404);
    return done(c);
  });
  return app;
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}
