import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import type { ReportFault } from "../../kit/rules.ts";
import {
  audioLayers,
  blendList,
  casterId,
  layoutId,
  layoutReplies,
  mixList,
  sameLength,
  videoLayers,
} from "./caster-params.ts";
import { id, reply, str } from "../replies.ts";
import { rpc } from "../wire.ts";

function layersMatch(params: Readonly<Record<string, unknown>>, fault: ReportFault): void {
  sameLength("VideoLayer", "BlendList")(params, fault);
  sameLength("AudioLayer", "MixList")(params, fault);
}

/** Chapter 17, layouts: how pictures and sounds are put together. */
export const casterLayoutOperations = {
  addCasterLayout: defineOperation({
    ...rpc,
    id: "addCasterLayout",
    wireName: "AddCasterLayout",
    effect: "create",
    summary: "Add a layout to a caster",
    section: "17.2 AddCasterLayout",
    params: withRules(
      z.strictObject({
        CasterId: casterId,
        VideoLayer: videoLayers,
        AudioLayer: audioLayers,
        BlendList: blendList,
        MixList: mixList,
      }),
      layersMatch,
    ),
    reply: reply({ LayoutId: id }),
    rules: ["BlendList has a slot for each video layer, MixList one for each audio layer."],
  }),
  deleteCasterLayout: defineOperation({
    ...rpc,
    id: "deleteCasterLayout",
    wireName: "DeleteCasterLayout",
    effect: "delete",
    summary: "Delete a layout",
    section: "17.12 DeleteCasterLayout",
    params: z.strictObject({ CasterId: casterId, LayoutId: layoutId }),
    reply: reply({ CasterId: str, LayoutId: str }),
  }),
  describeCasterLayouts: defineOperation({
    ...rpc,
    id: "describeCasterLayouts",
    wireName: "DescribeCasterLayouts",
    effect: "read",
    summary: "List the layouts of a caster",
    section: "17.20 DescribeCasterLayouts",
    params: z.strictObject({ CasterId: casterId, LayoutId: layoutId.optional() }),
    reply: reply({ Layouts: layoutReplies }),
  }),
  modifyCasterLayout: defineOperation({
    ...rpc,
    id: "modifyCasterLayout",
    wireName: "ModifyCasterLayout",
    effect: "update",
    summary: "Change parts of a layout",
    section: "17.31 ModifyCasterLayout",
    params: withRules(
      z.strictObject({
        CasterId: casterId,
        LayoutId: layoutId,
        VideoLayer: videoLayers.optional(),
        AudioLayer: audioLayers.optional(),
        BlendList: blendList.optional(),
        MixList: mixList.optional(),
      }),
      layersMatch,
    ),
    reply: reply({ LayoutId: str }),
    rules: ["What is left out stays."],
  }),
} as const;
