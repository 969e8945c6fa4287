import { z } from "zod";
import { code, id64, text } from "../tencent-kit/schemas.ts";

// Building blocks of the table. Parameters are strict, replies loose.

export const region = z
  .enum(["bj", "gz", "sh", "hk", "ca"])
  .optional()
  .describe("Region of the instance: Beijing, Guangzhou, Shanghai, Hong Kong or North America; gz when left out");

export const channelId = id64.describe("Channel id, up to 20 digits");
export const taskId = id64.describe("Id of the recording task, up to 20 digits");
export const channelIds = z
  .array(id64)
  .min(1, "must name at least one channel")
  .describe("Ids of the channels; one call changes all of them");
export const channelName = text.describe("Name of the channel; need not be unique");
export const channelDescribe = z.string().optional().describe("Description of the channel");
export const page = z.int().min(1, "must be at least 1").optional();
export const pageSize = z.int().min(1, "must be at least 1").optional();

/** `code`, `message` and nothing else that matters. */
export const plainReply = z.looseObject({ code, message: z.string().nullish() });

/** Fields beside `code` and `message`. */
export function replyWith<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.looseObject({ code, message: z.string().nullish(), ...shape });
}

/** Items of a list; a list without items may be missing. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();
