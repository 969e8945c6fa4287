import type { Call, Handler } from "../call.ts";
import {
  describeComponent,
  describeLayout,
  describeResource,
  readComponent,
  readLayout,
  readResource,
} from "../caster-reading.ts";
import { uuid } from "../ids.ts";
import { Refusal } from "../refusal.ts";
import type { Caster, Studio } from "../studio.ts";

const mostResources = 12;

/** What a caster is fed with: layouts, video sources, components, channels (17.2, 17.3, 17.5 and their kin). */
export const casterPartHandlers: Readonly<Record<string, Handler>> = {
  AddCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const layout = { id: newId(call, "layout"), ...readLayout(args) };
    studio.layouts.put(`${caster.id}/${layout.id}`, layout, nowMs);
    return { LayoutId: layout.id };
  },

  ModifyCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.layouts, caster.id, args.text("LayoutId"), "Layout", nowMs);
    const given = readLayout(args, before);
    const known = caster.channels
      ? studio.of(studio.channels, caster.id, nowMs).map((one) => one.id)
      : studio.of(studio.resources, caster.id, nowMs).map((one) => one.location);
    const asked = [...args.items("BlendList"), ...args.items("MixList")];
    if (asked.some((location) => !known.includes(location))) {
      throw new Refusal(404, "InvalidResource.NotFound", "Reference resource of layout is not found");
    }
    studio.layouts.put(`${caster.id}/${before.id}`, { id: before.id, ...given }, nowMs);
    return { LayoutId: before.id };
  },

  DeleteCasterLayout(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const layout = studio.need(studio.layouts, caster.id, args.text("LayoutId"), "Layout", nowMs);
    studio.layouts.remove(`${caster.id}/${layout.id}`, nowMs);
    return { CasterId: caster.id, LayoutId: layout.id };
  },

  DescribeCasterLayouts(call) {
    const { studio, caster } = own(call);
    const id = call.args.maybe("LayoutId");
    const found = studio.of(studio.layouts, caster.id, call.seenMs).filter((one) => id === undefined || one.id === id);
    return { Layouts: { Layout: found.map(describeLayout) } };
  },

  AddCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const location = args.text("LocationId");
    const others = studio.of(studio.resources, caster.id, nowMs);
    if (others.some((one) => one.location === location)) throw duplicate();
    if (others.length >= mostResources) {
      throw new Refusal(400, "ResourceNumberExceed", "Number of resource exceeded InputTotal");
    }
    const resource = { id: newId(call, "resource"), location, ...readResource(args, {}) };
    studio.resources.put(`${caster.id}/${resource.id}`, resource, nowMs);
    return { ResourceId: resource.id };
  },

  ModifyCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    studio.resources.put(`${caster.id}/${before.id}`, { ...before, ...readResource(args, before.fields) }, nowMs);
    return {};
  },

  DeleteCasterVideoResource(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const { id } = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    studio.resources.remove(`${caster.id}/${id}`, nowMs);
    for (const channel of studio.of(studio.channels, caster.id, nowMs)) {
      if (channel.resource === id) studio.channels.remove(`${caster.id}/${channel.id}`, nowMs);
    }
    return {};
  },

  DescribeCasterVideoResources(call) {
    const { studio, caster } = own(call);
    const found = studio.of(studio.resources, caster.id, call.seenMs);
    return { VideoResources: { VideoResource: found.map(describeResource) } };
  },

  AddCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const location = args.text("LocationId");
    if (studio.of(studio.components, caster.id, nowMs).some((one) => one.location === location)) throw duplicate();
    const id = newId(call, "component");
    const fields = { ComponentName: id, Effect: "none", ...readComponent(args) };
    studio.components.put(`${caster.id}/${id}`, { id, location, fields }, nowMs);
    return { ComponentId: id };
  },

  ModifyCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const before = studio.need(studio.components, caster.id, args.text("ComponentId"), "Component", nowMs);
    const fields = { ...before.fields, ...readComponent(args) };
    studio.components.put(`${caster.id}/${before.id}`, { ...before, fields }, nowMs);
    return {};
  },

  DeleteCasterComponent(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const { id } = studio.need(studio.components, caster.id, args.text("ComponentId"), "Component", nowMs);
    studio.components.remove(`${caster.id}/${id}`, nowMs);
    return {};
  },

  DescribeCasterComponents(call) {
    const { studio, caster } = own(call);
    const id = call.args.maybe("ComponentId");
    const found = studio.of(studio.components, caster.id, call.seenMs);
    return {
      Components: { Component: found.filter((one) => id === undefined || one.id === id).map(describeComponent) },
    };
  },

  SetCasterChannel(call) {
    const { args, nowMs } = call;
    const { studio, caster } = own(call);
    const resource = studio.need(studio.resources, caster.id, args.text("ResourceId"), "Resource", nowMs);
    if (!caster.channels) throw new Refusal(404, "InvalidConfiguration.NotFound", "ChannelEnable is not configured");
    const id = args.text("ChannelId");
    const other = studio.of(studio.channels, caster.id, nowMs).find((one) => one.resource === resource.id);
    if (other !== undefined && other.id !== id) {
      throw new Refusal(400, "ResourceOfChannelExist", "Resource has been set to channel already");
    }
    studio.channels.put(`${caster.id}/${id}`, { id, resource: resource.id }, nowMs);
    return {};
  },

  DescribeCasterChannels(call) {
    const { studio, caster } = own(call);
    const found = studio.of(studio.channels, caster.id, call.seenMs);
    return {
      Channels: {
        Channel: found.map((one) => ({
          ChannelId: one.id,
          ResourceId: one.resource,
          StreamUrl: `rtmp://${caster.config.DomainName ?? "caster.example.net"}/caster/${uuid(call.context.seed, "channel", caster.id, one.id).replaceAll("-", "")}`,
        })),
      },
    };
  },
};

/** The caster of a call, as the call sees it. */
export function own({ args, world, seenMs }: Call): { readonly studio: Studio; readonly caster: Caster } {
  return { studio: world.studio, caster: world.studio.caster(args.text("CasterId"), seenMs) };
}

/** The id of the next thing of a kind: the same run makes the same ids. */
export function newId({ context, world }: Call, what: string): string {
  return uuid(context.seed, what, world.next());
}

function duplicate(): Refusal {
  return new Refusal(400, "DuplicateLocationID", "LocationId is duplicate.");
}
