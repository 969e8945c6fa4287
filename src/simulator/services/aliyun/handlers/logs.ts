import { randomHex } from "../../../random.ts";
import type { Call, Handler } from "../call.ts";
import type { Fields } from "../reply.ts";
import { dayMs, hourMs, iso, window } from "../times.ts";
import { slots, traffic } from "../traffic.ts";
import { timesOf } from "./monitoring.ts";

/** Chapter 15: links to access logs, a file an hour. */
export const logHandlers: Readonly<Record<string, Handler>> = {
  DescribeLiveDomainLog(call) {
    const { args, seenMs } = call;
    const [fromMs, untilMs] = timesOf(call, dayMs);
    const span = window(fromMs, untilMs, 366 * dayMs);
    const hours = slots(span, hourMs).filter((at) => at + hourMs <= Math.min(span.untilMs, seenMs));
    const [number, size] = [args.int("PageNumber", 1), args.int("PageSize", 300)];
    const page = hours.slice((number - 1) * size, number * size);
    return {
      DomainLogDetails: {
        DomainLogDetail: [
          {
            DomainName: args.text("DomainName"),
            LogCount: page.length,
            PageInfos: { PageIndex: number, PageSize: size, Total: hours.length },
            LogInfos: { LogInfoDetail: page.map((at) => logFile(call, at)) },
          },
        ],
      },
    };
  },
};

function logFile({ args, context, nowMs, seenMs }: Call, atMs: number): Fields {
  const domain = args.text("DomainName");
  const time = (ms: number): string => iso(ms).slice(11, 19).replaceAll(":", "");
  const date = iso(atMs).slice(0, 10).replaceAll("-", "_");
  const file = `${domain}_${date}_${time(atMs)}_${time(atMs + hourMs)}.gz`;
  const expires = Math.floor((nowMs + dayMs) / 1000);
  const signature = randomHex(28, context.seed, "log", file);
  const [use] = traffic(context, [domain], { fromMs: atMs, untilMs: atMs + hourMs }, hourMs, seenMs);
  return {
    LogName: file,
    LogPath: `livelog.example.net/${domain}/${date}/${file}?Expires=${expires}&OSSAccessKeyId=simulated&Signature=${signature}`,
    StartTime: String(Math.floor(atMs / 1000)),
    EndTime: String(Math.floor((atMs + hourMs) / 1000)),
    LogSize: 512 + Math.floor((use?.bytes ?? 0) / 20_000),
  };
}
