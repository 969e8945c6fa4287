import type { Handler } from "../call.ts";
import { conflict, malformed, noConfig } from "../refusal.ts";
import type { Shelf } from "../shelf.ts";
import type { NotifyUrl, World } from "../world.ts";

type Choose = (world: World) => Shelf<NotifyUrl>;

const push: Choose = (world) => world.pushNotify;
const record: Choose = (world) => world.recordNotify;
const detect: Choose = (world) => world.detectNotify;

/** Receivers of callbacks, one a domain for each kind (7.1 to 7.3, 11.9 to 11.12, 13.2, 13.4, 13.6, 13.8). */
export const notifyHandlers: Readonly<Record<string, Handler>> = {
  SetLiveStreamsNotifyUrlConfig({ args, world, nowMs }) {
    world.pushNotify.put(args.text("DomainName"), { url: args.text("NotifyUrl"), states: false }, nowMs);
    return {};
  },
  DescribeLiveStreamsNotifyUrlConfig: ({ args, world, seenMs }) => ({
    LiveStreamsNotifyConfig: {
      DomainName: args.text("DomainName"),
      NotifyUrl: world.pushNotify.at(args.text("DomainName"), seenMs)?.value.url ?? "",
    },
  }),
  DeleteLiveStreamsNotifyUrlConfig: remover(push),

  AddLiveRecordNotifyConfig: adder(record),
  DeleteLiveRecordNotifyConfig: remover(record),
  UpdateLiveRecordNotifyConfig: changer(record),
  DescribeLiveRecordNotifyConfig({ args, world, seenMs }) {
    const found = world.recordNotify.at(args.text("DomainName"), seenMs)?.value;
    return {
      LiveRecordNotifyConfig: {
        DomainName: args.text("DomainName"),
        NotifyUrl: found?.url ?? "",
        NeedStatusNotify: found?.states ?? false,
      },
    };
  },

  AddLiveDetectNotifyConfig: adder(detect),
  DeleteLiveDetectNotifyConfig: remover(detect),
  UpdateLiveDetectNotifyConfig: changer(detect),
  DescribeLiveDetectNotifyConfig: ({ args, world, seenMs }) => ({
    LiveDetectNotifyConfig: {
      DomainName: args.text("DomainName"),
      NotifyUrl: world.detectNotify.at(args.text("DomainName"), seenMs)?.value.url ?? "",
    },
  }),
};

function adder(choose: Choose): Handler {
  return ({ args, world, nowMs }) => {
    const domain = args.text("DomainName");
    if (choose(world).now(domain) !== undefined) throw conflict();
    choose(world).put(
      domain,
      { url: address(args.text("NotifyUrl")), states: yes(args.maybe("NeedStatusNotify")) },
      nowMs,
    );
    return {};
  };
}

function changer(choose: Choose): Handler {
  return ({ args, world, nowMs }) => {
    const domain = args.text("DomainName");
    const before = choose(world).now(domain);
    if (before === undefined) throw noConfig();
    const url = address(args.maybe("NotifyUrl") ?? before.url);
    choose(world).put(domain, { url, states: yes(args.maybe("NeedStatusNotify")) }, nowMs);
    return {};
  };
}

function remover(choose: Choose): Handler {
  return ({ args, world, nowMs }) => {
    if (!choose(world).remove(args.text("DomainName"), nowMs)) throw noConfig();
    return {};
  };
}

/** The document wants the address URL-encoded; an address that was encoded once more is understood as well. */
function address(text: string): string {
  if (!/^https?%3A/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("NotifyUrl");
  }
}

function yes(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}
