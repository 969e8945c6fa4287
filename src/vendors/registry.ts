import type { ServiceFacts, ServiceId } from "../model/service.ts";
import { aliyunFacts } from "./aliyun/facts.ts";
import { ksyunFacts } from "./ksyun/facts.ts";
import type { Service } from "./port.ts";
import { tencentChannelFacts } from "./tencent-channel/facts.ts";
import { tencentLivecodeFacts } from "./tencent-livecode/facts.ts";
import { tencentQueueFacts } from "./tencent-queue/facts.ts";
import { wangsuFacts } from "./wangsu/facts.ts";

/** Facts of all services. Importing this file loads no client. */
export const serviceFacts: Readonly<Record<ServiceId, ServiceFacts>> = {
  wangsu: wangsuFacts,
  aliyun: aliyunFacts,
  ksyun: ksyunFacts,
  "tencent-livecode": tencentLivecodeFacts,
  "tencent-channel": tencentChannelFacts,
  "tencent-queue": tencentQueueFacts,
};

/** Loaded on demand, so that a command line call loads the tables of one service only. */
const loaders: Readonly<Record<ServiceId, () => Promise<Service>>> = {
  wangsu: async () => (await import("./wangsu/index.ts")).wangsu,
  aliyun: async () => (await import("./aliyun/index.ts")).aliyun,
  ksyun: async () => (await import("./ksyun/index.ts")).ksyun,
  "tencent-livecode": async () => (await import("./tencent-livecode/index.ts")).tencentLivecode,
  "tencent-channel": async () => (await import("./tencent-channel/index.ts")).tencentChannel,
  "tencent-queue": async () => (await import("./tencent-queue/index.ts")).tencentQueue,
};

/** Loads the table, signer and client of one service. */
export async function loadService(id: ServiceId): Promise<Service> {
  return loaders[id]();
}
