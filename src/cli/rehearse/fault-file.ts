import { z } from "zod";
import type { EventSpec } from "../../model/event-spec.ts";
import { faultFileSchema } from "../../simulator/faults.ts";
import type { FaultRule } from "../../simulator/faults.ts";
import { durationMs } from "../../simulator/moment.ts";
import { UserError } from "../errors.ts";
import { formatFault, sortFaults } from "../../config/fault.ts";
import { issueFaults } from "../../config/issues.ts";
import { fileFault, readText } from "../../config/read-file.ts";
import { parseYaml } from "../../config/yaml.ts";

const momentHint = "write start, end, start-10m, end+30s or an instant with its offset";
const momentPattern = /^(start|end)([+-].+)?$/;

const moment = z.string().refine((text) => isMoment(text), { error: momentHint });
const duration = z.string().refine((text) => durationMs(text) !== null && text !== "", {
  error: "write a duration such as 90s, 3m or 1h30m",
});

const encoderSchema = z.strictObject({
  event: z.string().optional().describe("the event whose stream is pushed; left out: every event"),
  from: moment.optional().describe("default: when the signal is expected, a minute before the start at the latest"),
  until: moment.optional().describe("default: end+30s"),
  drops: z.array(z.strictObject({ at: moment, for: duration })).optional(),
  reconnect: z.boolean().optional().describe("false: a cut ends the push for good"),
});

/** What goes wrong in a rehearsal, and who pushes. Times of encoders are relative to each event's window. */
export const rehearsalFileSchema = faultFileSchema
  .extend({
    faults: faultFileSchema.shape.faults.optional(),
    encoders: z
      .array(encoderSchema)
      .optional()
      .describe("left out: each event is pushed from before its start until after its end"),
  })
  .meta({ title: "Rundown fault file" });

export interface RehearsalFile {
  readonly faults: readonly FaultRule[];
  /** null: the file says nothing of encoders. */
  readonly encoders: readonly EncoderWish[] | null;
}

export type EncoderWish = z.infer<typeof encoderSchema>;

export interface EncoderPlan {
  readonly stream: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly drops: readonly { readonly fromMs: number; readonly untilMs: number }[];
  readonly reconnect?: boolean;
}

/** Reads a fault file; every fault with file, line and column in one UserError. */
export function readFaultFile(file: string): RehearsalFile {
  const read = readText(file);
  if (!read.ok) throw new UserError(nothing, [formatFault(read.fault)]);
  const { documents, faults } = parseYaml(file, read.text);
  const document = documents[0];
  if (faults.length > 0) throw new UserError(nothing, faults.map(formatFault));
  if (document === undefined)
    throw new UserError(nothing, [formatFault(fileFault(file, "holds neither faults nor encoders"))]);
  const parsed = rehearsalFileSchema.safeParse(document.value);
  if (parsed.success) return { faults: parsed.data.faults ?? [], encoders: parsed.data.encoders ?? null };
  const wrong = sortFaults(issueFaults(document, rehearsalFileSchema, parsed.error.issues));
  throw new UserError(nothing, wrong.map(formatFault));
}

const nothing = "The fault file is wrong; nothing was started.";

/** Who pushes an event's stream: as the fault file says, else from before the start until after the end. */
export function encodersOf(spec: EventSpec, wishes: readonly EncoderWish[] | null): readonly EncoderPlan[] {
  const fallback = {
    from: spec.window.startMs - Math.max(spec.lineUpMs ?? 0, 60_000),
    until: spec.window.endMs + 30_000,
  };
  const list: readonly EncoderWish[] = wishes ?? [{}];
  return list
    .filter((wish) => wish.event === undefined || wish.event === spec.id)
    .map((wish) => ({
      stream: spec.stream,
      fromMs: wish.from === undefined ? fallback.from : momentMs(wish.from, spec),
      untilMs: wish.until === undefined ? fallback.until : momentMs(wish.until, spec),
      drops: (wish.drops ?? []).map((drop) => {
        const fromMs = momentMs(drop.at, spec);
        return { fromMs, untilMs: fromMs + (durationMs(drop.for) ?? 0) };
      }),
      ...(wish.reconnect === undefined ? {} : { reconnect: wish.reconnect }),
    }));
}

function momentMs(text: string, spec: EventSpec): number {
  const match = momentPattern.exec(text);
  if (match === null) return Date.parse(text);
  const anchor = match[1] === "start" ? spec.window.startMs : spec.window.endMs;
  const offset = match[2];
  if (offset === undefined) return anchor;
  const length = durationMs(offset.slice(1)) ?? 0;
  return offset.startsWith("-") ? anchor - length : anchor + length;
}

function isMoment(text: string): boolean {
  const match = momentPattern.exec(text);
  if (match === null) return /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));
  const offset = match[2];
  return offset === undefined || (offset.length > 1 && durationMs(offset.slice(1)) !== null);
}
