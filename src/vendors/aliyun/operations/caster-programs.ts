import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import {
  casterId,
  componentIds,
  episodeEnd,
  episodeId,
  episodeRules,
  episodeStart,
  episodeType,
  resourceId,
  switchType,
} from "./caster-params.ts";
import { clientToken, domainName, jsonText, list, pageNum, spanRules, text, utcTime, whole } from "../params.ts";
import { id, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc, rpcWithToken } from "../wire.ts";

const episodeParts = {
  ResourceId: resourceId.optional(),
  ComponentIds: componentIds.optional(),
  SwitchType: switchType.optional(),
};
const changes = {
  EpisodeName: text.optional().describe("Name"),
  StartTime: episodeStart.optional(),
  EndTime: episodeEnd.optional(),
  Duration: z.number().min(0, "must not be negative").optional().describe("Length in seconds"),
  ...episodeParts,
};

/** One entry of Episodes (17.6). */
const newEpisode = withRules(
  z.strictObject({
    EpisodeType: episodeType,
    EpisodeName: text.describe("Name"),
    StartTime: episodeStart,
    EndTime: episodeEnd,
    ...episodeParts,
  }),
  (params, fault) => {
    episodeRules(params, fault);
    spanRules({})(params, fault);
  },
);

const episodeGroup = {
  DomainName: domainName,
  Items: list(
    z.strictObject({
      ItemName: text.describe("Name"),
      VodUrl: text.describe("Address of a file (mp4, flv, ts)"),
    }),
  ).describe("Files, in order"),
  StartTime: utcTime.describe("Start, UTC"),
  RepeatNum: whole(-1).describe("Further rounds: 0 none, -1 without end"),
  SideOutputUrl: text.describe("Where the loop is sent"),
  CallbackUrl: text.describe("Address that is called back"),
};
const groupReply = reply({ ProgramId: id, ItemIds: rows("ItemId", z.string()) });
const groupRules = [
  "After a time-out the same ClientToken makes a repeat harmless.",
  "What the callback carries is not described by the document.",
];

