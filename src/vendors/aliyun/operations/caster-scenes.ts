import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import {
  audioLayerReplies,
  audioLayers,
  casterId,
  casterStreams,
  componentIds,
  layoutId,
  mixList,
  sameLength,
  sceneId,
  sceneList,
  slots,
} from "./caster-params.ts";
import { text } from "../params.ts";
import { num, plainReply, reply, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const oneScene = z.strictObject({ CasterId: casterId, SceneId: sceneId });
const previewScene = oneScene.extend({ SceneId: text.describe("Preview scene") });
const started = "The scene must be open.";

/** Chapter 17, scenes: preview and programme. */
export const casterSceneOperations = {
  copyCasterSceneConfig: defineOperation({
    ...rpc,
    id: "copyCasterSceneConfig",
    wireName: "CopyCasterSceneConfig",
    effect: "control",
    summary: "Put the preview on air: copy it to the programme scene",
    section: "17.10 CopyCasterSceneConfig",
    params: z.strictObject({
      CasterId: casterId,
      FromSceneId: text.describe("Preview scene"),
      ToSceneId: text.describe("Programme scene"),
    }),
    reply: plainReply,
    rules: ["From preview to programme only; both scenes must be open."],
  }),
  deleteCasterSceneConfig: defineOperation({
    ...rpc,
    id: "deleteCasterSceneConfig",
    wireName: "DeleteCasterSceneConfig",
    effect: "delete",
    summary: "Clear the configuration of a scene",
    section: "17.18 DeleteCasterSceneConfig",
    params: oneScene.extend({ Type: z.enum(["Component", "Layout", "All"]).describe("What to clear") }),
    reply: plainReply,
    rules: [started],
  }),
  describeCasterScenes: defineOperation({
    ...rpc,
    id: "describeCasterScenes",
    wireName: "DescribeCasterScenes",
    effect: "read",
    summary: "List the scenes of a caster",
    section: "17.22 DescribeCasterScenes",
    params: z.strictObject({ CasterId: casterId, SceneId: sceneId.optional() }),
    reply: reply({ SceneList: sceneList }),
    rules: ["OutputType: 0 preview, 1 programme. Status: 0 closed, 1 open. Play addresses expire: read them again."],
  }),
  describeCasterStreamUrl: defineOperation({
    ...rpc,
    id: "describeCasterStreamUrl",
    wireName: "DescribeCasterStreamUrl",
    effect: "read",
    summary: "List the output streams of a caster",
    section: "17.23 DescribeCasterStreamUrl",
    params: z.strictObject({ CasterId: casterId }),
    reply: reply({ CasterId: str, CasterStreams: casterStreams }),
    rules: ["Play addresses expire: read them again."],
  }),
  describeCasterSceneAudio: defineOperation({
    ...rpc,
    id: "describeCasterSceneAudio",
    wireName: "DescribeCasterSceneAudio",
    effect: "read",
    summary: "Read the sound of a scene",
    section: "17.27 DescribeCasterSceneAudio",
    params: oneScene,
    reply: reply({ AudioLayers: audioLayerReplies, MixList: slots, FollowEnable: num }),
  }),
  effectCasterUrgent: defineOperation({
    ...rpc,
    id: "effectCasterUrgent",
    wireName: "EffectCasterUrgent",
    effect: "control",
    summary: "Switch the programme to the stand-by video now",
    section: "17.29 EffectCasterUrgent",
    params: oneScene.extend({ SceneId: text.describe("Programme scene") }),
    reply: plainReply,
    rules: ["Needs UrgentMaterialId in the configuration; how to go back is not described."],
  }),
  setCasterSceneConfig: defineOperation({
    ...rpc,
    id: "setCasterSceneConfig",
    wireName: "SetCasterSceneConfig",
    effect: "update",
    summary: "Replace what a scene shows",
    section: "17.37 SetCasterSceneConfig",
    params: oneScene.extend({ LayoutId: layoutId, ComponentIds: componentIds }),
    reply: plainReply,
    rules: [started, "On air updateCasterSceneConfig is quicker."],
  }),
  startCasterScene: defineOperation({
    ...rpc,
    id: "startCasterScene",
    wireName: "StartCasterScene",
    effect: "control",
    summary: "Open the preview scene",
    section: "17.40 StartCasterScene",
    params: previewScene,
    reply: reply({ StreamUrl: str }),
    rules: ["Preview only; needs transcoding in the configuration."],
  }),
  stopCasterScene: defineOperation({
    ...rpc,
    id: "stopCasterScene",
    wireName: "StopCasterScene",
    effect: "control",
    summary: "Close the preview scene",
    section: "17.42 StopCasterScene",
    params: previewScene,
    reply: plainReply,
    rules: ["Preview only."],
  }),
  updateCasterSceneConfig: defineOperation({
    ...rpc,
    id: "updateCasterSceneConfig",
    wireName: "UpdateCasterSceneConfig",
    effect: "update",
    summary: "Change what a scene shows",
    section: "17.43 UpdateCasterSceneConfig",
    params: oneScene.extend({ LayoutId: layoutId, ComponentIds: componentIds.optional() }),
    reply: plainReply,
    rules: [started],
  }),
  updateCasterSceneAudio: defineOperation({
    ...rpc,
    id: "updateCasterSceneAudio",
    wireName: "UpdateCasterSceneAudio",
    effect: "update",
    summary: "Change the sound of a scene",
    section: "17.44 UpdateCasterSceneAudio",
    params: withRules(
      oneScene.extend({
        FollowEnable: z.literal([0, 1]).optional().describe("0 mixes, 1 lets the sound follow the picture"),
        AudioLayer: audioLayers.optional(),
        MixList: mixList.optional(),
      }),
      (params, fault) => {
        if (params["AudioLayer"] !== undefined && params["MixList"] === undefined) {
          fault("MixList", "is needed when AudioLayer is given");
        }
        sameLength("AudioLayer", "MixList")(params, fault);
        const mix = params["MixList"];
        if (Array.isArray(mix) && new Set(mix).size < mix.length) fault("MixList", "must not name a slot twice");
      },
    ),
    reply: plainReply,
    rules: [started, "FollowEnable left out keeps the last setting."],
  }),
} as const;
