import type { ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** What the planner knows of the service; importing it loads no client. */
export const aliyunFacts: ServiceFacts = {
  id: "aliyun",
  title: serviceTitles.aliyun,
  // Its operations can be called; events on it are for later.
  built: false,
  capabilities: capabilities.aliyun,
  kinds: {},
  // Only the list of live streams has a stated rate, 1,000 a minute (6.4).
  defaultPerMinute: 60,
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
