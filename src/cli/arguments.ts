import { InvalidArgumentError } from "commander";
import { phases } from "../model/live-event.ts";
import type { Phase } from "../model/live-event.ts";
import { UserError } from "./errors.ts";

/** Parsers of single arguments; each message says what would be right. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  }
  return value;
}

export function speed(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 1 || value > 1000) {
    throw new InvalidArgumentError("Speed is a number from 1 to 1000, e.g. 100.");
  }
  return value;
}

export function seed(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 32 - 1) {
    throw new InvalidArgumentError("A seed is a whole number from 0 to 4294967295.");
  }
  return value;
}

export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** `--from` and `--to`: an instant, in milliseconds. */
export function instant(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const zoned = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const ms = zoned ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UserError(
      `--${option} ${text}: not an instant; write a day (2026-12-01, in UTC) or a time with its offset (2026-12-01T09:00:00+08:00).`,
    );
  }
  return ms;
}

export function phaseNames(texts: readonly string[] | undefined): readonly Phase[] | undefined {
  return texts?.map((text) => {
    const phase = phases.find((candidate) => candidate === text);
    if (phase === undefined) throw new UserError(`--phase ${text}: no such phase; one of ${phases.join(", ")}.`);
    return phase;
  });
}

export function labels(texts: readonly string[] | undefined): readonly string[] | undefined {
  for (const text of texts ?? []) {
    if (!/^[^=\s]+=.+$/.test(text)) throw new UserError(`--label ${text}: write it as key=value, e.g. team=comms.`);
  }
  return texts;
}

export function isEventId(text: string): boolean {
  return /^[a-z0-9-]{3,48}$/.test(text);
}

export function eventId(text: string): string {
  if (!isEventId(text)) {
    throw new UserError(`${text}: not an event id; 3 to 48 of a-z, 0-9 and -.`);
  }
  return text;
}

/** `HOST:PORT`, or a port on the loopback address. */
export function listenAddress(name: string, text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:(\[[0-9a-f:]+\]|[^:\s]+):)?(\d{1,5})$/i.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535)
    throw new UserError(`${name} ${text}: write it as host:port, e.g. 127.0.0.1:4020.`);
  return { host: (match[1] ?? "127.0.0.1").replace(/^\[|\]$/g, ""), port };
}
