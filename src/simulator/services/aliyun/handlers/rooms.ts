import { randomHex } from "../../../random.ts";
import { ordered, paged } from "../call.ts";
import type { Call, Handler } from "../call.ts";
import { missing } from "../args.ts";
import { malformed, Refusal } from "../refusal.ts";
import { iso, minuteMs } from "../times.ts";
import { keyOf } from "../world.ts";
import type { Room } from "../world.ts";

const status = { closed: 0, open: 1, broken: 2 } as const;

/** Chapter 16: interactive rooms. The document lists no codes but InternalError; these are the family's usual ones. */
export const roomHandlers: Readonly<Record<string, Handler>> = {
  CreateRoom({ args, world, nowMs }) {
    const room = { app: args.text("AppId"), id: args.text("RoomId"), anchor: args.text("AnchorId") };
    const key = keyOf(room.app, room.id);
    if (world.rooms.now(key) !== undefined) throw new Refusal(409, "InvalidRoom.AlreadyExists", "Room already exists.");
    world.rooms.put(key, room, nowMs);
    return { AppId: room.app, RoomId: room.id, AnchorId: room.anchor };
  },

  DeleteRoom(call) {
    const room = roomOf(call);
    call.world.rooms.remove(keyOf(room.app, room.id), call.nowMs);
    call.world.roomBans.remove(keyOf(room.app, room.id), call.nowMs);
    for (const form of formsOf(room)) call.context.encoders.lift(form);
    return {};
  },

  DescribeRoomStatus: (call) => ({ RoomStatus: statusOf(call, roomOf(call)) }),

  DescribeRoomList(call) {
    const { args, world, seenMs } = call;
    const wanted = args.number("RoomStatus");
    const found = world.rooms
      .list(seenMs)
      .filter(({ value }) => value.app === args.text("AppId"))
      .filter(({ value }) => wanted === undefined || statusOf(call, value) === wanted);
    const { page, numbers } = paged(call, ordered(call, found, "desc").items, 10);
    return {
      TotalNum: numbers.TotalNum,
      TotalPage: numbers.TotalPage,
      RoomList: {
        Room: page.map(({ value, createdMs }) => ({
          RoomId: value.id,
          AnchorId: value.anchor,
          RoomStatus: statusOf(call, value),
          CreateTime: iso(createdMs),
        })),
      },
    };
  },

  // People are put out by the client side, for which there is no operation: nobody ever was.
  DescribeRoomKickoutUserList(call) {
    roomOf(call);
    return { TotalNum: 0, TotalPage: 0, UserList: { User: [] } };
  },

  DescribeForbidPushStreamRoomList(call) {
    const { args, world, seenMs } = call;
    const found = world.roomBans
      .list(seenMs)
      .filter(({ value }) => value.app === args.text("AppId") && seenMs < value.untilMs);
    const { page, numbers } = paged(call, ordered(call, found, "desc").items, 10);
    return {
      TotalNum: numbers.TotalNum,
      TotalPage: numbers.TotalPage,
      RoomList: {
        Room: page.map(({ value, fromMs }) => ({
          RoomId: value.id,
          AnchorId: world.rooms.at(keyOf(value.app, value.id), seenMs)?.value.anchor ?? "",
          OpStartTime: iso(fromMs),
          OpEndTime: Number.isFinite(value.untilMs) ? iso(value.untilMs) : "",
        })),
      },
    };
  },

  ForbidPushStream(call) {
    const { args, world, nowMs, context } = call;
    if (!args.has("EndTime")) throw missing("EndTime");
    const untilMs = args.time("EndTime") ?? Number.POSITIVE_INFINITY;
    if (untilMs <= nowMs) throw malformed("EndTime");
    const room = roomOf(call);
    world.roomBans.put(keyOf(room.app, room.id), { app: room.app, id: room.id, untilMs }, nowMs);
    for (const form of formsOf(room)) context.encoders.ban(form, untilMs);
    return {};
  },

  AllowPushStream(call) {
    const room = roomOf(call);
    call.world.roomBans.remove(keyOf(room.app, room.id), call.nowMs);
    for (const form of formsOf(room)) call.context.encoders.lift(form);
    return {};
  },

  SendRoomNotification: send,
  SendRoomUserNotification: send,
};

function send(call: Call) {
  roomOf(call);
  return { MessageId: randomHex(32, call.context.seed, "message", call.world.next()).toUpperCase() };
}

function roomOf({ args, world, seenMs }: Call): Room {
  const room = world.rooms.at(keyOf(args.text("AppId"), args.text("RoomId")), seenMs)?.value;
  if (room === undefined) throw new Refusal(404, "InvalidRoom.NotFound", "Room does not exist.");
  return room;
}

/** What an encoder that pushes into a room may be called. */
function formsOf({ app, id }: Room): readonly string[] {
  return [`${app}/${id}`, id];
}

/** A push that ended less than a minute ago was interrupted; after that the room is closed. */
function statusOf({ context, seenMs }: Call, room: Room): number {
  const pushes = formsOf(room).flatMap((form) => context.encoders.pushes(form));
  if (pushes.some((push) => push.fromMs <= seenMs && seenMs < push.untilMs)) return status.open;
  const ended = pushes.some((push) => push.untilMs <= seenMs && seenMs < push.untilMs + minuteMs);
  return ended ? status.broken : status.closed;
}