/** Chapter 17, programmes: episodes of a caster, and groups of files that loop without one. */
export const casterProgramOperations = {
  addCasterEpisode: defineOperation({
    ...rpc,
    id: "addCasterEpisode",
    wireName: "AddCasterEpisode",
    effect: "create",
    summary: "Add one episode to the programme of a caster",
    section: "17.4 AddCasterEpisode",
    params: withRules(
      z.strictObject({
        CasterId: casterId,
        EpisodeType: episodeType,
        EpisodeName: text.optional().describe("Name"),
        StartTime: episodeStart,
        EndTime: episodeEnd,
        ...episodeParts,
      }),
      (params, fault) => {
        episodeRules(params, fault);
        spanRules({})(params, fault);
      },
    ),
    reply: reply({ EpisodeId: id }),
    rules: ["ComponentIds of an episode of type Resource are shown together with it."],
  }),
  addCasterProgram: defineOperation({
    ...rpc,
    id: "addCasterProgram",
    wireName: "AddCasterProgram",
    effect: "create",
    summary: "Add a programme of several episodes to a caster",
    section: "17.6 AddCasterProgram",
    params: z.strictObject({ CasterId: casterId, Episodes: list(newEpisode).describe("Episodes") }),
    reply: reply({ EpisodeIds: rows("EpisodeId", z.string()) }),
  }),
  addCasterEpisodeGroup: defineOperation({
    ...rpcWithToken,
    id: "addCasterEpisodeGroup",
    wireName: "AddCasterEpisodeGroup",
    effect: "create",
    summary: "Loop a list of files, without a caster",
    section: "17.7 AddCasterEpisodeGroup",
    params: z.strictObject({ ClientToken: clientToken.optional(), ...episodeGroup }),
    reply: groupReply,
    rules: groupRules,
  }),
  addCasterEpisodeGroupContent: defineOperation({
    ...rpcWithToken,
    method: "POST",
    id: "addCasterEpisodeGroupContent",
    wireName: "AddCasterEpisodeGroupContent",
    effect: "create",
    summary: "Loop a list of files, given as one document",
    section: "17.8 AddCasterEpisodeGroupContent",
    params: z.strictObject({
      ClientToken: clientToken.optional(),
      Content: jsonText(z.strictObject(episodeGroup)).describe("The whole loop"),
    }),
    reply: groupReply,
    rules: groupRules,
  }),
  deleteCasterEpisode: defineOperation({
    ...rpc,
    id: "deleteCasterEpisode",
    wireName: "DeleteCasterEpisode",
    effect: "delete",
    summary: "Delete one episode",
    section: "17.14 DeleteCasterEpisode",
    params: z.strictObject({ CasterId: casterId, EpisodeId: episodeId }),
    reply: plainReply,
  }),
  deleteCasterProgram: defineOperation({
    ...rpc,
    id: "deleteCasterProgram",
    wireName: "DeleteCasterProgram",
    effect: "delete",
    summary: "Delete the whole programme of a caster",
    section: "17.15 DeleteCasterProgram",
    params: z.strictObject({ CasterId: casterId }),
    reply: plainReply,
  }),
  deleteCasterEpisodeGroup: defineOperation({
    ...rpc,
    id: "deleteCasterEpisodeGroup",
    wireName: "DeleteCasterEpisodeGroup",
    effect: "delete",
    summary: "Delete a group of files that loops",
    section: "17.16 DeleteCasterEpisodeGroup",
    params: z.strictObject({ ProgramId: text.describe("Id from addCasterEpisodeGroup") }),
    reply: reply({ retCode: num, description: str }),
    rules: ["The answer may carry retCode beside its status; anything but 0 is a failure."],
  }),
  describeCasterProgram: defineOperation({
    ...rpc,
    id: "describeCasterProgram",
    wireName: "DescribeCasterProgram",
    effect: "read",
    summary: "Read the programme of a caster",
    section: "17.25 DescribeCasterProgram",
    params: z.strictObject({
      CasterId: casterId,
      EpisodeId: episodeId.optional(),
      EpisodeType: episodeType.optional(),
      StartTime: utcTime.optional().describe("Only episodes that begin after this, UTC"),
      EndTime: utcTime.optional().describe("Only episodes that begin before this, UTC"),
      Page: pageNum.optional(),
      Rows: whole(1).optional().describe("Entries a page"),
      Status: z.literal([0, 1, 2]).optional().describe("Only episodes that are 0 to come, 1 playing, 2 over"),
    }),
    reply: reply({
      CasterId: str,
      ProgramName: str,
      ProgramEffect: num,
      Episodes: rows(
        "Episode",
        z.looseObject({
          EpisodeId: str,
          EpisodeType: str,
          EpisodeName: str,
          ResourceId: str,
          ComponentIds: rows("ComponentId", z.string()),
          StartTime: str,
          EndTime: str,
          Duration: num,
          SwitchType: str,
        }),
      ),
    }),
    paging: {
      style: "page",
      pageParam: "Page",
      sizeParam: "Rows",
      firstPage: 1,
      maxSize: null,
      items: "Episodes.Episode",
      total: null,
    },
    rules: ["The answer has no state of its episodes: ask once for each Status."],
  }),
  modifyCasterEpisode: defineOperation({
    ...rpc,
    id: "modifyCasterEpisode",
    wireName: "ModifyCasterEpisode",
    effect: "update",
    summary: "Change one episode",
    section: "17.34 ModifyCasterEpisode",
    params: withRules(z.strictObject({ CasterId: casterId, EpisodeId: episodeId, ...changes }), spanRules({})),
    reply: plainReply,
    rules: ["The type cannot change; send ResourceId or ComponentIds as the type demands."],
  }),
  modifyCasterProgram: defineOperation({
    ...rpc,
    id: "modifyCasterProgram",
    wireName: "ModifyCasterProgram",
    effect: "update",
    summary: "Change several episodes of a programme",
    section: "17.35 ModifyCasterProgram",
    params: z.strictObject({
      CasterId: casterId,
      Episodes: list(withRules(z.strictObject({ EpisodeId: episodeId, ...changes }), spanRules({})))
        .optional()
        .describe("Changes by episode"),
    }),
    reply: plainReply,
  }),
} as const;
