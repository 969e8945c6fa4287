import type { Capabilities, ServiceId } from "../../model/service.ts";

/** What every service is called by people. */
export const serviceTitles: Readonly<Record<ServiceId, string>> = {
  wangsu: "Wangsu live streaming",
  aliyun: "Alibaba Cloud ApsaraVideo Live",
  ksyun: "Kingsoft Cloud live transcoding (ket)",
  "tencent-livecode": "Tencent Cloud LVB, LVB Code access mode",
  "tencent-channel": "Tencent Cloud LVB, Channel Hosting mode",
  "tencent-queue": "Tencent LVB code, recording and screenshot guide",
};

/** The vendor's document that each table was made from; sections of operations are sections of it. */
export const serviceDocuments: Readonly<Record<ServiceId, string>> = {
  wangsu: "Wangsu cloud video: live streaming API reference, v2.25",
  aliyun: "Alibaba Cloud ApsaraVideo Live: API reference, document of 2019-01-29, API version 2016-11-01",
  ksyun: "Kingsoft Cloud live transcoding service API (service ket), API version 2017-01-01",
  "tencent-livecode":
    "Tencent Cloud Live Video Broadcasting API 2017, LVB Code access mode, sections of 2018-07 to 2018-10",
  "tencent-channel": "Tencent Cloud Live Video Broadcasting API, Channel Hosting mode, sections of 2018-07",
  "tencent-queue": "Tencent LVB code: guide for recording and screenshots, v1.1, 2016-01",
};

/**
 * What each service's document offers, for the planner and its refusals: a refusal names the services that can. Stands
 * here for all six, so that one which is not built yet can be named too.
 */
export const capabilities: Readonly<Record<ServiceId, Capabilities>> = {
  wangsu: {
    // 2.1 push channels, 2.12 source-pull channels.
    source: { push: true, pull: true, loop: false, mix: false, director: false },
    // 2.18 fileType.
    record: ["mp4", "flv", "m3u8"],
    recordFileLength: false,
    // 2.1 pullRate: rates that exist for the account.
    transcodeExisting: true,
    transcodeCreate: false,
    // 2.30 to 2.32.
    relay: true,
    screenshots: false,
    screenshotsEvery: false,
    // 2.28 interrupts the present push once.
    cut: true,
    deleteFiles: false,
    // 2.1, 2.4.
    channels: true,
  },
  aliyun: {
    // 5 pull jobs, 17 caster: video sources, episode groups that loop, layouts that mix, the director console itself.
    source: { push: true, pull: true, loop: true, mix: true, director: true },
    // 11.1 RecordFormat.N.Format and CycleDuration.
    record: ["m3u8", "flv", "mp4"],
    recordFileLength: true,
    // 9.1, 9.2.
    transcodeExisting: true,
    transcodeCreate: true,
    relay: false,
    // 12.1 TimeInterval, 12.5.
    screenshots: true,
    screenshotsEvery: true,
    // 6.6 and 6.7: forbid, then resume.
    cut: true,
    // The files lie in the customer's own bucket.
    deleteFiles: false,
    channels: false,
  },
  ksyun: {
    // External pull, loop; a push to the origin triggers the transcodes.
    source: { push: true, pull: true, loop: true, mix: false, director: false },
    record: [],
    recordFileLength: false,
    // Presets.
    transcodeExisting: true,
    transcodeCreate: true,
    // Redirect.
    relay: true,
    screenshots: false,
    screenshotsEvery: false,
    cut: false,
    deleteFiles: false,
    channels: false,
  },
  "tencent-livecode": {
    // Push addresses are composed; cloud mixed streaming.
    source: { push: true, pull: false, loop: false, mix: true, director: false },
    // Create Recording Task, Param.s.file_format; aac is the audio alone.
    record: ["mp4", "flv", "hls", "aac"],
    recordFileLength: false,
    transcodeExisting: false,
    transcodeCreate: false,
    relay: false,
    // Event 200; they are switched on in the console.
    screenshots: true,
    screenshotsEvery: false,
    // Live_Channel_SetStatus, status 2.
    cut: true,
    deleteFiles: false,
    channels: false,
  },
  "tencent-channel": {
    // Source type 1 is an RTMP push.
    source: { push: true, pull: false, loop: false, mix: false, director: false },
    // CreateRecord has no format parameter; the listed files are flv.
    record: ["flv"],
    recordFileLength: false,
    transcodeExisting: false,
    transcodeCreate: false,
    relay: false,
    // The screenshot actions are named without being described.
    screenshots: false,
    screenshotsEvery: false,
    // StopLVBChannel ends the present push.
    cut: true,
    // DeleteRecord removes a task; that it removes files is not said.
    deleteFiles: false,
    channels: true,
  },
  "tencent-queue": {
    // Reads what a tencent-livecode account makes; starts nothing.
    source: { push: false, pull: false, loop: false, mix: false, director: false },
    record: [],
    recordFileLength: false,
    transcodeExisting: false,
    transcodeCreate: false,
    relay: false,
    // 5.1, queue 100.
    screenshots: true,
    screenshotsEvery: false,
    cut: false,
    deleteFiles: false,
    channels: false,
  },
};
