import { Hono } from "hono";
import { z } from "zod";
import type { CallDesk } from "./answer-call.ts";
import type { CallbackSender } from "./callback-sender.ts";
import type { EncoderScript } from "./encoders.ts";
import { FaultFileError, parseFaults } from "./faults.ts";
import { durationSchema, durationMs, momentSchema, parseMoment } from "./moment.ts";
import type { ServiceHost } from "./service-host.ts";

const spanSchema = z.strictObject({ from: momentSchema, until: momentSchema });

const encoderSchema = z.strictObject({
  service: z.string(),
  stream: z.string().min(1),
  from: momentSchema.default("now"),
  until: momentSchema,
  drops: z.array(spanSchema).default([]),
  reconnect: z.boolean().optional(),
  reconnectAfter: durationSchema.optional(),
});

const callbackSchema = z.strictObject({ service: z.string(), url: z.url() });

/** A request to the control room that cannot be done; the text says why. */
class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** The control room under /_sim/: what no vendor has, for tests, rehearsals and people. */
export function controlRoom(hosts: readonly ServiceHost[], desk: CallDesk, callbacks: CallbackSender): Hono {
  const { clock } = desk;
  const app = new Hono();

  const hostOf = (service: string): ServiceHost => {
    const host = hosts.find((candidate) => candidate.id === service);
    if (host !== undefined) return host;
    throw new BadRequest(`no service ${service} here; there are ${hosts.map((one) => one.id).join(", ")}`);
  };
  const moment = (value: number | string): number => {
    const parsed = parseMoment(value, clock.originMs, clock.now());
    if (parsed === null) throw new BadRequest(`${value} is no moment`);
    return parsed;
  };

  app.onError((error, context) => {
    if (error instanceof BadRequest || error instanceof FaultFileError)
      return context.json({ error: error.message }, 400);
    throw error;
  });

  app.get("/clock", (context) =>
    context.json({ wallMs: Date.now(), eventMs: clock.now(), originMs: clock.originMs, clock: clock.spec }),
  );
  app.get("/calls", (context) => context.json(desk.log.report()));
  app.get("/faults", (context) => context.json({ faults: desk.faults.list() }));
  app.get("/callbacks", (context) => context.json({ callbacks: callbacks.list() }));
  app.get("/files", (context) =>
    context.json(
      hosts.flatMap((host) => host.files().map((file) => ({ ...file, from: iso(file.fromMs), to: iso(file.toMs) }))),
    ),
  );
  app.get("/tasks", (context) =>
    context.json(hosts.flatMap((host) => host.instance.tasks().map((task) => ({ service: host.id, ...task })))),
  );
  app.get("/resources", (context) => {
    const open = hosts.flatMap((host) =>
      host.instance.openResources().map((row) => ({ service: host.id, open: true, ...row })),
    );
    if (context.req.query("open") === "true") return context.json(open);
    const known = new Set(open.map((row) => row.id));
    const ended = hosts.flatMap((host) =>
      host.instance
        .tasks()
        .filter((task) => !known.has(task.id))
        .map((task) => ({
          service: host.id,
          open: false,
          kind: "recordingTask",
          id: task.id,
          stream: task.stream,
          openedAtMs: task.createdAtMs,
          untilMs: task.stoppedAtMs ?? task.untilMs,
        })),
    );
    return context.json([...open, ...ended]);
  });
  app.get("/state", (context) => context.json({ eventMs: clock.now(), streams: hosts.flatMap(streamsOf) }));

  app.post("/encoders", async (context) => {
    const encoder = parsed(encoderSchema, await bodyOf(context.req.raw));
    const host = hostOf(encoder.service);
    const script: EncoderScript = {
      stream: encoder.stream,
      fromMs: moment(encoder.from),
      untilMs: moment(encoder.until),
      drops: encoder.drops.map((drop) => ({ fromMs: moment(drop.from), untilMs: moment(drop.until) })),
      ...(encoder.reconnect === undefined ? {} : { reconnect: encoder.reconnect }),
      ...(encoder.reconnectAfter === undefined ? {} : { reconnectAfterMs: durationMs(encoder.reconnectAfter) ?? 0 }),
    };
    if (script.untilMs <= script.fromMs) throw new BadRequest("until is not after from");
    host.encoders.add(script);
    return context.json({ pushes: host.encoders.pushes(encoder.stream) }, 201);
  });
  app.delete("/encoders", (context) => {
    const host = hostOf(context.req.query("service") ?? "");
    const stream = context.req.query("stream") ?? "";
    host.encoders.end(stream);
    return context.json({ pushes: host.encoders.pushes(stream) });
  });

  app.post("/faults", async (context) => {
    desk.faults.add(parseFaults(await bodyOf(context.req.raw)));
    return context.json({ faults: desk.faults.list() }, 201);
  });
  app.delete("/faults", (context) => {
    desk.faults.clear();
    return context.json({ faults: [] });
  });

  app.post("/callbacks", async (context) => {
    const { service, url } = parsed(callbackSchema, await bodyOf(context.req.raw));
    const host = hostOf(service);
    if (host.instance.callbacks === null) throw new BadRequest(`${service} sends no callbacks`);
    callbacks.register(host, url);
    return context.json({ service, url }, 201);
  });

  /** Streams of a service with their pushes until now. */
  function streamsOf(host: ServiceHost): readonly unknown[] {
    const now = clock.now();
    return host.encoders.streams().map((stream) => ({
      service: host.id,
      stream,
      pushing: host.encoders.pushAt(stream, now) !== undefined,
      banned: host.encoders.banned(stream, now),
      pushes: host.encoders.pushes(stream),
    }));
  }
  return app;
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    throw new BadRequest("the body is not JSON");
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.infer<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new BadRequest(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
