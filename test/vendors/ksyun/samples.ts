import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { benchStartMs } from "../../support/operation-suite.ts";
import type { Bench, Params, Sample, Samples } from "../../support/operation-suite.ts";

// Every sample makes what its operation needs by further calls, and may be made more than once on one simulator.

const at = { UniqName: "mytest", App: "live" } as const;
const preset = { ...at, Preset: "mypreset" } as const;
const stream = { ...at, StreamID: "轮播 a/b+c~*" } as const;
const small = { uniqname: "mytest", app: "live" } as const;
const day = { StartDate: "2026-12-01", EndDate: "2026-12-02" } as const;
const inMinutes = (minutes: number): number => benchStartMs / 1000 + minutes * 60;

const files = [
  { Path: "http://bucket.ks3-cn-beijing-internal.ksyun.com/a.mp4", Index: 0 },
  { Path: "http://bucket.ks3-cn-beijing-internal.ksyun.com/片头.mp4?Signature=a%2Bb", Index: 1 },
];
const template = { ...preset, Output: [{ format: { output_format: 258 } }] };
const wholeTemplate = {
  ...preset,
  Description: "",
  Output: [
    {
      format: {
        output_format: 258,
        width: 640,
        height: 360,
        abr: 64_000,
        vbr: 800_000,
        fr: 25,
        gop: 5,
        suffix: "_mypreset",
        remuxflag: 0,
        exstream: 0,
        logo_switch: 1,
      },
      switch: { sn: 1, sm: 1 },
    },
    { format: { output_format: 258, format_index: 1 } },
  ],
  Video: {
    orientationAdapt: 0,
    LOGO: [{ pic: "/bucket/台标.png", optimal_w: 480, optimal_h: 640, offsetX: -10, offsetY: 10 }],
  },
};
const loop = { ...preset, StreamID: "loop", SrcInfo: files.slice(0, 1), PubDomain: "push.example.com" };
const pull = { ...stream, SrcUrl: "rtmp://outside.example.com/live/source" };
const pair = {
  ...small,
  src: ["http://outside.example.com/live/a.flv"],
  durl: ["rtmp://target.example.com/live/a?key=1"],
};
const logo = { wm_image: "https://img.example.com/a.png", wm_gravity: "TOP_LEFT" };
const transParams = {
  trans: 1,
  logos: [
    {
      ...logo,
      wm_image_back: "http://img.example.com/b.png",
      wm_width: 200,
      wm_height: 100,
      wm_dx: "0.26h",
      wm_dy: -0.5,
    },
  ],
  fops: { bitrate: "2000k", res: "1080x720", fps: "30", vcodec: "H264", acodec: "aac" },
  ext_param: "",
};

/** Makes the calls first, then answers the parameters. */
function after(calls: readonly (readonly [string, Params])[], params: Params): Sample {
  return async (bench: Bench) => {
    for (const [operation, given] of calls) await bench.call(operation, given).catch(unlessThere);
    return params;
  };
}

function unlessThere(error: unknown): void {
  if (!(error instanceof VendorFailure) || error.kind !== "already-exists") throw error;
}

const withTemplate = (params: Params): Sample => after([["createPreset", template]], params);
const withLoop = (params: Params): Sample =>
  after(
    [
      ["createPreset", template],
      ["startLoop", loop],
    ],
    params,
  );

