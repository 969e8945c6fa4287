import type { ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** What the planner knows of the service; importing it loads no client. Its calls work, events on it are not built. */
export const ksyunFacts: ServiceFacts = {
  id: "ksyun",
  title: serviceTitles.ksyun,
  built: false,
  capabilities: capabilities.ksyun,
  kinds: {},
  // The document names a quota of requests a minute without its size (rule qpm-quota).
  defaultPerMinute: 60,
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
