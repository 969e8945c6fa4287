import { randomBetween, randomHex } from "../../../random.ts";
import { paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { conflict, noConfig, Refusal } from "../refusal.ts";
import type { Fields } from "../reply.ts";
import type { Version } from "../shelf.ts";
import { iso } from "../times.ts";
import { keyOf } from "../world.ts";
import type { Domain } from "../world.ts";

const searches: Readonly<Record<string, (name: string, pattern: string) => boolean>> = {
  fuzzy_match: (name, pattern) => name.includes(pattern),
  pre_match: (name, pattern) => name.startsWith(pattern),
  suf_match: (name, pattern) => name.endsWith(pattern),
  full_match: (name, pattern) => name === pattern,
};

/** Chapter 4 but for functions and certificates. */
export const domainHandlers: Readonly<Record<string, Handler>> = {
  AddLiveDomain({ args, world, nowMs }) {
    const name = args.text("DomainName");
    if (/\.invalid$/i.test(name)) {
      throw new Refusal(400, "InvalidDomain.NotRegistration", "The domain name is not registered.");
    }
    if (world.domains.now(name)?.added === true) {
      throw new Refusal(409, "DomainAlreadyExist", "The domain name you want to add already exists in your account.");
    }
    const type = args.text("LiveDomainType") === "liveEdge" ? "liveEdge" : "liveVideo";
    world.addDomain(name, { type, region: args.text("Region"), scope: args.maybe("Scope") ?? "domestic" }, nowMs);
    return {};
  },

  DeleteLiveDomain({ args, world, nowMs }) {
    world.deleteDomain(args.text("DomainName"), nowMs);
    return {};
  },

  AddLiveDomainMapping(call) {
    const { args, world, nowMs } = call;
    checkTypes(call);
    const [push, pull] = [args.text("PushDomain"), args.text("PullDomain")];
    if (world.mappings.now(keyOf(push, pull)) !== undefined) throw conflict();
    world.mappings.put(keyOf(push, pull), { push, pull }, nowMs);
    return {};
  },

  DeleteLiveDomainMapping(call) {
    const { args, world, nowMs } = call;
    checkTypes(call);
    if (!world.mappings.remove(keyOf(args.text("PushDomain"), args.text("PullDomain")), nowMs)) throw noConfig();
    return {};
  },

  DescribeLiveDomainDetail({ args, world, seenMs, nowMs, context }) {
    const name = args.text("DomainName");
    const own = world.domain(name, nowMs);
    const seen = world.domains.at(name, seenMs);
    // A domain that was the account's all along is not new because it is looked at.
    const { value, createdMs } = seen ?? { value: own, createdMs: own.modifiedMs };
    if (seen === undefined && own.added) {
      throw new Refusal(404, "InvalidDomain.NotFound", "The domain provided does not belong to you.");
    }
    const certificate = value.certName === null ? undefined : world.certificates.now(value.certName);
    return {
      DomainDetail: {
        GmtCreated: iso(createdMs),
        GmtModified: iso(value.modifiedMs),
        DomainStatus: statusOf(value, seenMs),
        Cname: cname(context.seed, name),
        DomainName: name,
        LiveDomainType: value.type,
        Region: value.region,
        Description: "",
        SSLProtocol: certificate === undefined ? "off" : "on",
        ...(certificate === undefined ? {} : { SSLPub: certificate.text, CertName: certificate.name }),
        Scope: value.scope,
      },
    };
  },

  DescribeLiveUserDomains(call) {
    const { args, world, seenMs, context } = call;
    const pattern = args.maybe("DomainName");
    const match = searches[args.maybe("DomainSearchType") ?? "fuzzy_match"];
    const [status, type, region] = [args.maybe("DomainStatus"), args.maybe("LiveDomainType"), args.maybe("RegionName")];
    const found = world.domains
      .list(seenMs)
      .filter(({ value }) => pattern === undefined || match?.(value.name, pattern) === true)
      .filter(({ value }) => status === undefined || statusOf(value, seenMs) === status)
      .filter(
        ({ value }) => (type === undefined || value.type === type) && (region === undefined || value.region === region),
      );
    const { page, numbers } = paged(call, found, 20, "PageNumber");
    return {
      PageNumber: numbers.PageNum,
      PageSize: numbers.PageSize,
      TotalCount: numbers.TotalNum,
      Domains: { PageData: page.map((domain) => row(domain, seenMs, context.seed)) },
    };
  },

  StartLiveDomain({ args, world, nowMs }) {
    world.changeDomain(args.text("DomainName"), { stopped: false }, nowMs);
    return {};
  },

  StopLiveDomain({ args, world, nowMs }) {
    world.changeDomain(args.text("DomainName"), { stopped: true }, nowMs);
    return {};
  },

  DescribeLiveCertificateDetail({ args, world, seenMs }) {
    const found = world.certificates.at(args.text("CertName"), seenMs)?.value;
    if (found === undefined) throw new Refusal(400, "Certificate.NotFind", "Not find the certificate info.");
    return { Cert: found.text, CertId: found.id, CertName: found.name };
  },

  DescribeLiveCertificateList({ args, world, seenMs, context }) {
    const domain = args.maybe("DomainName");
    const found = world.certificates
      .list(seenMs)
      .filter(({ value }) => domain === undefined || value.domain === domain);
    return {
      CertificateListModel: {
        Count: found.length,
        CertList: {
          Cert: found.map(({ value, createdMs }) => ({
            CertName: value.name,
            CertId: value.id,
            Fingerprint: randomHex(40, context.seed, "fingerprint", value.name, value.text).toUpperCase(),
            Common: value.domain,
            Issuer: "Simulated CA",
            LastTime: Math.floor(createdMs / 1000),
          })),
        },
      },
    };
  },

  SetLiveDomainCertificate(call) {
    const { args, world, nowMs, context } = call;
    const domain = world.domain(args.text("DomainName"), nowMs);
    checkServing(domain, nowMs, 400);
    if (args.text("SSLProtocol") === "off") {
      world.changeDomain(domain.name, { certName: null }, nowMs);
      return {};
    }
    const name = args.maybe("CertName") ?? `cert-${domain.name}`;
    const [text, key] = [args.maybe("SSLPub"), args.maybe("SSLPri")];
    const stored = world.certificates.now(name);
    if (stored === undefined || text !== undefined || key !== undefined) {
      const absent = text === undefined ? "SSLPub" : key === undefined ? "SSLPri" : null;
      if (text === undefined || key === undefined) {
        const message = `An input parameter ${absent} that is mandatory for processing the request is not supplied.`;
        throw new Refusal(400, `${absent}.MissingParameter`, message);
      }
      if (!text.includes("CERTIFICATE")) {
        throw new Refusal(400, "InvalidCertificate", "The Certificate you provided is malformed!");
      }
      if (!key.includes("KEY")) throw new Refusal(400, "InvalidSSLPri", "The SSLPri you provided is malformed!");
      if (stored !== undefined && stored.domain !== domain.name) {
        throw new Refusal(400, "Certificate.Duplicated", "The certificate name is duplicated.");
      }
      const id = stored?.id ?? randomBetween(1_000_000, 9_999_999, context.seed, "certificate", name);
      world.certificates.put(name, { id, name, domain: domain.name, text }, nowMs);
    }
    world.changeDomain(domain.name, { certName: name }, nowMs);
    return {};
  },
};

/**
 * Whether the domain can be worked on.
 * @throws Refusal ServiceBusy while it is being configured, InvalidDomain.Offline when it is stopped
 */
export function checkServing(domain: Domain, nowMs: number, offlineStatus: 400 | 404): void {
  if (domain.stopped) throw new Refusal(offlineStatus, "InvalidDomain.Offline", "The domain provided is offline.");
  if (nowMs < domain.readyMs) {
    throw new Refusal(403, "ServiceBusy", "The specified Domain is configuring, please retry later.");
  }
}

function checkTypes({ args, world, nowMs }: Call): void {
  const push = world.domain(args.text("PushDomain"), nowMs);
  const pull = world.domain(args.text("PullDomain"), nowMs);
  if ((push.added && push.type !== "liveEdge") || (pull.added && pull.type !== "liveVideo")) {
    throw new Refusal(400, "DomainType.Malformed", "Your domain type is not live type.");
  }
}

function row({ value, createdMs }: Version<Domain>, seenMs: number, seed: number): Fields {
  return {
    DomainName: value.name,
    Cname: cname(seed, value.name),
    LiveDomainType: value.type,
    GmtCreated: iso(createdMs),
    GmtModified: iso(value.modifiedMs),
    Description: "",
    LiveDomainStatus: statusOf(value, seenMs),
    RegionName: value.region,
  };
}

function statusOf(domain: Domain, atMs: number): string {
  if (domain.stopped) return "offline";
  return atMs < domain.readyMs ? "configuring" : "online";
}

function cname(seed: number, name: string): string {
  return `${name}.${randomHex(8, seed, "cname", name)}.example.net`;
}
