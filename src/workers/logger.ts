import pino from "pino";
import type { DestinationStream, Logger } from "pino";
import pretty from "pino-pretty";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export interface LoggerOptions {
  /** Coloured lines for a terminal; JSON otherwise. */
  readonly pretty: boolean;
  readonly level: LogLevel;
  /** A file's path; default: standard error, so that standard output keeps only results. */
  readonly file?: string | undefined;
  /** Somewhere else, for tests. */
  readonly destination?: DestinationStream | undefined;
}

const secretNames = ["key", "secret", "sign", "signature", "credentials", "authorization", "token", "password"];
const secretPaths = [
  ...secretNames,
  "accessKeySecret",
  "secretAccessKey",
  "secretKey",
  "callbackKey",
  "pushKey",
  "securityToken",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** A logger that prints one line a record and hides what is named like a secret. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: "[hidden]" },
  };
  const target = options.destination ?? pino.destination({ dest: options.file ?? 2, sync: true, mkdir: true });
  if (!options.pretty) return pino(settings, target);
  return pino(
    settings,
    pretty({ destination: target, colorize: true, singleLine: true, translateTime: "SYS:HH:MM:ss.l" }),
  );
}
