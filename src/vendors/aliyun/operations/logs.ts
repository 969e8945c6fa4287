import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { dayMs, domainName, endTime, long, spanRules, startTime } from "../params.ts";
import { group, num, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

/** Chapter 15: access logs. */
export const logOperations = {
  describeLiveDomainLog: defineOperation({
    ...rpc,
    id: "describeLiveDomainLog",
    wireName: "DescribeLiveDomainLog",
    effect: "read",
    summary: "Get the addresses of a domain's access logs",
    section: "15.1 DescribeLiveDomainLog",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        StartTime: startTime.optional(),
        EndTime: endTime.optional(),
        PageSize: long(1).optional().describe("Entries a page"),
        PageNumber: long(1).optional().describe("Page, from 1"),
      }),
      spanRules({ longestMs: 366 * dayMs, longest: "one year", together: true }),
    ),
    reply: reply({
      DomainLogDetails: rows(
        "DomainLogDetail",
        z.looseObject({
          LogCount: num,
          DomainName: str,
          PageInfos: group({ PageIndex: num, PageNumber: num, PageSize: num, Total: num }),
          LogInfos: rows(
            "LogInfoDetail",
            z.looseObject({ LogName: str, LogPath: str, StartTime: str, EndTime: str, LogSize: num }),
          ),
        }),
      ),
    }),
    paging: {
      style: "page",
      pageParam: "PageNumber",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: null,
      items: "DomainLogDetails.DomainLogDetail.LogInfos.LogInfoDetail",
      total: "DomainLogDetails.DomainLogDetail.PageInfos.Total",
    },
    rules: [
      "Both times or neither; without them the last 24 hours.",
      "LogPath has no scheme and expires: fetch it at once.",
    ],
  }),
} as const;