export const samples: Samples = {
  createPreset: {
    required: template,
    all: wholeTemplate,
    bad: [
      { params: { UniqName: "a", App: "with-dash", Preset: "p".repeat(33) }, faults: ["UniqName", "App", "Preset"] },
      { params: { Output: [] }, faults: ["Output"] },
      { params: { Output: [{ format: {} }] }, faults: ["Output[0].format.output_format"] },
      {
        params: {
          Output: [
            {
              format: { output_format: 258, width: 3001, height: -1, abr: 19_999, vbr: 100, fr: 31, format_index: 100 },
            },
          ],
        },
        faults: ["width", "height", "abr", "vbr", "fr", "format_index"].map((name) => `Output[0].format.${name}`),
      },
      {
        params: {
          Output: [{ format: { output_format: 258, suffix: "my", remuxflag: 4, exstream: 3, logo_switch: 2, no: 1 } }],
        },
        faults: ["suffix", "remuxflag", "exstream", "logo_switch", "no"].map((name) => `Output[0].format.${name}`),
      },
      {
        params: { Output: [{ format: { output_format: 258 } }, { format: { output_format: 258 } }] },
        faults: ["Output"],
      },
      { params: { Output: [{ format: { output_format: 258, logo_switch: 1 } }] }, faults: ["Video"] },
      { params: { Video: {} }, faults: ["Video.LOGO"] },
      { params: { Video: { LOGO: [{ pic: "no-slash" }] } }, faults: ["Video.LOGO[0].pic"] },
    ],
  },
  updatePreset: {
    required: withTemplate(template),
    all: withTemplate(wholeTemplate),
    variants: [withTemplate({ ...template, Output: [{ format: { output_format: 265, suffix: "_" } }] })],
    bad: [
      { params: { Output: [{ format: { output_format: "258" } }] }, faults: ["Output[0].format.output_format"] },
      { params: { Description: 5 }, faults: ["Description"] },
      { params: { Video: { LOGO: [] } }, faults: ["Video.LOGO"] },
    ],
  },
  deletePreset: {
    required: withTemplate(preset),
    all: withTemplate(preset),
    bad: [{ params: { Preset: "x", App: "中文" }, faults: ["Preset", "App"] }],
  },
  listPresets: {
    required: withTemplate(at),
    all: withTemplate(at),
    bad: [{ params: { UniqName: "u".repeat(129), App: "" }, faults: ["UniqName", "App"] }],
  },
  getPreset: {
    required: withTemplate(preset),
    all: withTemplate(preset),
    bad: [{ params: { Preset: "a b", UniqName: null }, faults: ["Preset", "UniqName"] }],
  },
  listStreamTranscodes: {
    required: after([["startStreamPull", pull]], stream),
    all: after([["startStreamPull", pull]], stream),
    bad: [{ params: { StreamID: "", App: "a" }, faults: ["StreamID", "App"] }],
  },
  startStreamPull: {
    required: pull,
    all: withTemplate({
      ...pull,
      Vdoid: "123456",
      Params: "preset=mypreset&a=b c",
      DstUrl: "rtmp://origin.example.com/live/x",
      ExtParam: { preset: "mypreset", interval: 20, retrytimes: 100, timeout: 5 },
    }),
    variants: [
      { ...pull, ExtParam: '{"timeout":5,"retrytimes":3}' },
      { ...pull, ExtParam: { preset: "" }, SrcUrl: "https://outside.example.com/live/a.m3u8" },
    ],
    bad: [
      { params: { SrcUrl: "ftp://outside.example.com/a" }, faults: ["SrcUrl"] },
      {
        params: { ExtParam: { interval: 21, retrytimes: 0, more: 1 } },
        faults: ["ExtParam.interval", "ExtParam.retrytimes", "ExtParam.more"],
      },
      { params: { ExtParam: '{"interval":0}', Vdoid: 7 }, faults: ["ExtParam", "Vdoid"] },
      { params: { ExtParam: "not json" }, faults: ["ExtParam"] },
    ],
  },
  stopStreamPull: {
    required: after([["startStreamPull", pull]], stream),
    all: after([["startStreamPull", pull]], stream),
    bad: [{ params: { StreamID: 5, UniqName: "x" }, faults: ["StreamID", "UniqName"] }],
  },
  startLoop: {
    required: withTemplate(loop),
    all: withTemplate({
      ...loop,
      SrcInfo: files,
      TaskStartTime: inMinutes(5),
      TaskStopTime: inMinutes(65),
      LoopTimes: 3,
      DurationHour: 480,
    }),
    variants: [withTemplate({ ...loop, LoopTimes: 1 }), withTemplate({ ...loop, DurationHour: 1 })],
    bad: [
      { params: { SrcInfo: [] }, faults: ["SrcInfo"] },
      { params: { SrcInfo: Array.from({ length: 101 }, () => files[0]) }, faults: ["SrcInfo"] },
      { params: { SrcInfo: [{ Path: "/bucket/a.mp4", Index: -1 }] }, faults: ["SrcInfo[0].Path", "SrcInfo[0].Index"] },
      { params: { SrcInfo: [{}] }, faults: ["SrcInfo[0].Path", "SrcInfo[0].Index"] },
      { params: { TaskStartTime: 1000, TaskStopTime: 1030 }, faults: ["TaskStopTime"] },
      {
        params: { TaskStartTime: -1, LoopTimes: 0, DurationHour: 481 },
        faults: ["TaskStartTime", "LoopTimes", "DurationHour"],
      },
    ],
  },
  stopLoop: {
    required: withLoop({ ...at, StreamID: "loop" }),
    all: withLoop({ ...at, StreamID: "loop" }),
    bad: [{ params: { App: "a".repeat(33), StreamID: ["loop"] }, faults: ["App", "StreamID"] }],
  },
  updateLoop: {
    required: withLoop({ ...at, StreamID: "loop", SrcInfo: files }),
    all: withLoop({ ...at, StreamID: "loop", SrcInfo: files, DurationHour: 100 }),
    variants: [withLoop({ ...at, StreamID: "loop", DurationHour: 480 })],
    bad: [
      { params: { SrcInfo: undefined }, faults: ["SrcInfo"] },
      { params: { DurationHour: 0 }, faults: ["DurationHour"] },
      {
        params: { DurationHour: 1.5, SrcInfo: [{ Path: 1, Index: "0" }] },
        faults: ["DurationHour", "SrcInfo[0].Path"],
      },
    ],
  },
  listLoops: {
    required: at,
    all: withLoop({ ...at, StreamID: "loop" }),
    bad: [{ params: { StreamID: "", App: 1 }, faults: ["StreamID", "App"] }],
  },
  startRedirect: {
    required: pair,
    all: {
      ...pair,
      trans_params: [transParams],
      task_start_time: inMinutes(60),
      task_stop_time: String(inMinutes(120)),
      type: 0,
      start_index: 2,
    },
    variants: [
      { ...pair, task_start_time: 0, task_stop_time: 0 },
      {
        ...small,
        src: Array.from({ length: 20 }, (_, index) => `rtmp://outside.example.com/live/${index}`),
        durl: Array.from({ length: 20 }, (_, index) => `rtmp://target.example.com/live/${index}`),
        trans_params: [
          { trans: 0 },
          { fops: { res: "1080×720", vcodec: "h264", bitrate: "2M" }, logos: [{ ...logo, wm_dx: -4096, wm_dy: ".5" }] },
        ],
      },
    ],
    bad: [
      { params: { durl: [...pair.durl, ...pair.durl] }, faults: ["durl"] },
      { params: { src: [], durl: ["http://target.example.com/live/a"] }, faults: ["src", "durl[0]"] },
      { params: { src: Array.from({ length: 21 }, () => pair.src[0]) }, faults: ["src"] },
      { params: { trans_params: [{}, {}] }, faults: ["trans_params"] },
      { params: { trans_params: [{ trans: 2, logos: [{}] }] }, faults: ["trans_params[0].trans"] },
      {
        params: { trans_params: [{ logos: [{ wm_dx: 4097, wm_dy: "1.5h" }] }] },
        faults: ["wm_image", "wm_gravity", "wm_dx", "wm_dy"].map((name) => `trans_params[0].logos[0].${name}`),
      },
      {
        params: { trans_params: [{ fops: { bitrate: "2000", res: "1080", fps: "61", vcodec: "", acodec: "mp3" } }] },
        faults: ["bitrate", "res", "fps", "vcodec", "acodec"].map((name) => `trans_params[0].fops.${name}`),
      },
      { params: { task_start_time: 1000, task_stop_time: 1600 }, faults: ["task_stop_time"] },
      {
        params: { task_start_time: -1, task_stop_time: "9223372036854775808" },
        faults: ["task_start_time", "task_stop_time"],
      },
    ],
  },
  stopRedirect: {
    required: async (bench) => ({ reqid: await startedRedirect(bench) }),
    all: after([["startRedirect", pair]], { ...small, src: pair.src[0], durl: pair.durl[0] }),
    bad: [
      { params: { uniqname: "mytest", app: "live" }, faults: ["uniqname", "app"] },
      { params: { reqid: undefined }, faults: ["reqid"] },
      { params: { reqid: undefined, src: "rtmp://a/b/c" }, faults: ["uniqname", "app", "durl"] },
      { params: { reqid: undefined, ...small, src: pair.src, durl: "x" }, faults: ["src", "durl"] },
    ],
  },
  listTasks: {
    required: { UniqName: "mytest", TaskType: "6", ...day },
    all: { ...at, TaskType: "8", ...day, Marker: 0, Limit: 50 },
    variants: [{ UniqName: "mytest", TaskType: "7", ...day }],
    bad: [
      { params: { TaskType: "5" }, faults: ["TaskType"] },
      { params: { TaskType: 6, Marker: -1, Limit: 51 }, faults: ["TaskType", "Marker", "Limit"] },
      { params: { StartDate: "2026-02-30", EndDate: "2026-12-01 10:00:00" }, faults: ["StartDate", "EndDate"] },
      { params: { StartDate: "2026-12-02", EndDate: "2026-12-01" }, faults: ["EndDate"] },
    ],
  },
};

async function startedRedirect(bench: Bench): Promise<string> {
  const { reqlist } = await bench.call("startRedirect", pair);
  const first: unknown = Array.isArray(reqlist) ? reqlist[0] : undefined;
  if (typeof first !== "object" || first === null || !("reqid" in first)) throw new Error("no reqid");
  return String(first.reqid);
}
