import type { KindFacts, ServiceFacts } from "../../model/service.ts";
import { capabilities, serviceTitles } from "../kit/capabilities.ts";

/** A scheduled recording task (section "Create Recording Task"). */
export const recordingFacts: KindFacts = {
  kind: "recording",
  limits: {
    leadMs: 0,
    gridMs: 1_000,
    // The vendor allows a day. A task whose id was lost can be neither found nor stopped, so links are kept short.
    longestMs: 2 * 3_600_000,
    settlingMs: 10_000,
    visibilityLagMs: 500,
    // Rule tape-timeout: a repeat within 3 s may make a second task.
    unknownPauseMs: 3_500,
    cooldownMs: 0,
  },
  change: "append",
  parallel: true,
  proof: "answer",
  findable: "no",
  arms: true,
  billing: "yes",
};

/** What the planner knows of the service; importing it loads no client. */
export const tencentLivecodeFacts: ServiceFacts = {
  id: "tencent-livecode",
  title: serviceTitles["tencent-livecode"],
  built: true,
  capabilities: capabilities["tencent-livecode"],
  kinds: { recording: recordingFacts },
  // The document states no rate.
  defaultPerMinute: 60,
  // Push statistics refresh every 5 s (rule stat-poll-push).
  watch: { defaultMs: 10_000, shortestMs: 5_000 },
};
