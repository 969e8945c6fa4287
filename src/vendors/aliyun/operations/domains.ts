import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { deletableFunction, functionList, readableFunction } from "../domain-functions.ts";
import { atMost, commaList, domainName, jsonText, text, whole } from "../params.ts";
import { group, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const liveDomainType = z.enum(["liveVideo", "liveEdge"]).describe("liveVideo plays, liveEdge takes pushes at the edge");
const domainList = commaList().describe("Domains");
const mapping = z.strictObject({
  PushDomain: text.describe("Push domain, of type liveEdge"),
  PullDomain: text.describe("Playback domain, of type liveVideo"),
});
const oneDomain = z.strictObject({ DomainName: domainName });
const ratherStop = "Give the name its DNS A record back first; to pause a domain, stopLiveDomain keeps everything.";

/** Chapter 4: live domains, their certificates and feature functions. */
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
    summary: "Remove a live domain with all its records",
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
  describeLiveCertificateDetail: defineOperation({
    ...rpc,
    id: "describeLiveCertificateDetail",
    wireName: "DescribeLiveCertificateDetail",
    effect: "read",
    summary: "Read one certificate",
    section: "4.7 DescribeLiveCertificateDetail",
    params: z.strictObject({ CertName: text.describe("Name of the certificate") }),
    reply: reply({ Cert: str, CertId: str, CertName: str }),
  }),
  describeLiveCertificateList: defineOperation({
    ...rpc,
    id: "describeLiveCertificateList",
    wireName: "DescribeLiveCertificateList",
    effect: "read",
    summary: "List certificates, of the account or of one domain",
    section: "4.8 DescribeLiveCertificateList",
    params: z.strictObject({ DomainName: domainName.optional() }),
    reply: reply({
      CertificateListModel: group({
        Count: num,
        CertList: rows(
          "Cert",
          z.looseObject({ CertName: str, CertId: str, Fingerprint: str, Common: str, Issuer: str, LastTime: num }),
        ),
      }),
    }),
  }),
  setLiveDomainCertificate: defineOperation({
    ...rpc,
    id: "setLiveDomainCertificate",
    wireName: "SetLiveDomainCertificate",
    effect: "update",
    summary: "Switch HTTPS of a domain on or off and set its certificate",
    section: "4.9 SetLiveDomainCertificate",
    params: withRules(
      z.strictObject({
        DomainName: domainName,
        SSLProtocol: z.enum(["on", "off"]).describe("HTTPS switch"),
        SSLPub: text.optional().describe("Certificate text, when switching on"),
        SSLPri: text.optional().describe("Private key text, when switching on; secret"),
        CertName: atMost(128).optional().describe("Name of the certificate"),
      }),
      (params, fault) => {
        for (const name of ["SSLPub", "SSLPri"]) {
          const given = params[name] !== undefined;
          if (params["SSLProtocol"] === "on" && !given) fault(name, "is needed when SSLProtocol is on");
          if (params["SSLProtocol"] === "off" && given) fault(name, "must be left out when SSLProtocol is off");
        }
      },
    ),
    reply: plainReply,
    rules: [
      "The domain must be online and not being configured.",
      "Certificate.SettedNotEffect is a failure of which the change stays: the certificate is stored but not active.",
      "The private key travels in the address of the request, as the document wants it.",
    ],
  }),
  batchSetLiveDomainConfigs: defineOperation({
    ...rpc,
    id: "batchSetLiveDomainConfigs",
    wireName: "BatchSetLiveDomainConfigs",
    effect: "update",
    summary: "Set feature functions of one or more domains",
    section: "4.10 BatchSetLiveDomainConfigs",
    params: z.strictObject({
      DomainNames: domainList,
      Functions: jsonText(functionList).describe("Functions with their arguments"),
    }),
    reply: plainReply,
    rules: [
      "A function with several records, e.g. filetype_based_ttl_set, is changed in place only with its configId.",
    ],
  }),
  batchDeleteLiveDomainConfigs: defineOperation({
    ...rpc,
    id: "batchDeleteLiveDomainConfigs",
    wireName: "BatchDeleteLiveDomainConfigs",
    effect: "delete",
    summary: "Delete feature functions of one or more domains",
    section: "4.11 BatchDeleteLiveDomainConfigs",
    params: z.strictObject({
      DomainNames: domainList,
      FunctionNames: commaList(deletableFunction).describe("Functions to delete"),
    }),
    reply: plainReply,
  }),
  describeLiveDomainConfigs: defineOperation({
    ...rpc,
    id: "describeLiveDomainConfigs",
    wireName: "DescribeLiveDomainConfigs",
    effect: "read",
    summary: "Read the feature functions of a domain",
    section: "4.12 DescribeLiveDomainConfigs",
    params: z.strictObject({
      DomainName: domainName,
      FunctionNames: commaList(readableFunction).optional().describe("Functions to read; all when left out"),
    }),
    reply: reply({
      DomainConfigs: rows(
        "DomainConfig",
        z.looseObject({
          ConfigId: str,
          FunctionName: str,
          Status: str,
          FunctionArgs: rows("FunctionArg", z.looseObject({ ArgName: str, ArgValue: str })),
        }),
      ),
    }),
  }),
  deleteLiveSpecificConfig: defineOperation({
    ...rpc,
    id: "deleteLiveSpecificConfig",
    wireName: "DeleteLiveSpecificConfig",
    effect: "delete",
    summary: "Delete one record of a feature function",
    section: "4.13 DeleteLiveSpecificConfig",
    params: z.strictObject({
      DomainName: domainName,
      ConfigId: text.describe("Record id, from describeLiveDomainConfigs"),
    }),
    reply: plainReply,
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
