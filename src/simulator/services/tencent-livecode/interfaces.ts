/** One interface of the document: where it is served and which parameter names the customer. */
export interface Interface {
  readonly operation: string;
  readonly wireName: string;
  readonly method: "GET" | "POST";
  readonly host: string;
  readonly identifier: "appid" | "cmd";
}

const fcgi = "fcgi.video.qcloud.com";
const statcgi = "statcgi.video.qcloud.com";

/** The vendor's two hosts. */
export const knownHosts: readonly string[] = [fcgi, statcgi];

const operationHost = (operation: string, wireName: string): Interface => ({
  operation,
  wireName,
  method: "GET",
  host: fcgi,
  identifier: "appid",
});

const statisticsHost = (operation: string, wireName: string): Interface => ({
  operation,
  wireName,
  method: "GET",
  host: statcgi,
  identifier: "cmd",
});

const interfaces: readonly Interface[] = [
  operationHost("setChannelStatus", "Live_Channel_SetStatus"),
  { ...operationHost("startMixStream", "Mix_StreamV2"), method: "POST" },
  operationHost("manageChannelPush", "channel_manager"),
  operationHost("startRecordingTask", "Live_Tape_Start"),
  operationHost("stopRecordingTask", "Live_Tape_Stop"),
  operationHost("getChannelStatus", "Live_Channel_GetStatus"),
  statisticsHost("getLiveStat", "Get_LiveStat"),
  statisticsHost("getLivePushStat", "Get_LivePushStat"),
  statisticsHost("getLivePlayStat", "Get_LivePlayStat"),
  operationHost("getRecordingFileList", "Live_Tape_GetFilelist"),
  operationHost("getChannelList", "Live_Channel_GetChannelList"),
  operationHost("getLiveChannelList", "Live_Channel_GetLiveChannelList"),
  statisticsHost("getBillingBandwidth", "Get_BillingBandwidth"),
  statisticsHost("getLivePushStatHistory", "Get_LivePushStatHistory"),
  statisticsHost("getLivePlayStatHistory", "Get_LivePlayStatHistory"),
  operationHost("getQueueMessages", "Live_Queue_Get"),
];

/** The interface with that name on the wire. */
export function interfaceOf(wireName: string | null): Interface | undefined {
  return interfaces.find((entry) => entry.wireName === wireName);
}
