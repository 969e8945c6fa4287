import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { appName, domainName, streamName, text, whole } from "../params.ts";
import { group, num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const standardTemplates = ["lld", "lsd", "lhd", "lud", "ld", "sd", "hd", "ud"] as const;
const standardTemplate = z.enum(standardTemplates);
const app = text.describe("Application");
const pixels = whole(100, 1920);

/** Chapter 9: transcode templates of an application, and text inside transcoded streams. */
export const transcodeOperations = {
  addLiveStreamTranscode: defineOperation({
    ...rpc,
    id: "addLiveStreamTranscode",
    wireName: "AddLiveStreamTranscode",
    effect: "create",
    summary: "Add a standard transcode template to an application",
    section: "9.1 AddLiveStreamTranscode",
    params: z.strictObject({
      App: app,
      Domain: domainName,
      Template: standardTemplate.describe("lld, lsd, lhd, lud: standard; ld, sd, hd, ud: narrow-band HD"),
    }),
    reply: plainReply,
    rules: ["Here the parameters are App and Domain, not AppName and DomainName."],
  }),
  addCustomLiveStreamTranscode: defineOperation({
    ...rpc,
    id: "addCustomLiveStreamTranscode",
    wireName: "AddCustomLiveStreamTranscode",
    effect: "create",
    summary: "Add a transcode template of one's own to an application",
    section: "9.2 AddCustomLiveStreamTranscode",
    params: withRules(
      z.strictObject({
        App: app.regex(/^[A-Za-z0-9_-]+$/, "must be letters, digits, underscores and hyphens"),
        Domain: domainName,
        Template: text
          .regex(/^[A-Za-z0-9-]+$/, "must be letters, digits and hyphens")
          .refine((name) => !standardTemplate.safeParse(name).success, {
            message: "is the name of a standard template",
          })
          .describe("Name of the new template"),
        TemplateType: z.enum(["h264", "h264-nbhd"]).describe("H.264, or narrow-band HD"),
        FPS: whole(1, 30).describe("Frames a second"),
        Height: pixels.describe("Height in pixels"),
        Width: pixels.describe("Width in pixels"),
        VideoBitrate: whole(1, 6000).describe("Target bit rate in kbit/s"),
      }),
      ({ Height: height, Width: width }, fault) => {
        if (typeof height === "number" && typeof width === "number" && Math.min(height, width) > 1080) {
          fault(height < width ? "Height" : "Width", "the shorter side must be at most 1080");
        }
      },
    ),
    reply: plainReply,
    rules: ["Both sides have at least 100 pixels, the longer at most 1920, the shorter at most 1080."],
  }),
  deleteLiveStreamTranscode: defineOperation({
    ...rpc,
    id: "deleteLiveStreamTranscode",
    wireName: "DeleteLiveStreamTranscode",
    effect: "delete",
    summary: "Remove a transcode template from an application",
    section: "9.3 DeleteLiveStreamTranscode",
    params: z.strictObject({ App: app, Domain: domainName, Template: standardTemplate.describe("Template to remove") }),
    reply: plainReply,
    rules: ["The document lists the standard names only."],
  }),
  describeLiveStreamTranscodeInfo: defineOperation({
    ...rpc,
    id: "describeLiveStreamTranscodeInfo",
    wireName: "DescribeLiveStreamTranscodeInfo",
    effect: "read",
    summary: "List the transcode templates of a domain",
    section: "9.4 DescribeLiveStreamTranscodeInfo",
    params: z.strictObject({ DomainTranscodeName: text.describe("Playback domain") }),
    reply: reply({
      DomainTranscodeList: rows(
        "DomainTranscodeInfo",
        z.looseObject({
          TranscodeName: str,
          TranscodeApp: str,
          TranscodeTemplate: str,
          CustomTranscodeParameters: group({
            VideoBitrate: num,
            FPS: num,
            Height: num,
            Width: num,
            TemplateType: str,
            Type: str,
          }),
        }),
      ),
    }),
    rules: ["Here the domain parameter is DomainTranscodeName."],
  }),
  addTranscodeSei: defineOperation({
    ...rpc,
    id: "addTranscodeSei",
    // The vendor's spelling.
    wireName: "AddTrancodeSEI",
    effect: "control",
    summary: "Put SEI text into the transcoded pictures of a stream",
    section: "9.5 AddTrancodeSEI",
    params: z.strictObject({
      AppName: appName,
      DomainName: domainName,
      StreamName: streamName,
      Text: text
        .refine((value) => Buffer.byteLength(value) <= 4000, { message: "must be at most 4000 bytes" })
        .describe("The text"),
      Pattern: z.enum(["keyframe", "frame"]).describe("With every key frame or with every frame"),
      Repeat: whole(-1).describe("How often; -1 without end"),
      Delay: whole(0).describe("Milliseconds to wait after the command"),
    }),
    reply: plainReply,
    rules: ["A repeat puts the text in again."],
  }),
} as const;
