import { z } from "zod";
import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { mixReply } from "../tencent-kit/reply.ts";

const idSchema = z.string().regex(/^[A-Za-z0-9_]{1,80}$/);
const numberSchema = z.number().optional();

const inputSchema = z.object({
  input_stream_id: z.string().min(1),
  layout_params: z.object({
    image_layer: z.int().min(1).max(8),
    input_type: z.literal([0, 3, 4, 5]).optional(),
    image_width: numberSchema,
    image_height: numberSchema,
    location_x: numberSchema,
    location_y: numberSchema,
    color: z.string().optional(),
  }),
  crop_params: z
    .object({ crop_width: numberSchema, crop_height: numberSchema, crop_x: numberSchema, crop_y: numberSchema })
    .optional(),
});

const bodySchema = z.object({
  timestamp: z.int(),
  eventId: z.int(),
  interface: z.object({
    interfaceName: z.literal("Mix_StreamV2"),
    para: z.object({
      app_id: z.union([z.int(), z.string()]),
      interface: z.literal("mix_streamv2.start_mix_stream_advanced"),
      mix_stream_session_id: idSchema,
      output_stream_id: idSchema,
      output_stream_type: z.literal([0, 1]).default(0),
      mix_stream_template_id: z.int().default(0),
      input_stream_list: z.array(inputSchema).min(1).max(8),
    }),
  }),
});

type Input = z.infer<typeof inputSchema>;
type Para = z.infer<typeof bodySchema>["interface"]["para"];

const canvas = 3;
const audio = 4;

/** Templates by number of inputs, the canvas counted (2.2, 2.3); those of `canvasFirst` want it as layer 1. */
const templates: Readonly<Record<number, readonly number[]>> = {
  2: [10, 20, 30, 40],
  3: [310, 390, 391],
  4: [410],
  5: [510, 590],
  6: [610],
};
const canvasFirst: readonly number[] = [390, 391, 590];

/** Pictures without a size of their own: the background of a stream whose resolution nobody said. */
const background = { width: 1920, height: 1080 };

// The document gives -505, -21 and the family -30xxx; the rest is "any other error".
const codes = { bad: -1, outOfBounds: -21, noInput: -505, otherOutput: -30_001, coolingDown: -30_002 } as const;

/** Mix_StreamV2 (Operation API / Cloud Mixed Streaming): two and more inputs start, a single one cancels. */
export function mixStream(call: Call): SimReply {
  const para = parseBody(call.body);
  const say = (code: number, message: string): SimReply => mixReply(code, message, call.nowMs);
  if (String(para.app_id) !== call.account.appid) return say(codes.bad, "app_id is not the appid of the call");
  const session = para.mix_stream_session_id;
  if (para.input_stream_list.length === 1) {
    call.mixing.cancel(session, call.nowMs);
    return say(0, "Success!");
  }
  const fault = layoutFault(para);
  if (fault !== null) return say(codes.bad, fault);
  if (para.input_stream_list.some((input) => outOfBounds(input, para.input_stream_list))) {
    return say(codes.outOfBounds, "a picture leaves the area of the primary picture");
  }
  const missing = para.input_stream_list.find((input) => !found(call, input));
  if (missing !== undefined) return say(codes.noInput, `input stream ${missing.input_stream_id} was not found`);
  if (!call.mixing.free(session, para.output_stream_id, call.nowMs)) {
    const going = call.mixing.open().some((resource) => resource.id === session);
    return going
      ? say(codes.otherOutput, "the session mixes towards another output stream")
      : say(codes.coolingDown, "the session was cancelled less than half a minute ago");
  }
  call.mixing.start(session, para.output_stream_id, call.nowMs);
  return say(0, "Success!");
}

/** The output stream that a mixing body names, null when it cannot be read. */
export function mixOutput(body: string): { readonly stream: string; readonly cancels: boolean } | null {
  try {
    const para = parseBody(body);
    return { stream: para.output_stream_id, cancels: para.input_stream_list.length === 1 };
  } catch (error) {
    if (error instanceof BadParameter) return null;
    throw error;
  }
}

function parseBody(body: string): Para {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    throw new BadParameter("the body is not JSON");
  }
  const parsed = bodySchema.safeParse(raw);
  if (parsed.success) return parsed.data.interface.para;
  const issue = parsed.error.issues[0];
  throw new BadParameter(`${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "wrong"}`);
}

function layoutFault(para: Para): string | null {
  const inputs = para.input_stream_list;
  const audioOnly = inputs.every((input) => input.layout_params.input_type === audio);
  const most = audioOnly ? 8 : 6;
  if (inputs.length > most) return `at most ${most} inputs`;
  const layers = inputs.map((input) => input.layout_params.image_layer);
  if (new Set(layers).size < layers.length) return "two inputs share a layer";
  if (layers.some((layer) => layer > most)) return `layers go from 1 to ${most}`;
  if (!layers.includes(1)) return "no input has layer 1";
  const among = inputs.some((input) => input.input_stream_id === para.output_stream_id);
  if (among !== (para.output_stream_type === 0)) {
    return "output_stream_type does not agree with output_stream_id";
  }
  return templateFault(para.mix_stream_template_id, inputs);
}

function templateFault(template: number, inputs: readonly Input[]): string | null {
  if (template === 0) return null;
  if (!(templates[inputs.length] ?? []).includes(template))
    return `template ${template} is not for ${inputs.length} inputs`;
  const first = inputs.find((input) => input.layout_params.image_layer === 1);
  if (canvasFirst.includes(template) && first?.layout_params.input_type !== canvas) {
    return `template ${template} wants a canvas as layer 1`;
  }
  return null;
}

function outOfBounds(input: Input, inputs: readonly Input[]): boolean {
  const layout = input.layout_params;
  if (layout.image_layer === 1) return false;
  const primary = inputs.find((candidate) => candidate.layout_params.image_layer === 1)?.layout_params;
  const x = pixels(layout.location_x, background.width);
  const y = pixels(layout.location_y, background.height);
  const right = x + pixels(layout.image_width, background.width);
  const bottom = y + pixels(layout.image_height, background.height);
  const width = pixels(primary?.image_width, background.width) || background.width;
  const height = pixels(primary?.image_height, background.height) || background.height;
  return x < 0 || y < 0 || right > width || bottom > height;
}

/** A length in pixels: the table allows fractions of the background from 0.01 to 0.99 too. */
function pixels(value: number | undefined, whole: number): number {
  if (value === undefined) return 0;
  return value > 0 && value < 1 ? value * whole : value;
}

function found(call: Call, input: Input): boolean {
  if (input.layout_params.input_type === canvas) return true;
  return call.context.encoders.pushAt(input.input_stream_id, call.asOfMs) !== undefined;
}
