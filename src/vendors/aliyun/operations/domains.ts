import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { domainName, text, whole } from "../params.ts";
import { group, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const liveDomainType = z.enum(["liveVideo", "liveEdge"]).describe("liveVideo plays, liveEdge takes pushes at the edge");
const mapping = z.strictObject({
  PushDomain: text.describe("Push domain, of type liveEdge"),
  PullDomain: text.describe("Playback domain, of type liveVideo"),
});
const oneDomain = z.strictObject({ DomainName: domainName });
const ratherStop = "Give the name its DNS A record back first; to pause a domain, stopLiveDomain keeps everything.";

/** Chapter 4, live domains: add, bind, start, stop, remove. */
export const domainOperations = {
  addLiveDomain: defineOperation({
    ...rpc,
    id: "addLiveDomain",
    wireName: "AddLiveDomain",
    effect: "create",
    summary: "Add one live domain, for playback or for pushes at the edge",
    section: "4.1 AddLiveDomain",
    params: z.strictObject({
      DomainName: text.describe("Domain to add; a leading dot makes it a wildcard"),
      LiveDomainType: liveDomainType,
      Region: z.enum(["cn-beijing", "cn-shanghai", "ap-southeast-1"]).describe("Home region of the domain"),
      CheckUrl: text.optional().describe("Address used to test that the domain answers"),
      Scope: z.enum(["domestic", "overseas", "global"]).optional().describe("Acceleration area, default domestic"),
    }),
    reply: plainReply,
    rules: [
      "One domain a call; live service must be open and the domain's ICP filing complete.",
      "Scope counts for international accounts and mainland accounts of level L3 and above only.",
    ],
  }),
  addLiveDomainMapping: defineOperation({
    ...rpc,
    id: "addLiveDomainMapping",
    wireName: "AddLiveDomainMapping",
    effect: "create",
    summary: "Bind a push domain to a playback domain",
    section: "4.2 AddLiveDomainMapping",
    params: mapping,
    reply: plainReply,
  }),
  deleteLiveDomain: defineOperation({
    ...rpc,
    id: "deleteLiveDomain",
    wireName: "DeleteLiveDomain",
    effect: "delete",
    summary: "Remove a live domain with all its settings",
    section: "4.3 DeleteLiveDomain",
    params: oneDomain,
    reply: plainReply,
    rules: [ratherStop],
  }),
  deleteLiveDomainMapping: defineOperation({
    ...rpc,
    id: "deleteLiveDomainMapping",
    wireName: "DeleteLiveDomainMapping",
    effect: "delete",
    summary: "Undo the binding of a push domain to a playback domain",
    section: "4.4 DeleteLiveDomainMapping",
    params: mapping,
    reply: plainReply,
  }),
  describeLiveDomainDetail: defineOperation({
    ...rpc,
    id: "describeLiveDomainDetail",
    wireName: "DescribeLiveDomainDetail",
    effect: "read",
    summary: "Read the basic settings of one live domain",
    section: "4.5 DescribeLiveDomainDetail",
    params: oneDomain,
    reply: reply({
      DomainDetail: group({
        DomainName: str,
        DomainStatus: str,
        LiveDomainType: str,
        Cname: str,
        Region: str,
        Scope: str,
        Description: str,
        SSLProtocol: str,
        SSLPub: str,
        CertName: str,
        GmtCreated: str,
        GmtModified: str,
      }),
    }),
    rules: ["DomainStatus: online, offline or configuring; here it is DomainStatus, in the list LiveDomainStatus."],
  }),
  describeLiveUserDomains: defineOperation({
    ...rpc,
    id: "describeLiveUserDomains",
    wireName: "DescribeLiveUserDomains",
    effect: "read",
    summary: "List the live domains of the account",
    section: "4.6 DescribeLiveUserDomains",
    params: z.strictObject({
      DomainName: text.optional().describe("Name or part of it; all when left out"),
      DomainSearchType: z
        .enum(["fuzzy_match", "pre_match", "suf_match", "full_match"])
        .optional()
        .describe("How DomainName is matched, default fuzzy_match"),
      DomainStatus: z.enum(["online", "offline", "configuring"]).optional().describe("Only domains in this state"),
      LiveDomainType: liveDomainType.optional(),
      PageNumber: whole(1, 100_000).optional().describe("Page, from 1"),
      PageSize: whole(1).optional().describe("Entries a page"),
      RegionName: text.optional().describe("Only domains of this region, e.g. cn-beijing"),
    }),
    reply: reply({
      PageNumber: num,
      PageSize: num,
      TotalCount: num,
      Domains: rows(
        "PageData",
        z.looseObject({
          DomainName: str,
          Cname: str,
          LiveDomainType: str,
          LiveDomainStatus: str,
          RegionName: str,
          Description: str,
          GmtCreated: str,
          GmtModified: str,
        }),
      ),
    }),
    paging: {
      style: "page",
      pageParam: "PageNumber",
      sizeParam: "PageSize",
      firstPage: 1,
      maxSize: null,
      items: "Domains.PageData",
      total: "TotalCount",
    },
    rules: ["LiveDomainStatus may also be configure_failed, checking or check_failed."],
  }),
  startLiveDomain: defineOperation({
    ...rpc,
    id: "startLiveDomain",
    wireName: "StartLiveDomain",
    effect: "control",
    summary: "Put a stopped domain back into service",
    section: "4.14 StartLiveDomain",
    params: oneDomain,
    reply: plainReply,
    rules: ["Fails for accounts in arrears and for domains that are not allowed."],
  }),
  stopLiveDomain: defineOperation({
    ...rpc,
    id: "stopLiveDomain",
    wireName: "StopLiveDomain",
    effect: "control",
    summary: "Take a domain out of service and keep its settings",
    section: "4.15 StopLiveDomain",
    params: oneDomain,
    reply: plainReply,
    rules: ["Requests go back to the origin until startLiveDomain."],
  }),
} as const;
