import type { ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** What the planner knows of the service; importing it loads no client. Calls work, events come later. */
export const wangsuFacts: ServiceFacts = {
  id: "wangsu",
  title: serviceTitles.wangsu,
  built: false,
  capabilities: capabilities.wangsu,
  kinds: {},
  // Chapter 1: 200 requests a minute and account, over all calls.
  defaultPerMinute: 200,
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
