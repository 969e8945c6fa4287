import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import {
  captionLayer,
  casterId,
  componentId,
  componentLayer,
  componentReplies,
  componentSlot,
  imageLayer,
  textLayer,
} from "./caster-params.ts";
import { jsonText, text } from "../params.ts";
import { id, plainReply, reply } from "../replies.ts";
import { rpc } from "../wire.ts";

const componentName = text.optional().describe("Name; default the id");
const componentType = z.enum(["text", "image", "caption"]).describe("Kind of overlay");
const content = {
  Effect: z.enum(["none", "animateH", "animateV"]).optional().describe("Scrolling: none, horizontal or vertical"),
  ComponentLayer: jsonText(componentLayer).optional().describe("Size and place"),
  TextLayerContent: jsonText(textLayer).optional().describe("Content of a text"),
  ImageLayerContent: jsonText(imageLayer).optional().describe("Content of an image"),
  CaptionLayerContent: jsonText(captionLayer).optional().describe("Content of a caption"),
};

/** Chapter 17, components: overlays. */
export const casterComponentOperations = {
  addCasterComponent: defineOperation({
    ...rpc,
    id: "addCasterComponent",
    wireName: "AddCasterComponent",
    effect: "create",
    summary: "Add an overlay to a caster",
    section: "17.5 AddCasterComponent",
    params: z.strictObject({
      CasterId: casterId,
      ComponentName: componentName,
      LocationId: componentSlot.describe("Slot, RC01 to RC99, one component each"),
      ComponentType: componentType,
      ...content,
    }),
    reply: reply({ ComponentId: id }),
    rules: ["The content parameter that fits ComponentType is used.", "A taken slot fails with DuplicateLocationID."],
  }),
  deleteCasterComponent: defineOperation({
    ...rpc,
    id: "deleteCasterComponent",
    wireName: "DeleteCasterComponent",
    effect: "delete",
    summary: "Delete an overlay",
    section: "17.17 DeleteCasterComponent",
    params: z.strictObject({ CasterId: casterId, ComponentId: componentId }),
    reply: plainReply,
  }),
  describeCasterComponents: defineOperation({
    ...rpc,
    id: "describeCasterComponents",
    wireName: "DescribeCasterComponents",
    effect: "read",
    summary: "List the overlays of a caster",
    section: "17.26 DescribeCasterComponents",
    params: z.strictObject({ CasterId: casterId, ComponentId: componentId.optional() }),
    reply: reply({ Components: componentReplies }),
  }),
  modifyCasterComponent: defineOperation({
    ...rpc,
    id: "modifyCasterComponent",
    wireName: "ModifyCasterComponent",
    effect: "update",
    summary: "Change an overlay",
    section: "17.32 ModifyCasterComponent",
    params: z.strictObject({
      CasterId: casterId,
      ComponentId: componentId,
      ComponentName: componentName,
      ComponentType: componentType.optional(),
      ...content,
    }),
    reply: plainReply,
  }),
} as const;
