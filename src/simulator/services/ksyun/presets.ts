import type { SimReply } from "../../simulated-service.ts";
import type { Call } from "./call.ts";
import type { PresetState } from "./preset-book.ts";
import { Params } from "./params.ts";
import { ok, Refusal } from "./reply.ts";
import { vendorTime } from "./times.ts";

/** Preset: a name that exists is refused with 1201. */
export function createPreset(call: Call): SimReply {
  const wish = readTemplate(call.params);
  if (find(call, wish.name, call.nowMs) !== undefined) throw new Refusal(1201);
  call.presets.put({ ...wish, createdMs: call.nowMs, updatedMs: null }, call.nowMs);
  return ok("large");
}

/** UpdatePreset replaces the whole template. */
export function updatePreset(call: Call): SimReply {
  const wish = readTemplate(call.params);
  const present = find(call, wish.name, call.nowMs);
  if (present === undefined) throw new Refusal(1200);
  call.presets.put({ ...wish, createdMs: present.createdMs, updatedMs: call.nowMs }, call.nowMs);
  return ok("large");
}

/** DelPreset. */
export function deletePreset(call: Call): SimReply {
  const present = find(call, call.params.preset(), call.nowMs);
  if (present === undefined) throw new Refusal(1200);
  call.presets.remove(present, call.nowMs);
  return ok("large");
}

/** GetPresetList: numbers are text here, as in the document's example. */
export function listPresets(call: Call): SimReply {
  const found = call.presets.listAt(call.params.uniqName(), call.params.app(), call.asOfMs);
  if (found.length === 0) throw new Refusal(1200);
  return ok("large", {
    PresetList: found.map((state) => ({
      Preset: state.name,
      App: state.app,
      FmtNum: String(state.output.length),
      Description: state.description,
      CreateTime: vendorTime(state.createdMs),
      UpdateTime: state.updatedMs === null ? "" : vendorTime(state.updatedMs),
    })),
  });
}

/** GetPresetDetail. */
export function getPreset(call: Call): SimReply {
  const state = find(call, call.params.preset(), call.asOfMs);
  if (state === undefined) throw new Refusal(1200);
  return ok("large", {
    PresetDetail: {
      Description: state.description,
      Output: state.output,
      Video: state.video,
      Audio: {},
      CreateTime: vendorTime(state.createdMs),
      IntelligentSwitch: 0,
      IntelligentCurl: "",
    },
  });
}

/** output_format of each output of a template. */
export function formatsOf(state: PresetState): readonly number[] {
  return state.output.map((entry) => new Params(entry).object("format").maybeInt("output_format", 0, 65_535) ?? 0);
}

function find(call: Call, name: string, atMs: number): PresetState | undefined {
  return call.presets.at(call.params.uniqName(), call.params.app(), name, atMs);
}

type Wish = Omit<PresetState, "createdMs" | "updatedMs">;

const ranges = [
  ["width", 0, 3000],
  ["height", 0, 3000],
  ["abr", 20_000, 320_000],
  ["vbr", 100_000, 10_000_000],
  ["fr", 1, 30],
  ["format_index", 0, 99],
  ["remuxflag", 0, 3],
  ["exstream", 0, 2],
  ["logo_switch", 0, 1],
] as const;

function readTemplate(params: Params): Wish {
  const uniqName = params.uniqName();
  const app = params.app();
  const name = params.preset();
  const endings = new Set<string>();
  let wantsLogo = false;
  for (const entry of params.list("Output")) {
    const format = entry.object("format");
    const code = format.maybeInt("output_format", -1e9, 1e9);
    if (code === null) throw new Refusal(1000, "output_format");
    // The table of profiles runs from 256 to 287 and has holes; the document's own example is one of them.
    if (code < 256 || code > 287) throw new Refusal(1006);
    for (const [field, least, most] of ranges) format.maybeInt(field, least, most);
    const suffix = format.maybeText("suffix");
    if (suffix !== null && !/^_\w*$/.test(suffix)) throw new Refusal(1001, "suffix");
    const index = format.maybeInt("format_index", 0, 99);
    const ending = suffix ?? `_${code}${index === null ? "" : String(index).padStart(2, "0")}`;
    if (endings.has(ending)) throw new Refusal(1001, "two outputs have one name");
    endings.add(ending);
    wantsLogo ||= format.raw("logo_switch") === 1;
  }
  const video = params.has("Video") ? params.object("Video") : null;
  if (video !== null) for (const logo of video.list("LOGO")) logo.text("pic");
  if (wantsLogo && video === null) throw new Refusal(1001, "Video.LOGO");
  return {
    uniqName,
    app,
    name,
    description: params.maybeText("Description") ?? "",
    output: params.list("Output").map((entry) => entry.fields),
    video: video?.fields ?? {},
  };
}
