import type { RecordedFile, Recorder } from "../../recordings.ts";
import { intersect } from "../../spans.ts";
import type { Channel, ChannelBook } from "./channel-book.ts";

const prefix = "live2vod/";

/** Recording while pushing (2.1 live2vod): every push of a channel while it is switched on. */
export function liveToVodRecorders(channels: ChannelBook): readonly Recorder[] {
  return channels.all().flatMap((channel) => {
    const switchedOn = channel.config.spans().filter((span) => span.value.live2vod);
    const there = channel.deleted.spans()[0];
    return switchedOn.flatMap((span) => {
      const active = there === undefined ? span : intersect(span, there);
      if (active === null) return [];
      return channels.streams(channel).map((stream): Recorder => {
        return { ...active, id: `${prefix}${channel.pullId}/${span.fromMs}/${stream}`, stream, format: "mp4" };
      });
    });
  });
}

/** The channel whose push made the file, when it was recorded while pushing. */
export function liveToVodChannel(channels: ChannelBook, file: RecordedFile): Channel | undefined {
  if (!file.recorderId.startsWith(prefix)) return undefined;
  const pullId = file.recorderId.split("/")[1];
  return channels.all().find((channel) => channel.pullId === pullId);
}
