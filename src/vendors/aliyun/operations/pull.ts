import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { appName, dayMs, domainName, spanRules, streamName, text, utcTime } from "../params.ts";
import { plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const pullDomain = domainName.describe("Playback domain that pulls");

/** Chapter 5: pulling an external live stream. */
export const pullOperations = {
  addLivePullStreamInfoConfig: defineOperation({
    ...rpc,
    id: "addLivePullStreamInfoConfig",
    wireName: "AddLivePullStreamInfoConfig",
    effect: "create",
    summary: "Pull an external live stream during a time window",
    section: "5.1 AddLivePullStreamInfoConfig",
    params: withRules(
      z.strictObject({
        AppName: appName,
        DomainName: pullDomain,
        StreamName: streamName,
        SourceUrl: text.describe("Origin of the stream; several are separated by semicolons"),
        StartTime: utcTime.describe("Start of the pull, UTC"),
        EndTime: utcTime.describe("End of the pull, UTC, at most 7 days later"),
      }),
      spanRules({ longestMs: 7 * dayMs }),
    ),
    reply: plainReply,
    rules: [
      "EndTime must lie ahead and at most 7 days after StartTime; a longer pull is a chain of windows.",
      "Live sources only: rtmp, http, flv.",
    ],
  }),
  deleteLivePullStreamInfoConfig: defineOperation({
    ...rpc,
    id: "deleteLivePullStreamInfoConfig",
    wireName: "DeleteLivePullStreamInfoConfig",
    effect: "delete",
    summary: "Delete a pull job",
    section: "5.2 DeleteLivePullStreamInfoConfig",
    params: z.strictObject({ AppName: appName, DomainName: pullDomain, StreamName: streamName }),
    reply: plainReply,
  }),
  describeLivePullStreamConfig: defineOperation({
    ...rpc,
    id: "describeLivePullStreamConfig",
    wireName: "DescribeLivePullStreamConfig",
    effect: "read",
    summary: "List the pull jobs of a domain",
    section: "5.3 DescribeLivePullStreamConfig",
    params: z.strictObject({ DomainName: pullDomain }),
    reply: reply({
      LiveAppRecordList: rows(
        "LiveAppRecord",
        z.looseObject({
          DomainName: str,
          AppName: str,
          StreamName: str,
          SourceUrl: str,
          StartTime: str,
          EndTime: str,
        }),
      ),
    }),
    rules: ["The list is called LiveAppRecordList although it holds pull jobs."],
  }),
} as const;
