import type { ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** What the planner knows of the service; importing it loads no client. */
export const tencentQueueFacts: ServiceFacts = {
  id: "tencent-queue",
  title: serviceTitles["tencent-queue"],
  // Operations can be called; events on this service are not built.
  built: false,
  capabilities: capabilities["tencent-queue"],
  kinds: {},
  // The guide states no rate.
  defaultPerMinute: 60,
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
