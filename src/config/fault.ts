export type PathPart = string | number;
export type Path = readonly PathPart[];

/** One fault of a file, at the place where a person has to change something. Lines and columns count from 1. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, e.g. `window.start` or `cues[0].at`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** `file:line:col message`, which editors and terminals turn into a link. */
export function formatFault(fault: Fault): string {
  const where = `${fault.file}:${fault.line}:${fault.column}`;
  return fault.path === "" ? `${where} ${fault.message}` : `${where} ${fault.path}: ${fault.message}`;
}

export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** The reverse of `formatPath`, for refusals of the planner. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((match) =>
    match[1] === undefined ? match[0] : Number(match[1]),
  );
}

/** Sorted by place, the same fault once. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  const once = faults.filter((fault) => {
    const text = formatFault(fault);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  const order = [...new Set(once.map((fault) => fault.file))];
  return once.sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column);
}

abstract class FaultError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const sorted = sortFaults(faults);
    super(sorted.map(formatFault).join("\n"));
    this.faults = sorted;
  }
}

/** The configuration is wrong. Exit code 2; nothing was sent. */
export class ConfigError extends FaultError {
  override readonly name = "ConfigError";
}

/** Event files are wrong. Exit code 2; nothing was sent or started. */
export class EventFileError extends FaultError {
  override readonly name = "EventFileError";
}

/** A thing of the configuration cannot be used: an account, a variable or a file is missing. Exit code 2. */
export class ConfigUseError extends Error {
  override readonly name = "ConfigError";
}
