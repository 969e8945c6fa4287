import { aliyun } from "./services/aliyun/aliyun.ts";
import { ksyun } from "./services/ksyun/ksyun.ts";
import { tencentChannel } from "./services/tencent-channel/tencent-channel.ts";
import { tencentLivecode } from "./services/tencent-livecode/tencent-livecode.ts";
import { tencentQueue } from "./services/tencent-queue/tencent-queue.ts";
import { wangsu } from "./services/wangsu/wangsu.ts";
import type { SimulatedService } from "./simulated-service.ts";

/** Every service the simulator has. A further one is one more folder and one more line here. */
export const simulatedServices: readonly SimulatedService[] = [
  wangsu,
  aliyun,
  ksyun,
  tencentLivecode,
  tencentChannel,
  tencentQueue,
];
