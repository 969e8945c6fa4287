import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { appName, domainName, long, streamName, text, whole } from "../params.ts";
import { num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

/** Chapter 10: recording into the vendor's video-on-demand library. */
export const recordToVodOperations = {
  addLiveRecordVodConfig: defineOperation({
    ...rpc,
    id: "addLiveRecordVodConfig",
    wireName: "AddLiveRecordVodConfig",
    effect: "create",
    summary: "Record live streams into the video-on-demand library",
    section: "10.1 AddLiveRecordVodConfig",
    params: withRules(
      z.strictObject({
        AppName: appName.describe("Application; * for all of the domain"),
        DomainName: domainName,
        VodTranscodeGroupId: text.describe("Transcode template group of the library"),
        AutoCompose: z.enum(["ON", "OFF"]).optional().describe("Merge the pieces"),
        ComposeVodTranscodeGroupId: text.optional().describe("Template group of the merged file"),
        CycleDuration: whole(1).optional().describe("Length of one piece"),
        StreamName: streamName.optional(),
      }),
      (params, fault) => {
        if (params["AutoCompose"] === "ON" && params["ComposeVodTranscodeGroupId"] === undefined) {
          fault("ComposeVodTranscodeGroupId", "is needed when AutoCompose is ON");
        }
      },
    ),
    reply: plainReply,
    rules: ["Excludes an ordinary record configuration with the same AppName."],
  }),
  deleteLiveRecordVodConfig: defineOperation({
    ...rpc,
    id: "deleteLiveRecordVodConfig",
    wireName: "DeleteLiveRecordVodConfig",
    effect: "delete",
    summary: "Delete a configuration that records into the library",
    section: "10.2 DeleteLiveRecordVodConfig",
    params: z.strictObject({ AppName: appName, DomainName: domainName, StreamName: streamName.optional() }),
    reply: plainReply,
  }),
  describeLiveRecordVodConfigs: defineOperation({
    ...rpc,
    id: "describeLiveRecordVodConfigs",
    wireName: "DescribeLiveRecordVodConfigs",
    effect: "read",
    summary: "List the configurations that record into the library",
    section: "10.3 DescribeLiveRecordVodConfigs",
    params: z.strictObject({
      DomainName: domainName,
      AppName: appName.optional(),
      StreamName: streamName.optional(),
      PageNum: long(1).optional().describe("Page, from 1"),
      PageSize: long(5, 100).optional().describe("Entries a page, default 10"),
    }),
    reply: reply({
      PageNum: num,
      PageSize: num,
      Total: num,
      LiveRecordVodConfigs: rows(
        "LiveRecordVodConfig",
        z.looseObject({
          CreateTime: str,
          DomainName: str,
          AppName: str,
          StreamName: str,
          VodTranscodeGroupId: str,
          CycleDuration: num,
        }),
      ),
    }),
    paging: {
      style: "page",
      pageParam: "PageNum",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: 100,
      items: "LiveRecordVodConfigs.LiveRecordVodConfig",
      // Total may count pages or entries; the document does not say.
      total: null,
    },
  }),
} as const;
