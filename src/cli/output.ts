import { stripVTControlCharacters } from "node:util";

export interface Streams {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
}

/** Where a command writes: its result to standard output; with `--json` everything for people to standard error. */
export class Output {
  readonly json: boolean;
  readonly #streams: Streams;

  constructor(json: boolean, streams: Streams = process) {
    this.json = json;
    this.#streams = streams;
  }

  /** The result for people: standard output, or nothing when `--json` asks for the JSON value instead. */
  result(text: string): void {
    if (!this.json) this.#streams.stdout.write(`${this.#plain(text, this.#streams.stdout.isTTY)}\n`);
  }

  /** Remarks, progress, warnings: standard error with `--json`, else standard output. */
  say(text: string): void {
    const stream = this.json ? this.#streams.stderr : this.#streams.stdout;
    stream.write(`${this.#plain(text, stream.isTTY)}\n`);
  }

  /** Faults and warnings: always standard error. */
  warn(text: string): void {
    this.#streams.stderr.write(`${this.#plain(text, this.#streams.stderr.isTTY)}\n`);
  }

  /** The one JSON value of a command, or one object a line of a following command. Nothing without `--json`. */
  value(value: unknown): void {
    if (this.json) this.#streams.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** As `value`, for JSON text whose numbers have more digits than JavaScript keeps. */
  valueText(json: string): void {
    if (this.json) this.#streams.stdout.write(`${json}\n`);
  }

  /** How far a command is, on standard error: one line that a terminal redraws, else a line each. */
  progress(text: string): void {
    const terminal = this.#streams.stderr.isTTY === true;
    this.#streams.stderr.write(terminal ? `\r\u001b[2K${text}` : `${this.#plain(text, false)}\n`);
  }

  /** Leaves the redrawn line. */
  progressEnd(): void {
    if (this.#streams.stderr.isTTY === true) this.#streams.stderr.write("\n");
  }

  /** A terminal whose lines can be redrawn. */
  get live(): boolean {
    return !this.json && this.#streams.stdout.isTTY === true;
  }

  get columns(): number {
    return this.#streams.stdout.columns ?? 100;
  }

  #plain(text: string, terminal: boolean | undefined): string {
    return terminal === true ? text : stripVTControlCharacters(text);
  }
}
