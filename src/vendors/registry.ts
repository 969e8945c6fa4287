import type { ServiceFacts, ServiceId } from "../model/service.ts";
import { capabilities, serviceTitles } from "./kit/capabilities.ts";
import type { Service } from "./port.ts";
import { tencentLivecodeFacts } from "./tencent-livecode/facts.ts";
import { wangsuFacts } from "./wangsu/facts.ts";

/** Facts of all services, built or not. Importing this file loads no client. */
export const serviceFacts: Readonly<Record<ServiceId, ServiceFacts>> = {
  wangsu: wangsuFacts,
  aliyun: notBuilt("aliyun", 60),
  ksyun: notBuilt("ksyun", 60),
  "tencent-livecode": tencentLivecodeFacts,
  "tencent-channel": notBuilt("tencent-channel", 60),
  "tencent-queue": notBuilt("tencent-queue", 60),
};

type Load = () => Promise<Service>;

/** Loaded on demand, so that a command line call loads the tables of one service only. */
const loaders: Readonly<Partial<Record<ServiceId, Load>>> = {
  "tencent-livecode": async () => (await import("./tencent-livecode/index.ts")).tencentLivecode,
  wangsu: async () => (await import("./wangsu/index.ts")).wangsu,
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
