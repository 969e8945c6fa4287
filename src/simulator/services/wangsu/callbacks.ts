import type { Push } from "../../encoders.ts";
import type { RecordedFile } from "../../recordings.ts";
import type { Callback, CallbackManner, DueCallback, ServiceContext } from "../../simulated-service.ts";
import type { World } from "./call.ts";
import type { Channel } from "./channel-book.ts";
import { liveToVodChannel } from "./live-to-vod.ts";
import { endOf } from "./record-book.ts";
import type { RecordTask } from "./record-book.ts";
import { stateOfTask } from "./records.ts";

/** A task's files are ready this long after its end; the core finishes a file 2 s after its last picture. */
const processedMs = 3000;

/** How the vendor tells: nothing is signed, receivers are set by calls, the state of channels goes by GET. */
export function callbackManner(context: ServiceContext, world: World): CallbackManner {
  const channelOf = ({ stream }: Push): Channel | undefined =>
    world.channels.all().find((channel) => world.channels.streams(channel).includes(stream));
  return {
    repeats: 5,
    pauseMs: 5000,
    accepted: (status, body) => status === 200 && !asksAgain(body),
    pushed: (push) => stateChanged(channelOf(push), push.stream, 1, push.fromMs),
    interrupted: (push) => stateChanged(channelOf(push), push.stream, 2, push.untilMs),
    fileReady: (file, url) => fileReady(context, world, file, url),
    further: (sinceMs, untilMs) => [
      ...states(world, sinceMs, untilMs),
      ...records(context, world, sinceMs, untilMs),
      ...world.forwards.due(sinceMs, untilMs),
      ...world.documents.due(sinceMs, untilMs),
    ],
  };
}

/** The state callback wants `{"success":"1"}`; the other receivers owe no more than HTTP 200. */
function asksAgain(body: string): boolean {
  const said = /"success"\s*:\s*"?(\w+)"?/.exec(body);
  return said !== null && said[1] !== "1";
}

/** channelStateChanged (2.17.5): starts and ends of pushes, to the receiver of the channel's push domain. */
function states(world: World, sinceMs: number, untilMs: number): readonly DueCallback[] {
  return world.channels.all().flatMap((channel) => {
    if (channel.kind === "pull") return [];
    return world.channels.pushes(channel).flatMap((push) =>
      ([1, 2] as const).flatMap((state) => {
        const atMs = state === 1 ? push.fromMs : push.untilMs;
        const url = world.receivers.at(channel.domain, atMs, untilMs);
        if (url === undefined || atMs <= sinceMs || atMs > untilMs) return [];
        const message = { ...stateChanged(channel, channel.pullId, state, atMs), url };
        return [{ id: `state/${channel.pullId}/${push.fromMs}/${state}`, atMs, make: () => message }];
      }),
    );
  });
}

function stateChanged(channel: Channel | undefined, stream: string, state: 1 | 2, atMs: number): Callback {
  const config = channel?.config.at(atMs);
  return {
    name: "channelStateChanged",
    stream,
    headers: {},
    body: "",
    method: "GET",
    query: {
      channelName: config?.name ?? stream,
      pushDomain: channel?.domain ?? "",
      channelType: channel?.channelType ?? "",
      pushId: config?.pushId ?? stream,
      pullId: channel?.pullId ?? stream,
      channelState: String(state),
      timestamp: String(atMs),
    },
  };
}

/** recordTaskStarted and recordTaskFinished (2.18.5), to the receiver of the task. */
function records(context: ServiceContext, world: World, sinceMs: number, untilMs: number): readonly DueCallback[] {
  return world.records.all().flatMap((task) => {
    const { notifyUrl } = task;
    if (notifyUrl === undefined) return [];
    const finishedMs = endOf(task) + processedMs;
    const moments = [
      // A task that was ended before its start never started.
      ...(endOf(task) > task.fromMs ? [{ name: "recordTaskStarted", atMs: task.fromMs }] : []),
      { name: "recordTaskFinished", atMs: finishedMs },
    ];
    return moments.flatMap(({ name, atMs }) => {
      if (atMs <= sinceMs || atMs > untilMs) return [];
      return [
        { id: `${name}/${task.id}`, atMs, make: () => ({ ...notice(context, task, name, atMs), url: notifyUrl }) },
      ];
    });
  });
}

function notice(context: ServiceContext, task: RecordTask, name: string, atMs: number): Callback {
  return {
    name,
    stream: task.channel.pullId,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: 200, data: stateOfTask({ context }, task, atMs), message: "操作成功" }),
  };
}

/**
 * What a receiver that the console knows hears of a file: liveToVodRecorded (2.29) of one that was recorded while pushing,
 * else the notice of its task.
 */
function fileReady(context: ServiceContext, world: World, file: RecordedFile, url: string): Callback {
  const task = world.records.taskOf(file);
  if (task !== undefined) return notice(context, task, "recordTaskFinished", file.visibleMs);
  const pullId = liveToVodChannel(world.channels, file)?.pullId ?? file.stream;
  const data = {
    videoId: file.id,
    fileName: `live-${file.id}`,
    fileSize: file.bytes,
    videoDuration: (file.toMs - file.fromMs) / 1000,
    fileFullUrl: url,
    pullId,
  };
  return {
    name: "liveToVodRecorded",
    stream: pullId,
    headers: { "content-type": "application/json" },
    // data is text that holds JSON.
    body: JSON.stringify({ eventCode: "wcsDirectRecordCallback", eventId: file.id, data: JSON.stringify(data) }),
  };
}
