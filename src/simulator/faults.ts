import { z } from "zod";
import { durationSchema, momentSchema } from "./moment.ts";

const effect = z.boolean().optional().describe("whether the operation was done nevertheless");

/** Faults of a vendor's answer to a call. */
const callFaults = [
  z.strictObject({
    kind: z.literal("error"),
    code: z.union([z.int(), z.string()]).describe("the vendor's own code"),
    message: z.string().optional(),
    effect,
  }),
  z.strictObject({
    kind: z.literal("throttle"),
    retryAfterMs: durationSchema.optional().describe("sent as Retry-After, in event seconds"),
  }),
  z.strictObject({
    kind: z.literal("hang"),
    ms: durationSchema.optional().describe("event time until the answer"),
    wallMs: z.int().positive().optional().describe("the same in wall time, which HTTP time-outs are counted in"),
    effect,
  }),
  z.strictObject({ kind: z.literal("lost-answer") }).describe("the operation is done, the connection is reset"),
  z.strictObject({ kind: z.literal("refuse") }).describe("the connection is reset before anything is done"),
  z.strictObject({ kind: z.literal("cut-body") }).describe("the operation is done, half of the answer arrives"),
  z.strictObject({ kind: z.literal("empty-body"), effect }),
  z.strictObject({ kind: z.literal("html-error"), status: z.int().min(500).max(599).optional(), effect }),
  z.strictObject({ kind: z.literal("http"), status: z.int().min(400).max(599), effect }),
] as const;

/** Faults of a file's download. `refuse`, `hang`, `http` and `html-error` act on downloads too, with operation: download. */
const downloadFault = z.strictObject({
  kind: z.literal("cut-after-bytes"),
  bytes: z.int().nonnegative().describe("how much of each answer arrives before the connection is reset"),
});

/** Faults of a callback. */
const callbackFaults = [
  z.strictObject({ kind: z.literal("late"), ms: durationSchema }),
  z.strictObject({ kind: z.literal("doubled") }),
  z.strictObject({ kind: z.literal("reordered") }).describe("sent after the next callback, or a minute later"),
  z.strictObject({ kind: z.literal("lost") }),
  z.strictObject({ kind: z.literal("forged") }).describe("one with a wrong signature is sent before the real one"),
] as const;

const faultSchema = z.discriminatedUnion("kind", [...callFaults, downloadFault, ...callbackFaults]);

const whenSchema = z.strictObject({
  nth: z
    .union([z.int().positive(), z.array(z.int().positive()).min(1)])
    .optional()
    .describe("which of the calls that meet the other conditions, from 1"),
  from: momentSchema.optional(),
  until: momentSchema.optional(),
  stream: z.string().optional(),
  probability: z.number().min(0).max(1).optional().describe("drawn from the seed, the same in every run"),
});

const ruleSchema = z.strictObject({
  service: z.string().optional(),
  operation: z
    .string()
    .optional()
    .describe("operation id or the vendor's own name; download for files; a callback's id; left out: every one"),
  when: whenSchema.optional(),
  times: z.int().positive().optional().describe("how often the rule acts; left out: without end"),
  fault: faultSchema,
});

/** A fault file. Times are event time; all matching is in the order of the list, the first rule that acts wins. */
export const faultFileSchema = z.strictObject({
  rundown: z.literal(1).optional(),
  faults: z.array(ruleSchema),
});

export type FaultRule = z.infer<typeof ruleSchema>;
export type Fault = z.infer<typeof faultSchema>;

/** A fault file that is wrong; `faults` has each place with what is wrong there. */
export class FaultFileError extends Error {
  override readonly name = "FaultFileError";
  readonly faults: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];

  constructor(error: z.ZodError) {
    super(
      `the fault file is wrong: ${error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")}`,
    );
    this.faults = error.issues.map((issue) => ({ path: issue.path, message: issue.message }));
  }
}

/**
 * The rules of a fault file, or of a bare list of rules.
 * @throws FaultFileError naming every place that is wrong
 */
export function parseFaults(raw: unknown): readonly FaultRule[] {
  const parsed = faultFileSchema.safeParse(Array.isArray(raw) ? { faults: raw } : raw);
  if (!parsed.success) throw new FaultFileError(parsed.error);
  return parsed.data.faults;
}
