import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { domainName, webUrl } from "../params.ts";
import { group, plainReply, reply, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const needStatusNotify = z.boolean().describe("Also tell when recording starts, pauses and resumes; default false");
const recordNotifyUrl = webUrl.describe("Address of the receiver");
const oneDomain = z.strictObject({ DomainName: domainName });

/** Chapter 11, where the vendor tells of recorded files. */
export const recordCallbackOperations = {
  addLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "addLiveRecordNotifyConfig",
    wireName: "AddLiveRecordNotifyConfig",
    effect: "create",
    summary: "Set the address that is told of recorded files of a domain",
    section: "11.9 AddLiveRecordNotifyConfig",
    params: z.strictObject({
      DomainName: domainName,
      NotifyUrl: recordNotifyUrl,
      NeedStatusNotify: needStatusNotify.optional(),
    }),
    reply: plainReply,
    rules: ["The address is encoded once, like every other value."],
  }),
  deleteLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "deleteLiveRecordNotifyConfig",
    wireName: "DeleteLiveRecordNotifyConfig",
    effect: "delete",
    summary: "Stop telling of recorded files of a domain",
    section: "11.10 DeleteLiveRecordNotifyConfig",
    params: oneDomain,
    reply: plainReply,
  }),
  describeLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "describeLiveRecordNotifyConfig",
    wireName: "DescribeLiveRecordNotifyConfig",
    effect: "read",
    summary: "Read the address that is told of recorded files of a domain",
    section: "11.11 DescribeLiveRecordNotifyConfig",
    params: oneDomain,
    reply: reply({ LiveRecordNotifyConfig: group({ DomainName: str, NotifyUrl: str, NeedStatusNotify: str }) }),
  }),
  updateLiveRecordNotifyConfig: defineOperation({
    ...rpc,
    id: "updateLiveRecordNotifyConfig",
    wireName: "UpdateLiveRecordNotifyConfig",
    effect: "update",
    summary: "Change the address that is told of recorded files of a domain",
    section: "11.12 UpdateLiveRecordNotifyConfig",
    params: z.strictObject({
      DomainName: domainName,
      NeedStatusNotify: needStatusNotify.optional(),
      NotifyUrl: recordNotifyUrl.optional(),
    }),
    reply: plainReply,
    rules: ["NeedStatusNotify may fall back to false when it is left out."],
  }),
} as const;
