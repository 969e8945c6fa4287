import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { withRules } from "../../kit/rules.ts";
import { code, id, listReply, looseText, pageIndex, pageSize } from "../schemas.ts";
import { pages, post } from "../wire.ts";

const reserved = [
  "video",
  "live",
  "pullvideo",
  "clip",
  "concat",
  "watermark",
  "logo",
  "buffer",
  "record",
  "static",
  "ad",
];
// 128 by the table of the call; chapter 4 says 64.
const level = /^[a-z0-9-]{1,128}$/;
const levelWords = "must be at most 128 lower-case letters, digits and hyphens";

function directoryLevel(optional: boolean) {
  return z
    .string()
    .refine((value) => (optional && value === "") || level.test(value), { message: levelWords })
    .refine((value) => !value.startsWith("cloudv"), { message: "must not start with cloudv" });
}

/** 2.21 to 2.23. */
export const directoryOperations = {
  createRecordDirectory: defineOperation({
    ...post,
    id: "createRecordDirectory",
    wireName: "directoryCreate",
    effect: "create",
    summary: "Create a directory that channels can record into",
    section: "2.21",
    path: "/live/recordDirectoryManage/directoryCreate",
    params: withRules(
      z.strictObject({
        directoryType: z
          .string()
          .regex(
            /^[\p{Script=Han}A-Za-z0-9_]{1,40}$/u,
            "must be at most 40 Chinese characters, letters, digits, underscores",
          )
          .describe("Name of the directory, once a user"),
        firstLevelDirectory: directoryLevel(false)
          .refine((value) => !reserved.includes(value), { message: `must be none of ${reserved.join(", ")}` })
          .describe("First level: lower-case letters, digits, hyphens"),
        secondLevelDirectory: directoryLevel(true).optional().describe("Second level"),
        thirdLevelDirectory: directoryLevel(true).optional().describe("Third level; needs a second"),
      }),
      (params, fault) => {
        const given = (name: string): boolean => params[name] !== undefined && params[name] !== "";
        if (given("thirdLevelDirectory") && !given("secondLevelDirectory")) {
          fault("secondLevelDirectory", "is missing: a third level needs it");
        }
      },
    ),
    reply: z.looseObject({ code, data: z.looseObject({ directoryId: looseText }) }),
    rules: ["Needs an add-on (1611). There is no call that changes or deletes a directory."],
  }),
  listRecordDirectories: defineOperation({
    ...post,
    id: "listRecordDirectories",
    wireName: "getDirectoryList",
    effect: "read",
    summary: "List record directories",
    section: "2.22",
    path: "/live/recordDirectoryManage/getDirectoryList",
    params: z.strictObject({
      pageIndex: pageIndex.optional().describe("Page, from 1"),
      pageSize: pageSize.optional().describe("Rows a page, 1 to 50; default 10"),
    }),
    // recordDirectoryList in the table, directoryList in the sample.
    reply: listReply({ directoryList: z.array(z.looseObject({ directoryId: looseText.nullish() })).nullish() }),
    paging: {
      ...pages,
      items: "data.directoryList",
      itemsAlso: ["data.recordDirectoryList"],
      total: "data.totalCount",
      endCodes: ["1324", "1308"],
    },
    rules: ["Needs an add-on (1611)."],
  }),
  getRecordDirectory: defineOperation({
    ...post,
    id: "getRecordDirectory",
    wireName: "getDirectory",
    effect: "read",
    summary: "Read one record directory",
    section: "2.23",
    path: "/live/recordDirectoryManage/getDirectory",
    params: z.strictObject({ directoryId: id.describe("Directory id") }),
    reply: z.looseObject({ code, data: z.looseObject({ directoryId: looseText }) }),
    rules: ["Needs an add-on (1611)."],
  }),
} as const;
