/** One operation of the document by its example: what a person gives, what goes on the wire, what comes back. */
export interface Fixture {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Query (GET) or JSON body (POST) without the public parameters; left out: as `params`. */
  readonly wire?: Readonly<Record<string, unknown>>;
  readonly reply: Readonly<Record<string, unknown>>;
  /** Where the document's example is itself wrong. */
  readonly repaired?: string;
}

const done = { ErrNum: 0, ErrMsg: "success" };
const smallDone = { errno: 0, errmsg: "success" };
const anybody = { UniqName: "xxxxx", App: "xxxxx" };

const transParams = {
  logos: [
    {
      wm_image: "https://ks3-cn-beijing.ksyun.com/XXX/XX.png",
      wm_gravity: "TOP_LEFT",
      wm_width: 200,
      wm_height: 100,
      wm_dx: 0,
      wm_dy: 0,
    },
  ],
  fops: { bitrate: "200k", res: "1080x720", fps: "30", vcodec: "h264", acodec: "aac" },
  ext_param: "",
  trans: 1,
};

const listedTask = {
  UniqName: "videoqa",
  App: "live_tran",
  Preset: "presetredirect",
  Format: "18447",
  MsgType: "beijing",
  QuotaType: "6",
  UseQuota: "1.0",
  TranStatus: "0",
  task_error_msg: "success",
};

