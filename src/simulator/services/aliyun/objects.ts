import type { ServiceContext, ServedObject } from "../../simulated-service.ts";
import { recorded } from "./recorders.ts";
import type { World } from "./world.ts";

/** What stands in the customers' buckets under `bucket/object`: recorded files by their names, and index files. */
export function objectAt(world: World, context: ServiceContext, name: string): ServedObject | null {
  const now = context.clock.now();
  const files = recorded(world, context, now);
  const file = files.find((one) => `${one.config.value.bucket}/${one.object}.${one.format.type}` === name);
  if (file !== undefined) return { file: file.file };
  const index = world.indexes.open().find(({ value }) => `${value.bucket}/${value.object}` === name);
  if (index === undefined) return null;
  const parts = index.value.files.flatMap((id) => files.find((one) => one.file.id === id)?.file ?? []);
  const seconds = parts.map((part) => (part.toMs - part.fromMs) / 1000);
  const lines = parts.flatMap((part, at) => [
    // Pieces of different pushes do not continue each other's time stamps.
    ...(at === 0 ? [] : ["#EXT-X-DISCONTINUITY"]),
    `#EXTINF:${(seconds[at] ?? 0).toFixed(3)},`,
    `${context.filesUrl()}/${part.id}.ts`,
  ]);
  const longest = Math.ceil(Math.max(1, ...seconds));
  const head = ["#EXTM3U", "#EXT-X-VERSION:3", `#EXT-X-TARGETDURATION:${longest}`, "#EXT-X-MEDIA-SEQUENCE:0"];
  return { id: index.value.id, text: [...head, ...lines, "#EXT-X-ENDLIST", ""].join("\n") };
}
