import type { ServiceFacts, ServiceId } from "../model/service.ts";
import { aliyunFacts } from "./aliyun/facts.ts";
import { capabilities, serviceTitles } from "./kit/capabilities.ts";
import { ksyunFacts } from "./ksyun/facts.ts";
import type { Service } from "./port.ts";
import { tencentChannelFacts } from "./tencent-channel/facts.ts";
import { tencentLivecodeFacts } from "./tencent-livecode/facts.ts";
import { tencentQueueFacts } from "./tencent-queue/facts.ts";

/** Facts of all services, built or not. Importing this file loads no client. */
export const serviceFacts: Readonly<Record<ServiceId, ServiceFacts>> = {
  // 200 calls a minute over all calls of an account.
  wangsu: notBuilt("wangsu", 200),
  aliyun: aliyunFacts,
  ksyun: ksyunFacts,
  "tencent-livecode": tencentLivecodeFacts,
  "tencent-channel": tencentChannelFacts,
  "tencent-queue": tencentQueueFacts,
};

type Load = () => Promise<Service>;

/** Loaded on demand, so that a command line call loads the tables of one service only. */
const loaders: Readonly<Partial<Record<ServiceId, Load>>> = {
  aliyun: async () => (await import("./aliyun/index.ts")).aliyun,
  ksyun: async () => (await import("./ksyun/index.ts")).ksyun,
  "tencent-livecode": async () => (await import("./tencent-livecode/index.ts")).tencentLivecode,
  "tencent-channel": async () => (await import("./tencent-channel/index.ts")).tencentChannel,
  "tencent-queue": async () => (await import("./tencent-queue/index.ts")).tencentQueue,
};

/** The services that can be loaded, in the order of the catalogues. */
export const loadableServices: readonly ServiceId[] = Object.values(serviceFacts)
  .map(({ id }) => id)
  .filter((id) => loaders[id] !== undefined);

/** Loads one service. Throws an Error for a person when it is not built yet. */
export async function loadService(id: ServiceId): Promise<Service> {
  const load = loaders[id];
  if (load === undefined) {
    throw new Error(`the service ${id} is not built yet; built: ${loadableServices.join(", ")}`);
  }
  return load();
}

function notBuilt(id: ServiceId, defaultPerMinute: number): ServiceFacts {
  return {
    id,
    title: serviceTitles[id],
    built: false,
    capabilities: capabilities[id],
    kinds: {},
    defaultPerMinute,
    watch: { defaultMs: 10_000, shortestMs: 5_000 },
  };
}
