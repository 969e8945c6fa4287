import type { Handler } from "./call.ts";
import * as channels from "./channels.ts";
import * as directories from "./directories.ts";
import * as documents from "./documents.ts";
import * as forwards from "./forwards.ts";
import * as playCode from "./play-code.ts";
import * as pullChannels from "./pull-channels.ts";
import { setChannelStateCallback } from "./receivers.ts";
import * as records from "./records.ts";
import * as states from "./states.ts";

/** One call of the document. */
export interface SimOperation {
  readonly operation: string;
  readonly wireName: string;
  readonly methods: readonly string[];
  readonly handler: Handler;
}

const either = ["POST", "GET"];

function at(
  path: string,
  operation: string,
  handler: Handler,
  methods: readonly string[] = either,
): readonly [string, SimOperation] {
  return [path, { operation, wireName: path.slice(path.lastIndexOf("/") + 1), methods, handler }];
}

const channel = "/live/channelManage/";
const directory = "/live/recordDirectoryManage/";
const forward = "/live/forwardTask/";
const online = "/live/onlinenumber/";

/** The calls by path, without a slash at the end: the document prints some with one and some without. */
const operations: ReadonlyMap<string, SimOperation> = new Map([
  at(`${channel}createChannel`, "createChannel", channels.createChannel),
  at(`${channel}getChannelConfigure`, "getChannelConfigure", channels.getChannelConfigure),
  at(`${channel}getChannelList`, "listChannels", channels.listChannels),
  at(`${channel}deleteChannel`, "deleteChannels", channels.deleteChannels),
  at(`${channel}getChannelLiveState`, "getChannelLiveState", states.getChannelLiveState),
  at(`${channel}batchChannelLiveState`, "batchGetChannelLiveState", states.batchGetChannelLiveState),
  at(`${channel}channelForbidden`, "forbidChannels", states.forbidChannels),
  at(`${channel}channelReBroadcast`, "rebroadcastChannels", states.rebroadcastChannels),
  at(`${channel}channelEdit`, "editChannel", channels.editChannel),
  at(`${channel}getSinglePullCode`, "getPlayCode", playCode.getPlayCode),
  at(`${channel}setPushTsate`, "setPushTimestampAntiLeech", playCode.setPushTimestampAntiLeech),
  at(`${channel}createPullChannel`, "createPullChannel", pullChannels.createPullChannel),
  at(`${channel}editPullChannel`, "editPullChannel", pullChannels.editPullChannel),
  at(`${channel}getPullChannelConfigure`, "getPullChannelConfigure", pullChannels.getPullChannelConfigure),
  at(`${channel}getPullChannelList`, "listPullChannels", pullChannels.listPullChannels),
  at(`${channel}setChannelStateRealtimeBack`, "setChannelStateCallback", setChannelStateCallback),
  at(`${channel}createRecordTask`, "createRecordTask", records.createRecordTask),
  at(`${channel}endRecordTask`, "endRecordTask", records.endRecordTask),
  at(`${channel}recordTaskQuery`, "queryRecordTask", records.queryRecordTask),
  at(`${directory}directoryCreate`, "createRecordDirectory", directories.createRecordDirectory),
  at(`${directory}getDirectoryList`, "listRecordDirectories", directories.listRecordDirectories),
  at(`${directory}getDirectory`, "getRecordDirectory", directories.getRecordDirectory),
  at(`${channel}pullDoc`, "pullDocuments", documents.pullDocuments, ["POST"]),
  at(`${channel}pullDocQuery`, "queryPullDocuments", documents.queryPullDocuments, ["GET"]),
  at(`${channel}getChannelShareUrl`, "getChannelShareUrl", playCode.getChannelShareUrl, ["GET"]),
  at(`${channel}getRecordFileInfo`, "getRecordFileInfo", records.getRecordFileInfo),
  at(`${channel}disconnectStream`, "disconnectStream", states.disconnectStream),
  at(`${forward}startForwardTask`, "startForwardTask", forwards.startForwardTask, ["POST"]),
  at(`${forward}endForwardTask`, "endForwardTask", forwards.endForwardTask, ["POST"]),
  at(`${forward}getForwardTaskList`, "listForwardTasks", forwards.listForwardTasks, ["POST"]),
  at(`${online}getRealTimeChannelOnlineNumber`, "getChannelOnlineNumber", states.getChannelOnlineNumber),
  at(`${online}getRealTimeHostOnlineNumber`, "getHostOnlineNumber", states.getHostOnlineNumber),
]);

/** The call at that path. */
export function operationAt(path: string): SimOperation | undefined {
  return operations.get(path.replace(/\/$/, ""));
}
