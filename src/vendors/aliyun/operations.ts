import { casterComponentOperations } from "./operations/caster-components.ts";
import { casterLayoutOperations } from "./operations/caster-layouts.ts";
import { casterProgramOperations } from "./operations/caster-programs.ts";
import { casterSceneOperations } from "./operations/caster-scenes.ts";
import { casterSourceOperations } from "./operations/caster-sources.ts";
import { casterOperations } from "./operations/casters.ts";
import { domainSettingOperations } from "./operations/domain-settings.ts";
import { domainOperations } from "./operations/domains.ts";
import { logOperations } from "./operations/logs.ts";
import { moderationOperations } from "./operations/moderation.ts";
import { monitoringOperations } from "./operations/monitoring.ts";
import { pullOperations } from "./operations/pull.ts";
import { pushCallbackOperations } from "./operations/push-callback.ts";
import { recordCallbackOperations } from "./operations/record-callback.ts";
import { recordContentOperations } from "./operations/record-content.ts";
import { recordToVodOperations } from "./operations/record-to-vod.ts";
import { recordingOperations } from "./operations/recording.ts";
import { roomOperations } from "./operations/rooms.ts";
import { snapshotOperations } from "./operations/snapshots.ts";
import { streamOperations } from "./operations/streams.ts";
import { timeShiftOperations } from "./operations/time-shift.ts";
import { transcodeOperations } from "./operations/transcode.ts";
import type { AliyunOperation } from "./wire.ts";

/** All entries of the catalogue, by id, in the order of the document's chapters. */
export const operations = {
  ...domainOperations,
  ...domainSettingOperations,
  ...pullOperations,
  ...streamOperations,
  ...pushCallbackOperations,
  ...timeShiftOperations,
  ...transcodeOperations,
  ...recordToVodOperations,
  ...recordingOperations,
  ...recordContentOperations,
  ...recordCallbackOperations,
  ...snapshotOperations,
  ...moderationOperations,
  ...monitoringOperations,
  ...logOperations,
  ...roomOperations,
  ...casterOperations,
  ...casterLayoutOperations,
  ...casterSourceOperations,
  ...casterComponentOperations,
  ...casterProgramOperations,
  ...casterSceneOperations,
} as const;

/** The table as the kit takes it. */
export const operationTable: Readonly<Record<string, AliyunOperation>> = operations;
