import { z } from "zod";
import { defineOperation } from "../../kit/operation.ts";
import { atMost, order, pageNum, text, utcTime, whole } from "../params.ts";
import { num, plainReply, reply, rows, str } from "../replies.ts";
import { rpc } from "../wire.ts";

const appId = text.describe("Application id, from the console");
const roomId = atMost(16).describe("Room");
const room = { AppId: appId, RoomId: roomId };
const appUid = atMost(16).describe("Sender");
const priority = z.literal([1, 2, 3]);
const pages = {
  Order: order.optional().describe("Sort order, default desc"),
  PageNum: pageNum.optional(),
  PageSize: whole(1).optional().describe("Entries a page, default 10"),
};
const byPage = {
  style: "page",
  pageParam: "PageNum",
  sizeParam: "PageSize",
  firstPage: 1,
  maxSize: null,
  total: "TotalNum",
} as const;
const totals = { TotalNum: num, TotalPage: num };
const twice = "A repeat sends the message again.";

/** Chapter 16: rooms of interactive live streaming. */
export const roomOperations = {
  allowPushStream: defineOperation({
    ...rpc,
    id: "allowPushStream",
    wireName: "AllowPushStream",
    effect: "control",
    summary: "Allow a forbidden room to push again",
    section: "16.1 AllowPushStream",
    params: z.strictObject(room),
    reply: plainReply,
  }),
  createRoom: defineOperation({
    ...rpc,
    id: "createRoom",
    wireName: "CreateRoom",
    effect: "create",
    summary: "Create a room",
    section: "16.2 CreateRoom",
    params: z.strictObject({ ...room, AnchorId: atMost(16).describe("Owner of the room") }),
    reply: reply({ AppId: str, RoomId: str, AnchorId: str }),
    rules: ["Every other call on a room needs it to exist; rooms can be used again."],
  }),
  deleteRoom: defineOperation({
    ...rpc,
    id: "deleteRoom",
    wireName: "DeleteRoom",
    effect: "delete",
    summary: "Delete a room",
    section: "16.3 DeleteRoom",
    params: z.strictObject(room),
    reply: plainReply,
  }),
  describeRoomStatus: defineOperation({
    ...rpc,
    id: "describeRoomStatus",
    wireName: "DescribeRoomStatus",
    effect: "read",
    summary: "Read whether a room is being pushed to",
    section: "16.4 DescribeRoomStatus",
    params: z.strictObject(room),
    reply: reply({ RoomStatus: num, Status: num }),
    rules: ["RoomStatus or Status, the document has both: 0 closed, 1 open, 2 interrupted."],
  }),
  describeRoomList: defineOperation({
    ...rpc,
    id: "describeRoomList",
    wireName: "DescribeRoomList",
    effect: "read",
    summary: "List the rooms of an application",
    section: "16.5 DescribeRoomList",
    params: z.strictObject({
      AppId: appId,
      RoomStatus: z.literal([0, 1, 2]).optional().describe("Only rooms in this state: 0 closed, 1 open, 2 interrupted"),
      ...pages,
    }),
    reply: reply({
      ...totals,
      RoomList: rows(
        "Room",
        z.looseObject({ RoomId: str, AnchorId: str, RoomStatus: num, Status: num, CreateTime: str }),
      ),
    }),
    paging: { ...byPage, items: "RoomList.Room" },
  }),
  describeRoomKickoutUserList: defineOperation({
    ...rpc,
    id: "describeRoomKickoutUserList",
    wireName: "DescribeRoomKickoutUserList",
    effect: "read",
    summary: "List who was kicked out of a room",
    section: "16.6 DescribeRoomKickoutUserList",
    params: z.strictObject({ ...room, ...pages }),
    reply: reply({
      ...totals,
      UserList: rows("User", z.looseObject({ AppUid: str, OpStartTime: str, OpEndTime: str })),
    }),
    paging: { ...byPage, items: "UserList.User" },
    rules: ["Kicking out itself is done in the vendor's client library."],
  }),
  describeForbidPushStreamRoomList: defineOperation({
    ...rpc,
    id: "describeForbidPushStreamRoomList",
    wireName: "DescribeForbidPushStreamRoomList",
    effect: "read",
    summary: "List the rooms that are forbidden to push",
    section: "16.7 DescribeForbidPushStreamRoomList",
    params: z.strictObject({ AppId: appId, ...pages }),
    reply: reply({
      ...totals,
      RoomList: rows("Room", z.looseObject({ RoomId: str, AnchorId: str, OpStartTime: str, OpEndTime: str })),
    }),
    paging: { ...byPage, items: "RoomList.Room" },
  }),
  forbidPushStream: defineOperation({
    ...rpc,
    id: "forbidPushStream",
    wireName: "ForbidPushStream",
    effect: "control",
    summary: "Forbid a room to push, for good or until a time",
    section: "16.8 ForbidPushStream",
    params: z.strictObject({
      ...room,
      UserData: text.describe("Free data of the customer"),
      EndTime: z
        .union([utcTime, z.literal("")], { error: "must be written YYYY-MM-DDThh:mm:ssZ (UTC), or be empty" })
        .describe("End of the ban, UTC; empty: for good"),
    }),
    reply: plainReply,
  }),
  sendRoomNotification: defineOperation({
    ...rpc,
    id: "sendRoomNotification",
    wireName: "SendRoomNotification",
    effect: "control",
    summary: "Send a message to everybody in a room",
    section: "16.9 SendRoomNotification",
    params: z.strictObject({
      ...room,
      AppUid: appUid.optional(),
      Data: text.describe("Message"),
      Priority: priority.optional().describe("1 high, 2 normal, 3 normal without guarantee; default 3"),
    }),
    reply: reply({ MessageId: str }),
    rules: [twice],
  }),
  sendRoomUserNotification: defineOperation({
    ...rpc,
    id: "sendRoomUserNotification",
    wireName: "SendRoomUserNotification",
    effect: "control",
    summary: "Send a message to one user of a room",
    section: "16.10 SendRoomUserNotification",
    params: z.strictObject({
      ...room,
      AppUid: appUid.optional(),
      ToAppUid: atMost(16).describe("Receiver"),
      Data: text.describe("Message"),
      Priority: priority.optional().describe("1 high, 2 normal, 3 normal without guarantee; default 2"),
    }),
    reply: reply({ MessageId: str }),
    rules: [twice],
  }),
} as const;
