import type { EncoderScript } from "../../encoders.ts";
import type { Recorder } from "../../recordings.ts";
import type {
  CallName,
  OpenResource,
  ServiceContext,
  ServiceInstance,
  SimReply,
  SimRequest,
  SimulatedService,
} from "../../simulated-service.ts";
import { fragments } from "../tencent-kit/fragments.ts";
import { BadParameter } from "../tencent-kit/params.ts";
import { AccessLayer, fieldsOf } from "./access.ts";
import type { Credentials } from "./access.ts";
import type { Handler } from "./call.ts";
import { ChannelBook } from "./channel-book.ts";
import * as channelActions from "./channels.ts";
import { Fields } from "./fields.ts";
import { endOf, RecordBook, rowOf, spanOf } from "./record-book.ts";
import * as recordActions from "./records.ts";
import { accessCodes, failed, Refused } from "./reply.ts";

interface Action {
  readonly operation: string;
  /** Absent where the document only names it. */
  readonly handler?: Handler;
}

const actions: Readonly<Record<string, Action>> = {
  CreateLVBChannel: { operation: "createLvbChannel", handler: channelActions.createChannel },
  ModifyLVBChannel: { operation: "modifyLvbChannel", handler: channelActions.modifyChannel },
  DeleteLVBChannel: { operation: "deleteLvbChannel", handler: channelActions.deleteChannels },
  StartLVBChannel: { operation: "startLvbChannel", handler: channelActions.startChannels },
  StopLVBChannel: { operation: "stopLvbChannel", handler: channelActions.stopChannels },
  DescribeLVBChannelList: { operation: "describeLvbChannelList", handler: channelActions.listChannels },
  DescribeLVBChannel: { operation: "describeLvbChannel", handler: channelActions.describeChannel },
  CreateRecord: { operation: "createRecord", handler: recordActions.createRecord },
  StopRecord: { operation: "stopRecord", handler: recordActions.stopRecord },
  DeleteRecord: { operation: "deleteRecord", handler: recordActions.deleteRecord },
  DescribeRecordList: { operation: "describeRecordList", handler: recordActions.listRecords },
  GetVodRecordFiles: { operation: "getVodRecordFiles", handler: recordActions.listFiles },
  DescribeRecord: { operation: "describeRecord", handler: recordActions.describeRecord },
  CreateLVBShot: { operation: "createLvbShot" },
  StopLVBShot: { operation: "stopLvbShot" },
  DeleteLVBShot: { operation: "deleteLvbShot" },
  DescribeLVBShotList: { operation: "describeLvbShotList" },
  DescribeQueueLog: { operation: "describeQueueLog" },
};

/** Tencent Cloud channel hosting mode (catalogue tencent-channel): all actions that the document describes. */
export const tencentChannel: SimulatedService = {
  id: "tencent-channel",
  fixedCredentials: { secretId: "simulated-secret-id", secretKey: "simulated-secret-key" },
  throttled: { status: 429, code: accessCodes.quota, message: "Quota exceeded" },
  open,
};

function open(context: ServiceContext): ServiceInstance {
  const access = new AccessLayer(context.credentials.map(credentialsOf));
  const channels = new ChannelBook(context.seed);
  const records = new RecordBook(context.seed);

  const answer = (request: SimRequest): SimReply => {
    const nowMs = context.clock.now();
    const admitted = access.admit(request, nowMs);
    if ("refusal" in admitted) return admitted.refusal;
    const given = fieldsOf(request);
    const action = actionOf(given.get("Action"));
    if (action === undefined) return failed(accessCodes.badParameter, "Action is unknown");
    if (action.handler === undefined) return failed(accessCodes.notSupported, "the document does not describe it");
    const asOfMs = nowMs - context.lagMs;
    try {
      const { account } = admitted;
      return action.handler({ account, fields: new Fields(given), nowMs, asOfMs, context, channels, records });
    } catch (error) {
      if (error instanceof BadParameter) return failed(accessCodes.badParameter, error.message);
      if (error instanceof Refused) return failed(error.code, error.message);
      throw error;
    }
  };

  return {
    name: nameOf,
    answer,
    failure: ({ status, code, message }) => failed(code, message, status),
    recorders: () => recorders(context, records),
    expected: (lead) => expected(records, lead),
    openResources: () => openResources(context.clock.now(), channels, records),
    tasks: () => records.all().map((task) => rowOf(task, context.clock.now())),
    callbacks: null,
  };
}

function nameOf(request: SimRequest): CallName {
  const given = fieldsOf(request);
  const wireName = given.get("Action") ?? "";
  const action = actionOf(wireName);
  const stream = given.get("channelId") ?? given.get("channelIds.1") ?? given.get("channelIds.0");
  return { operation: action?.operation ?? "unknown", wireName: action === undefined ? "unknown" : wireName, stream };
}

function actionOf(name: string | null): Action | undefined {
  return name !== null && Object.hasOwn(actions, name) ? actions[name] : undefined;
}

function credentialsOf(raw: Readonly<Record<string, string>>): Credentials {
  const { secretId, secretKey } = raw;
  if (secretId === undefined || secretKey === undefined) {
    throw new Error("tencent-channel credentials need secretId and secretKey");
  }
  return { secretId, secretKey };
}

/** A file for each fragment; the fragments of a task share its id. */
function recorders(context: ServiceContext, records: RecordBook): readonly Recorder[] {
  return records.all().flatMap((task) =>
    fragments(spanOf(task), context.encoders.pushes(task.channelId), context.clock.now()).map((piece) => ({
      id: task.id,
      stream: task.channelId,
      format: "flv" as const,
      ...piece,
    })),
  );
}

/** An encoder for each task of a set time, from before its start until after its end or its stop. */
function expected(
  records: RecordBook,
  lead: { readonly leadMs: number; readonly tailMs: number },
): readonly EncoderScript[] {
  return records.all().flatMap((task) => {
    if (task.realTime) return [];
    // What has been pushed stays pushed: a task made late or stopped early changes only what comes after.
    const fromMs = Math.max(task.fromMs - lead.leadMs, task.createdMs);
    if (task.stoppedMs !== null && task.stoppedMs <= fromMs) return [];
    return [{ stream: task.channelId, fromMs, untilMs: endOf(task) + lead.tailMs, drops: [] }];
  });
}

function openResources(nowMs: number, channels: ChannelBook, records: RecordBook): readonly OpenResource[] {
  return [
    ...channels.existing(nowMs).map((channel) => ({
      kind: "channel",
      id: channel.id,
      stream: channel.id,
      openedAtMs: channel.createdMs,
      untilMs: null,
    })),
    ...records
      .all()
      .filter((task) => task.deletedMs === null && nowMs < endOf(task))
      .map((task) => ({
        kind: "recordingTask",
        id: task.id,
        stream: task.channelId,
        openedAtMs: task.createdMs,
        untilMs: task.untilMs,
      })),
  ];
}
