import { aliyun } from "./services/aliyun/aliyun.ts";
import { tencentLivecode } from "./services/tencent-livecode/tencent-livecode.ts";
import { wangsu } from "./services/wangsu/wangsu.ts";
import type { SimulatedService } from "./simulated-service.ts";

/** Every service the simulator has. A further one is one more folder and one more line here. */
export const simulatedServices: readonly SimulatedService[] = [aliyun, tencentLivecode, wangsu];
