import type { OpenResource, ServiceContext } from "../../simulated-service.ts";
import type { Shelf, Version } from "./shelf.ts";
import type { World } from "./world.ts";

/** What still exists at the vendor and may cost or bind: everything but domains, receivers and certificates. */
export function openResources(world: World, { clock }: ServiceContext): readonly OpenResource[] {
  const now = clock.now();
  const rows = <Value>(
    shelf: Shelf<Value>,
    kind: string,
    stream: (value: Value) => string,
    until: (value: Value) => number | null = () => null,
    id: (version: Version<Value>) => string = ({ key }) => key.replaceAll("\n", "/"),
  ): readonly OpenResource[] =>
    shelf.open().flatMap((version) => {
      const end = until(version.value) ?? Number.POSITIVE_INFINITY;
      if (end <= now) return [];
      return [
        {
          kind,
          id: id(version),
          stream: stream(version.value),
          openedAtMs: version.createdMs,
          untilMs: Number.isFinite(end) ? end : null,
        },
      ];
    });
  const { studio } = world;
  return [
    ...rows(
      world.records,
      "recordConfig",
      (one) => one.stream ?? "",
      (one) => one.untilMs,
    ),
    ...rows(world.vodConfigs, "vodConfig", () => ""),
    ...rows(
      world.pulls,
      "pull",
      (one) => one.stream,
      (one) => one.untilMs,
    ),
    ...rows(
      world.forbidden,
      "ban",
      (one) => one.stream,
      (one) => one.untilMs,
    ),
    ...rows(world.templates, "transcodeTemplate", () => ""),
    ...rows(world.snapshots, "snapshotConfig", () => ""),
    ...rows(world.moderation, "moderationConfig", () => ""),
    ...rows(world.rooms, "room", (one) => one.id),
    ...rows(
      world.roomBans,
      "roomBan",
      (one) => one.id,
      (one) => one.untilMs,
    ),
    ...rows(studio.casters, "caster", () => ""),
    ...rows(studio.groups, "episodeGroup", () => ""),
  ];
}
