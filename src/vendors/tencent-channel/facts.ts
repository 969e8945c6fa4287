import type { ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** What the planner knows of the service; importing it loads no client. */
export const tencentChannelFacts: ServiceFacts = {
  id: "tencent-channel",
  title: serviceTitles["tencent-channel"],
  // Operations can be called; events on this service are not built.
  built: false,
  capabilities: capabilities["tencent-channel"],
  kinds: {},
  // The document names 100 calls a minute as an example of a limit, and states none.
  defaultPerMinute: 60,
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
