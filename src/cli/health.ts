import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { UserError } from "./errors.ts";

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/** `GET /healthz`: 200 while `check` resolves to null, else 503 with the sentence it resolves to. */
export async function startHealth(
  listen: { readonly host: string; readonly port: number },
  check: () => Promise<string | null>,
): Promise<HealthServer> {
  const app = new Hono();
  app.get("/healthz", async (request) => {
    const wrong = await check();
    return request.json({ ok: wrong === null, wrong }, wrong === null ? 200 : 503);
  });
  app.notFound((request) => request.json({ ok: false, wrong: "only GET /healthz is answered here" }, 404));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: listen.host, port: listen.port }, ({ port }) => {
      resolve({
        url: `http://${listen.host.includes(":") ? `[${listen.host}]` : listen.host}:${port}/healthz`,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
    server.once("error", (error) => {
      reject(
        new UserError(
          `Health cannot be answered on ${listen.host}:${listen.port}: ${error.message}. Choose another address.`,
        ),
      );
    });
  });
}
