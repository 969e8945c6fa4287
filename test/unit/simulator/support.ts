import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterEach } from "vitest";
import { scaledClock } from "../../../src/domain/clock.ts";
import { startSimulator } from "../../../src/simulator/server.ts";
import type { RunningSimulator, SimulatorOptions } from "../../../src/simulator/server.ts";

export const appid = "1252500000";
export const key = "5d41402abc4b2a76b9719d911017c592";
/** 2026-12-01 09:00:00 in China. */
export const originMs = Date.parse("2026-12-01T01:00:00Z");

const running: RunningSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

/** A simulator whose clock starts at the origin; stopped after the test. */
export async function simulate(rate: number, options: Partial<SimulatorOptions> = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({ clock: scaledClock(Date.now(), originMs, rate), accounts: [], ...options });
  running.push(simulator);
  return simulator;
}

/** What the control room says at a path. */
export async function room(simulator: RunningSimulator, path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`${simulator.url}/_sim/${path}`, init);
  return response.json();
}

export function post(simulator: RunningSimulator, path: string, body: unknown): Promise<Response> {
  return fetch(`${simulator.url}/_sim/${path}`, { method: "POST", body: JSON.stringify(body) });
}

/** Event time as the control room reads it. */
export async function eventNow(simulator: RunningSimulator): Promise<number> {
  const clock = await room(simulator, "clock");
  return Number(field(clock, "eventMs"));
}

/** The signature of the document, made here and not by the product. */
export function sign(t: number, secret = key): string {
  return createHash("md5").update(secret).update(String(t)).digest("hex");
}

/** The signed query of an interface. */
export function query(name: string, params: Record<string, string | number>, nowMs: number): URLSearchParams {
  const t = Math.floor(nowMs / 1000) + 3600;
  const identifier = name.startsWith("Get_") ? "cmd" : "appid";
  return new URLSearchParams({
    [identifier]: appid,
    interface: name,
    ...Object.fromEntries(Object.entries(params).map(([field_, value]) => [field_, String(value)])),
    t: String(t),
    sign: sign(t),
  });
}

/** One signed call as the raw answer. */
export async function raw(
  simulator: RunningSimulator,
  name: string,
  params: Record<string, string | number> = {},
  body?: unknown,
): Promise<Response> {
  const search = query(name, params, await eventNow(simulator));
  const url = `${simulator.endpoint("tencent-livecode")}/common_access?${search.toString()}`;
  return fetch(url, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
}

/** One signed call, its answer parsed as JSON. */
export async function ask(
  simulator: RunningSimulator,
  name: string,
  params: Record<string, string | number> = {},
  body?: unknown,
): Promise<unknown> {
  return (await raw(simulator, name, params, body)).json();
}

/** China time of an event moment, as the vendor's parameters want it. */
export function china(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

/** A member of an unknown value, by a path such as output.file_list.0.vid. */
export function field(value: unknown, path: string): unknown {
  let at: unknown = value;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([member]) => member === name)?.[1];
  }
  return at;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Asks again until the answer is there; fails after ten seconds. */
export async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the condition did not come true within ten seconds");
}

/** Waits until the simulator's clock has passed a moment. */
export async function passed(simulator: RunningSimulator, eventMs: number): Promise<void> {
  await until(async () => ((await eventNow(simulator)) > eventMs ? true : undefined));
}

/** A call with a Host header of its own, which fetch does not allow. Gives the status and the body. */
export async function asHost(url: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(url, { headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on("error", reject);
    call.end();
  });
}
