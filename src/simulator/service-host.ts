import { Encoders } from "./encoders.ts";
import type { EncoderScript } from "./encoders.ts";
import type { EventClock } from "./event-clock.ts";
import { fileSha256, fileTypes } from "./file-content.ts";
import { recordedFiles } from "./recordings.ts";
import type { RecordedFile } from "./recordings.ts";
import type { ServiceInstance, SimulatedService } from "./simulated-service.ts";

/** What every service of one simulator shares. Times are event milliseconds. */
export interface HostSettings {
  readonly clock: EventClock;
  readonly seed: number;
  readonly lagMs: number;
  readonly bytesPerSecond: number;
  readonly autoPush: { readonly leadMs: number; readonly tailMs: number } | null;
  /** The simulator's own address, without a slash at the end. */
  readonly baseUrl: () => string;
}

/** One finished file as the control room and the tests see it. */
export interface FileRow {
  readonly service: string;
  readonly id: string;
  readonly taskId: string;
  readonly stream: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly url: string;
}

/** One service at work: its vendor's state, its encoders, its files. */
export class ServiceHost {
  readonly service: SimulatedService;
  readonly credentials: readonly Readonly<Record<string, string>>[];
  readonly encoders: Encoders;
  readonly instance: ServiceInstance;
  readonly #settings: HostSettings;
  readonly #sums = new Map<string, string>();

  constructor(
    service: SimulatedService,
    credentials: readonly Readonly<Record<string, string>>[],
    settings: HostSettings,
  ) {
    const { clock, seed, lagMs } = settings;
    this.service = service;
    this.credentials = credentials;
    this.#settings = settings;
    this.encoders = new Encoders(
      seed,
      () => clock.now(),
      () => this.#assumed(),
    );
    this.instance = service.open({
      clock,
      seed,
      lagMs,
      credentials,
      encoders: this.encoders,
      filesAt: (atMs, stream) => this.filesAt(atMs, stream),
      fileUrl: (file) => this.fileUrl(file),
      filesUrl: () => this.filesUrl(),
    });
  }

  get id(): string {
    return this.service.id;
  }

  /** The files that are ready at that moment, without read lag. */
  filesAt(atMs: number, stream?: string): readonly RecordedFile[] {
    const { seed, bytesPerSecond } = this.#settings;
    const recorders = this.instance.recorders().filter((one) => stream === undefined || one.stream === stream);
    return recordedFiles(recorders, this.encoders, { atMs, seed, bytesPerSecond });
  }

  /** The file with that id, when it is ready. */
  file(id: string): RecordedFile | undefined {
    return this.filesAt(this.#settings.clock.now()).find((file) => file.id === id);
  }

  /** Where a file is fetched; an hls recording is fetched by its index. */
  fileUrl(file: RecordedFile): string {
    const extension = file.format === "hls" ? "m3u8" : fileTypes[file.format].extension;
    return this.fileAddress(file.id, extension);
  }

  fileAddress(id: string, extension: string): string {
    return `${this.filesUrl()}/${id}.${extension}`;
  }

  filesUrl(): string {
    return `${this.#settings.baseUrl()}/_files/${this.id}`;
  }

  /** Every file that is ready now, with its checksum. */
  files(): readonly FileRow[] {
    return this.filesAt(this.#settings.clock.now()).map((file) => ({
      service: this.id,
      id: file.id,
      taskId: file.recorderId,
      stream: file.stream,
      fromMs: file.fromMs,
      toMs: file.toMs,
      bytes: file.bytes,
      sha256: this.#sha256(file),
      url: this.fileUrl(file),
    }));
  }

  #sha256(file: RecordedFile): string {
    const known = this.#sums.get(file.id);
    if (known !== undefined) return known;
    const sum = fileSha256(this.#settings.seed, file);
    this.#sums.set(file.id, sum);
    return sum;
  }

  #assumed(): readonly EncoderScript[] {
    return this.#settings.autoPush === null ? [] : this.instance.expected(this.#settings.autoPush);
  }
}
