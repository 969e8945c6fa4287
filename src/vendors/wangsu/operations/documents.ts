import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { fromBase64, jsonParam, toBase64 } from "../encoded.ts";
import { code, flag, looseNumber, looseText, maybeText, transNo } from "../schemas.ts";
import { get, post } from "../wire.ts";
import { needsTaskOrTransNo } from "./recording.ts";

const fileTypes = ["pdf", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "png", "jpg", "jpeg", "gif"] as const;

const fileList = z
  .array(
    z.strictObject({
      fileName: z.string().min(1, "must not be empty").describe("Name of the document"),
      fileType: z.enum(fileTypes, `must be one of ${fileTypes.join(", ")}`).describe("Kind of the document"),
      fetchUrl: z.string().min(1, "must not be empty").describe("Where the vendor fetches it"),
      md5: z.string().optional().describe("Checked when given"),
    }),
  )
  .min(1, "must not be empty")
  .max(50, "must be at most 50 documents");

const isUrl = (value: string): boolean => /^https?:\/\/[^\s]+$/.test(value);

/** The only notifyUrl of the API that travels as base64 (quirk notify-url-encoding). */
const encodedUrl = z
  .string()
  .refine((value) => value === "" || isUrl(value) || isUrl(fromBase64(value) ?? ""), {
    message: "must be an http:// or https:// address",
  })
  .transform((value) => (isUrl(value) ? toBase64(value) : value));

/** 2.24 and 2.25. */
export const documentOperations = {
  pullDocuments: defineOperation({
    ...post,
    id: "pullDocuments",
    wireName: "pullDoc",
    effect: "create",
    summary: "Have the vendor fetch and convert up to 50 documents",
    section: "2.24",
    path: "/live/channelManage/pullDoc",
    params: z.strictObject({
      transNo: transNo.optional().describe("Own number of the task, at most 32 characters, used once"),
      fileList: jsonParam(
        fileList,
        "base64",
        `a list of 1 to 50 { fileName, fileType, fetchUrl, md5? }; fileType is one of ${fileTypes.join(", ")}`,
      ).describe("The documents: 1 to 50 of { fileName, fileType, fetchUrl, md5? }; sent as base64"),
      notifyUrl: encodedUrl.optional().describe("Receiver of the result; sent as base64"),
      separate: flag.optional().describe("0 one notice for all (default), 1 one a document"),
    }),
    reply: z.looseObject({ code, data: z.looseObject({ taskId: looseText, transNo: looseText.nullish() }) }),
    rules: [
      "The answer says that the task exists; how each document fared stands in queryPullDocuments and in the notice.",
      "Give a transNo: it is the only way to find the task after a lost answer.",
      "The total size is limited (1635) without a number.",
    ],
  }),
  queryPullDocuments: defineOperation({
    ...get,
    id: "queryPullDocuments",
    wireName: "pullDocQuery",
    effect: "read",
    summary: "Read how a document task and each of its documents fare",
    section: "2.25",
    path: "/live/channelManage/pullDocQuery",
    params: withRules(
      z.strictObject({
        taskId: maybeText.describe("Task id; wins over transNo"),
        transNo: transNo.optional().describe("Own number of the task"),
      }),
      needsTaskOrTransNo,
    ),
    reply: z.looseObject({
      code,
      data: z.looseObject({ status: looseNumber, items: z.array(z.looseObject({})).nullish() }),
    }),
    rules: [
      "status: 1 processing, 2 completed. pullStatus: 1 processing, 2 fetched, 3 failed.",
      "documentStatus: 1 not converted, 2 converting, 3 converted, 4 failed. A completed task may hold failed documents.",
    ],
  }),
} as const;
