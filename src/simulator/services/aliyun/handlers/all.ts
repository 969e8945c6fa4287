import type { Handler } from "../call.ts";
import { casterPartHandlers } from "./caster-parts.ts";
import { casterProgramHandlers } from "./caster-programs.ts";
import { casterSceneHandlers } from "./caster-scenes.ts";
import { casterHandlers } from "./casters.ts";
import { functionHandlers } from "./domain-functions.ts";
import { domainHandlers } from "./domains.ts";
import { monitoringHandlers } from "./monitoring.ts";
import { notifyHandlers } from "./notify.ts";
import { recordContentHandlers } from "./record-content.ts";
import { recordHandlers } from "./records.ts";
import { roomHandlers } from "./rooms.ts";
import { snapshotHandlers } from "./snapshots.ts";
import { streamHandlers } from "./streams.ts";
import { transcodeHandlers } from "./transcode.ts";

/** What answers each action. */
export const handlers: ReadonlyMap<string, Handler> = new Map([
  ...Object.entries(domainHandlers),
  ...Object.entries(functionHandlers),
  ...Object.entries(streamHandlers),
  ...Object.entries(notifyHandlers),
  ...Object.entries(transcodeHandlers),
  ...Object.entries(recordHandlers),
  ...Object.entries(recordContentHandlers),
  ...Object.entries(snapshotHandlers),
  ...Object.entries(monitoringHandlers),
  ...Object.entries(roomHandlers),
  ...Object.entries(casterHandlers),
  ...Object.entries(casterPartHandlers),
  ...Object.entries(casterSceneHandlers),
  ...Object.entries(casterProgramHandlers),
]);
