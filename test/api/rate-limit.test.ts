import { Hono } from "hono";
import { afterEach, expect, test, vi } from "vitest";
import { createRateLimit } from "../../src/api/rate-limit.ts";

afterEach(() => void vi.useRealTimers());

// A client that obeyed waited for as long as the clock had run ahead.
test("no client is told to wait longer than the limit's period, though the clock is put back", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const limit = createRateLimit("requests", 1, 60);
  const app = new Hono().get("/", async (c) => (await limit.count(c, "me")) ?? c.text("here"));
  expect((await app.request("/")).status).toBe(200);
  vi.setSystemTime(Date.now() - 2 * 86_400_000);
  const refused = await app.request("/");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
});
