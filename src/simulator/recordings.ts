import type { Encoders, Push } from "./encoders.ts";
import { randomId } from "./random.ts";
import { intersect } from "./spans.ts";
import type { Span } from "./spans.ts";

export const fileFormats = ["mp4", "flv", "hls", "aac"] as const;

export type FileFormat = (typeof fileFormats)[number];

/** What makes files: a task that records a stream while it is active. */
export interface Recorder extends Span {
  readonly id: string;
  readonly stream: string;
  readonly format: FileFormat;
}

/** One finished file. `visibleMs` is when the vendor has it ready; lists show it a read lag later. */
export interface RecordedFile {
  readonly id: string;
  readonly recorderId: string;
  readonly stream: string;
  readonly format: FileFormat;
  readonly fromMs: number;
  readonly toMs: number;
  readonly visibleMs: number;
  readonly bytes: number;
  readonly sequence: string;
}

const shortestMs = 1000;
const readyAfterMs = 2000;

/** The files of all recorders that are ready at `atMs`: one for each push within each task, pieces under 1 s left out. */
export function recordedFiles(
  recorders: readonly Recorder[],
  encoders: Encoders,
  options: { readonly atMs: number; readonly seed: number; readonly bytesPerSecond: number },
): readonly RecordedFile[] {
  const pushes = new Map<string, readonly Push[]>();
  for (const { stream } of recorders) if (!pushes.has(stream)) pushes.set(stream, encoders.pushes(stream));
  return recorders.flatMap((recorder) =>
    (pushes.get(recorder.stream) ?? []).flatMap((push) => {
      const piece = intersect(recorder, push);
      if (piece === null || piece.untilMs - piece.fromMs < shortestMs) return [];
      const visibleMs = piece.untilMs + readyAfterMs;
      if (visibleMs > options.atMs) return [];
      const seconds = (piece.untilMs - piece.fromMs) / 1000;
      return [
        {
          id: randomId(options.seed, "file", recorder.id, piece.fromMs),
          recorderId: recorder.id,
          stream: recorder.stream,
          format: recorder.format,
          fromMs: piece.fromMs,
          toMs: piece.untilMs,
          visibleMs,
          bytes: Math.max(64, Math.round(seconds * options.bytesPerSecond)),
          sequence: push.sequence,
        },
      ];
    }),
  );
}
