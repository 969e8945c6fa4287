import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { long, text } from "../params.ts";
import { group, num, reply, rows, str } from "../replies.ts";

/** Chapter 8: time shift. A plain HTTP query to the playback domain, outside the RPC interface. */
export const timeShiftOperations = {
  queryTimeshiftTimeline: defineOperation({
    documented: true,
    method: "GET",
    host: "playback",
    path: "/openapi/timeline/query",
    wire: { as: "timeline" as const },
    id: "queryTimeshiftTimeline",
    wireName: "/openapi/timeline/query",
    effect: "read",
    summary: "Tell which parts of a past period can be replayed with time shift",
    section: "8.1 time shift",
    params: withRules(
      z.strictObject({
        app: text.describe("Application of the stream"),
        stream: text.describe("Stream name"),
        format: z.enum(["ts", "flv"]).describe("Kind of time-shift data"),
        lhs_start_unix_s_0: long(0).describe("Start of the period, UNIX seconds"),
        lhs_end_unix_s_0: long(0).describe("End of the period, UNIX seconds"),
        domain: text.optional().describe("Playback domain, which is asked; default: the account's domain"),
      }),
      ({ lhs_start_unix_s_0: from, lhs_end_unix_s_0: until }, fault) => {
        const [start, end] = [Number(from), Number(until)];
        if (end < start) fault("lhs_end_unix_s_0", "must not be before lhs_start_unix_s_0");
      },
    ),
    reply: reply({
      retCode: num,
      description: str,
      content: group({ current: num, timeline: rows("timeline", z.looseObject({ start: num, end: num })) }),
    }),
    rules: [
      "Time shift is opened by a support ticket; data is kept 7 days, at most 15.",
      "Goes to the playback domain without key or signature; authentication parameters of the domain cannot be given.",
    ],
  }),
} as const;
