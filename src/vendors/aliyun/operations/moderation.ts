import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { appName, domainName, list, order, ossBucket, ossEndpoint, pageNum, pageSize, text, whole } from "../params.ts";
import { group, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const anyApp = appName.describe("Application; * for all of the domain");
const settings = {
  Interval: whole(5, 3600).optional().describe("Seconds between two samples"),
  OssObject: text.optional().describe("Pattern of object names of offending pictures"),
  Scene: list(z.enum(["porn", "terrorism", "ad", "live"]))
    .optional()
    .describe("What to look for, default porn"),
};
const notifyUrl = text.describe("Address that is told of findings");
const oneNotify = z.strictObject({ DomainName: domainName, NotifyUrl: notifyUrl });

/** Chapter 13: content moderation. */
export const moderationOperations = {
  addLiveSnapshotDetectPornConfig: defineOperation({
    ...rpc,
    id: "addLiveSnapshotDetectPornConfig",
    wireName: "AddLiveSnapshotDetectPornConfig",
    effect: "create",
    summary: "Have the pictures of an application moderated",
    section: "13.1 AddLiveSnapshotDetectPornConfig",
    params: z.strictObject({
      AppName: anyApp,
      DomainName: domainName,
      OssBucket: ossBucket,
      OssEndpoint: ossEndpoint,
      ...settings,
    }),
    reply: plainReply,
  }),
  addLiveDetectNotifyConfig: defineOperation({
    ...rpc,
    id: "addLiveDetectNotifyConfig",
    wireName: "AddLiveDetectNotifyConfig",
    effect: "create",
    summary: "Set the address that is told of moderation findings of a domain",
    section: "13.2 AddLiveDetectNotifyConfig",
    params: oneNotify,
    reply: plainReply,
    rules: ["What the callback carries is not described by the document."],
  }),
  describeLiveSnapshotDetectPornConfig: defineOperation({
    ...rpc,
    id: "describeLiveSnapshotDetectPornConfig",
    wireName: "DescribeLiveSnapshotDetectPornConfig",
    effect: "read",
    summary: "List moderation configurations",
    section: "13.3 DescribeLiveSnapshotDetectPornConfig",
    params: z.strictObject({
      DomainName: domainName,
      AppName: appName.optional(),
      Order: order.optional(),
      PageNum: pageNum.optional(),
      PageSize: pageSize(5, 30).optional(),
    }),
    reply: reply({
      LiveSnapshotDetectPornConfigList: rows(
        "LiveSnapshotDetectPornConfig",
        z.looseObject({
          DomainName: str,
          AppName: str,
          Interval: num,
          OssEndpoint: str,
          OssBucket: str,
          OssObject: str,
          // Text in the table, a wrapped list in practice.
          Scenes: z.unknown().optional(),
        }),
      ),
      PageNum: num,
      PageSize: num,
      Order: str,
      TotalPage: num,
      TotalSize: num,
      TotalNum: num,
    }),
    paging: {
      style: "page",
      pageParam: "PageNum",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: 30,
      items: "LiveSnapshotDetectPornConfigList.LiveSnapshotDetectPornConfig",
      total: "TotalNum",
    },
  }),
  describeLiveDetectNotifyConfig: defineOperation({
    ...rpc,
    id: "describeLiveDetectNotifyConfig",
    wireName: "DescribeLiveDetectNotifyConfig",
    effect: "read",
    summary: "Read the address that is told of moderation findings of a domain",
    section: "13.4 DescribeLiveDetectNotifyConfig",
    params: z.strictObject({ DomainName: domainName.optional() }),
    reply: reply({ LiveDetectNotifyConfig: group({ DomainName: str, NotifyUrl: str }) }),
    rules: ["The document's table lacks DomainName; its example sends it, and so should you."],
  }),
  updateLiveSnapshotDetectPornConfig: defineOperation({
    ...rpc,
    id: "updateLiveSnapshotDetectPornConfig",
    wireName: "UpdateLiveSnapshotDetectPornConfig",
    effect: "update",
    summary: "Change a moderation configuration",
    section: "13.5 UpdateLiveSnapshotDetectPornConfig",
    params: z.strictObject({
      AppName: anyApp,
      DomainName: domainName,
      OssBucket: ossBucket.optional(),
      OssEndpoint: ossEndpoint.optional(),
      ...settings,
    }),
    reply: plainReply,
  }),
  updateLiveDetectNotifyConfig: defineOperation({
    ...rpc,
    id: "updateLiveDetectNotifyConfig",
    wireName: "UpdateLiveDetectNotifyConfig",
    effect: "update",
    summary: "Change the address that is told of moderation findings of a domain",
    section: "13.6 UpdateLiveDetectNotifyConfig",
    params: oneNotify,
    reply: plainReply,
  }),
  deleteLiveSnapshotDetectPornConfig: defineOperation({
    ...rpc,
    id: "deleteLiveSnapshotDetectPornConfig",
    wireName: "DeleteLiveSnapshotDetectPornConfig",
    effect: "delete",
    summary: "Delete a moderation configuration",
    section: "13.7 DeleteLiveSnapshotDetectPornConfig",
    params: z.strictObject({ AppName: anyApp, DomainName: domainName }),
    reply: plainReply,
  }),
  deleteLiveDetectNotifyConfig: defineOperation({
    ...rpc,
    id: "deleteLiveDetectNotifyConfig",
    wireName: "DeleteLiveDetectNotifyConfig",
    effect: "delete",
    summary: "Stop telling of moderation findings of a domain",
    section: "13.8 DeleteLiveDetectNotifyConfig",
    params: z.strictObject({ DomainName: domainName }),
    reply: plainReply,
  }),
} as const;