/** The document's examples, one or two an operation. */
export const fixtures: readonly Fixture[] = [
  {
    operation: "createPreset",
    params: {
      ...anybody,
      Preset: "live_for_demo",
      Description: "demo",
      Output: [
        { format: { output_format: 256, vbr: 800_000, logo_switch: 1 }, switch: { sn: 1, sm: 1 } },
        { format: { output_format: 256, format_index: 1 } },
      ],
      Video: { orientationAdapt: 0, LOGO: [{ pic: "/test/mylogo.jpg", optimal_w: 480, offsetX: -10, offsetY: 10 }] },
    },
    reply: done,
  },
  {
    operation: "updatePreset",
    params: {
      ...anybody,
      Preset: "live_for_demo",
      Description: "demo",
      Output: [{ format: { output_format: 256, suffix: "_mysuffix" } }, { format: { output_format: 257 } }],
    },
    reply: done,
  },
  { operation: "deletePreset", params: { ...anybody, Preset: "live_for_demo" }, reply: done },
  {
    operation: "listPresets",
    params: anybody,
    reply: {
      PresetList: [
        {
          Preset: "555",
          App: "xxxxx",
          FmtNum: "3",
          Description: "descsss:555",
          CreateTime: "2017-05-06 12:09:08",
          UpdateTime: "2017-05-06 16:19:54",
        },
        {
          Preset: "666",
          App: "xxxxx",
          FmtNum: "2",
          Description: "testpreset",
          CreateTime: "2017-05-06 16:07:21",
          UpdateTime: "",
        },
        {
          Preset: "testpreset1",
          App: "xxxxx",
          FmtNum: "2",
          Description: "ttttt",
          CreateTime: "2017-05-06 16:07:56",
          UpdateTime: "2017-05-06 16:24:50",
        },
      ],
      ...done,
    },
  },
  {
    operation: "getPreset",
    params: { ...anybody, Preset: "live_for_demo" },
    reply: {
      PresetDetail: {
        Description: "demo",
        Output: [{ format: { output_format: 256, suffix: "_mysuffix" } }, { format: { output_format: 257 } }],
        Video: {},
        Audio: {},
        CreateTime: "2016-08-15 13:41:46",
        IntelligentSwitch: 0,
        IntelligentCurl: "",
      },
      ...done,
    },
    repaired: "the reply has a comma too many after 257 and lacks the one before ErrNum",
  },
  {
    operation: "listStreamTranscodes",
    params: { ...anybody, StreamID: "streamtest" },
    reply: {
      TranList: [
        {
          Preset: "demo",
          OutputFormat: "256",
          TaskID: "7e8c97e0767050753612f70d245c6027",
          TranStatus: 30,
          StreamName: "streamtest",
          CreateTime: "2017-05-18 12:20:01",
        },
      ],
      ListCount: 1,
      ...done,
    },
  },
  {
    operation: "startStreamPull",
    params: {
      UniqName: "mytest",
      StreamID: "teststreamid",
      SrcUrl: "rtmp://qa-ws.test-rtmplive.ks-cdn.com/live/20160819",
      App: "live",
      Vdoid: "123456",
      Params: "preset=testpreset",
    },
    reply: { ...done, TaskID: "8291322e08e34d8bfd796e1ae9807dee" },
    repaired: "the request has a comma too many at its end",
  },
  {
    operation: "startStreamPull",
    params: {
      UniqName: "mytest",
      StreamID: "teststreamid",
      SrcUrl: "rtmp://qa-ws.test-rtmplive.ks-cdn.com/live/20160819",
      App: "live",
      DstUrl: "rtmp://qa-ks.uplive.ks-cdn.com/live/20160819",
      ExtParam: { timeout: 5, retrytimes: 3 },
    },
    wire: {
      UniqName: "mytest",
      StreamID: "teststreamid",
      SrcUrl: "rtmp://qa-ws.test-rtmplive.ks-cdn.com/live/20160819",
      App: "live",
      DstUrl: "rtmp://qa-ks.uplive.ks-cdn.com/live/20160819",
      ExtParam: '{"timeout":5,"retrytimes":3}',
    },
    reply: { ...done, TaskID: "8291322e08e34d8bfd796e1ae9807dee" },
    repaired:
      "ExtParam stands in single quotes; its signature is that of the first example, so one of the two is wrong",
  },
  { operation: "stopStreamPull", params: { ...anybody, StreamID: "streamtest" }, reply: done },
  {
    operation: "startLoop",
    params: {
      PubDomain: "xxx.xxx.com",
      UniqName: "xxxxx",
      Preset: "testpreset",
      SrcInfo: [{ Path: "http://xxx.xxx.com/ksyun.flv", Index: 0 }],
      StreamID: "myteststreamid",
      App: "xxx",
    },
    reply: {
      List: [
        { TaskID: "5cf5b255d7cf7d8a16cdafe46ee38cca", Format: 256 },
        { TaskID: "87a24f7fb1758f77b93756dce42082f0", Format: 257 },
      ],
      ...done,
    },
    repaired: "the request has a comma too many at its end",
  },
  { operation: "stopLoop", params: { ...anybody, StreamID: "myteststreamid" }, reply: done },
  {
    operation: "updateLoop",
    params: {
      ...anybody,
      StreamID: "myteststreamid",
      DurationHour: 100,
      SrcInfo: [{ Path: "http://wangxxx.ks3-cn-beijing.ksyun.com/xxxx.flv", Index: 0 }],
    },
    reply: done,
    repaired: "SrcInfo goes on with three dots",
  },
  {
    operation: "listLoops",
    params: { ...anybody, StreamID: "streamtest" },
    reply: {
      Total: 1,
      List: [
        {
          OutputFormat: "257",
          SrcInfo: ["http://xxx.xxx.com/ksyun.flv"],
          App: "xxxxx",
          PubDomain: "xxx.xxx.com",
          Preset: "testpreset00",
          ContinueHour: "100",
          TaskID: "e8baa00b12a7b118451f54c3b71be2b1",
          StreamID: "myteststreamid",
          CreateTime: "2017-05-05 15:15:00",
        },
      ],
      ...done,
    },
  },
  {
    operation: "startRedirect",
    params: {
      uniqname: "XXX",
      app: "XXX",
      src: ["rtmp://XXX/live/src_test00", "rtmp://XXX/live/src_test01"],
      durl: ["rtmp://XXX/live/lsw_test", "rtmp://XXX/live/lsw_test2"],
      trans_params: [transParams, transParams],
      type: 0,
      task_start_time: 0,
      task_stop_time: 0,
      start_index: 2,
    },
    reply: {
      ...smallDone,
      uniqname: "XX",
      task_type: "redirect",
      reqlist: [
        { reqid: "db3b17fa7e5c1f4ea269634cd30de254", errno: 0 },
        { reqid: "db3b17fa7e5c1f4ea269634cd30de255", errno: 0 },
      ],
    },
    repaired: "the reply has comments, and three dots for the second task, which is made up here",
  },
  {
    operation: "stopRedirect",
    params: { uniqname: "XX", app: "XX", src: "rtmp://XX/live/src1", durl: "rtmp://XX/live/test1" },
    reply: smallDone,
  },
  {
    operation: "stopRedirect",
    params: { reqid: "d5c44c969a889d0d240c91e97a523c76" },
    reply: smallDone,
    repaired: "the key reqid has no quotes",
  },
  {
    operation: "listTasks",
    params: {
      UniqName: "xxxxx",
      TaskType: "6",
      StartDate: "2019-10-30",
      EndDate: "2019-11-30",
      Marker: 0,
      Limit: 50,
      App: "xxxxx",
    },
    wire: {
      UniqName: "xxxxx",
      TaskType: "6",
      StartDate: "2019-10-30",
      EndDate: "2019-11-30",
      Marker: "0",
      Limit: "50",
      App: "xxxxx",
    },
    reply: {
      ...done,
      StartDate: "2020-08-01",
      EndDate: "2020-09-17",
      Marker: 0,
      Total: 2,
      TaskInfo: [
        {
          ...listedTask,
          TaskID: "4f6fc15c2cff822827526de79b0a984b",
          StreamID: "1ed3bea16e66a4fec1a397c4cd23e395",
          SrcAddr: "http://XXX/live/test1.flv?vhost=videoqa.live.ks-cdn.com",
          DstAddr: "rtmp://XXX/qa-ws.test-uplive.ks-cdn.com/katest/test1",
          CreateTime: "2020-09-16 16:42:13",
        },
        {
          ...listedTask,
          TaskID: "d960f07083898c0a28d7e6e5f6ef3461",
          StreamID: "85df9e85fafdabd26e13ef841c48bac2",
          SrcAddr: "http://XXX/live/test1.flv?vhost=XXX",
          DstAddr: "rtmp://XXX/katest/test1",
          CreateTime: "2020-09-16 16:44:53",
        },
      ],
      Count: 2,
    },
  },
];
