import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { atMost, commaList, domainName, jsonText, text } from "../params.ts";
import { group, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";
import { deletableFunction, functionList, readableFunction } from "./domain-functions.ts";

const domainList = commaList().describe("Domains");

/** Chapter 4, what a live domain is set to: certificates and feature functions. */
export const domainSettingOperations = {
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
    summary: "Delete one entry of a feature function",
    section: "4.13 DeleteLiveSpecificConfig",
    params: z.strictObject({
      DomainName: domainName,
      ConfigId: text.describe("ConfigId of the entry, from describeLiveDomainConfigs"),
    }),
    reply: plainReply,
  }),
} as const;
