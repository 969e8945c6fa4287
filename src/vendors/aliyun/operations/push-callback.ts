import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { domainName, httpUrl } from "../params.ts";
import { group, plainReply, reply, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const oneDomain = z.strictObject({ DomainName: domainName });
const notifyConfig = group({ DomainName: str, NotifyUrl: str });

/** Chapter 7: where the vendor tells of pushes that start and end. */
export const pushCallbackOperations = {
  setLiveStreamsNotifyUrlConfig: defineOperation({
    ...rpc,
    id: "setLiveStreamsNotifyUrlConfig",
    wireName: "SetLiveStreamsNotifyUrlConfig",
    effect: "update",
    summary: "Set the address that is told of pushes of a domain",
    section: "7.1 SetLiveStreamsNotifyUrlConfig",
    params: z.strictObject({
      DomainName: domainName,
      NotifyUrl: httpUrl.describe("Address of the receiver, http only"),
    }),
    reply: plainReply,
    rules: ["One address a domain; the callback is not signed, so the address should not be guessable."],
  }),
  describeLiveStreamsNotifyUrlConfig: defineOperation({
    ...rpc,
    id: "describeLiveStreamsNotifyUrlConfig",
    wireName: "DescribeLiveStreamsNotifyUrlConfig",
    effect: "read",
    summary: "Read the address that is told of pushes of a domain",
    section: "7.2 DescribeLiveStreamsNotifyUrlConfig",
    params: oneDomain,
    reply: reply({ LiveStreamsNotifyConfig: notifyConfig, NotifyUrlConfig: notifyConfig }),
    rules: ["The group is called LiveStreamsNotifyConfig or NotifyUrlConfig; the document has both."],
  }),
  deleteLiveStreamsNotifyUrlConfig: defineOperation({
    ...rpc,
    id: "deleteLiveStreamsNotifyUrlConfig",
    wireName: "DeleteLiveStreamsNotifyUrlConfig",
    effect: "delete",
    summary: "Stop telling of pushes of a domain",
    section: "7.3 DeleteLiveStreamsNotifyUrlConfig",
    params: oneDomain,
    reply: plainReply,
  }),
} as const;
