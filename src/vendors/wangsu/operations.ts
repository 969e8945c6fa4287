import { channelOperations } from "./operations/channels.ts";
import { directoryOperations } from "./operations/directories.ts";
import { documentOperations } from "./operations/documents.ts";
import { forwardOperations } from "./operations/forwarding.ts";
import { pullChannelOperations } from "./operations/pull-channels.ts";
import { recordingOperations } from "./operations/recording.ts";
import { stateOperations } from "./operations/states.ts";
import type { WangsuOperation } from "./wire.ts";

/** All entries of the catalogue, by id. */
export const operations = {
  ...channelOperations,
  ...stateOperations,
  ...pullChannelOperations,
  ...recordingOperations,
  ...directoryOperations,
  ...documentOperations,
  ...forwardOperations,
} as const;

/** The table as the kit takes it. */
export const operationTable: Readonly<Record<string, WangsuOperation>> = operations;
