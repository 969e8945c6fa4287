import { Context } from "@temporalio/activity";
import { eventAt, rateAt } from "../domain/clock.ts";
import type { ClockSpec } from "../model/clock.ts";
import type { EventActivities } from "../model/activities.ts";
import { accountWorkflowId, messageNames, workflowTaskQueue, workflowTypes } from "../model/messages.ts";
import type { WatchEntry } from "../model/messages.ts";
import { defaultPace } from "../model/pace.ts";
import { VendorFailure } from "../vendors/kit/failure.ts";
import type { ResourceKind } from "../vendors/port.ts";
import { createDeliverReport } from "./deliver-report.ts";
import { createFetchFile } from "./fetch-file.ts";
import type { Session, Sessions } from "./sessions.ts";
import { runStep } from "./step.ts";

/** Runs of the poll loop after which account/<name> continues as new, and the length of one. */
const watchRuns = 12;
const watchLapMs = 10 * 60_000;

/** The steps an event is made of; each is one step on one resource. */
export function createEventActivities(sessions: Sessions): EventActivities {
  return {
    ensureResource: (input) =>
      runStep(sessions, input, "normal", async (session, context) => {
        const kind = kindOf(session, input.kind);
        const found = kind.find === undefined ? null : await kind.find(input.key, input.spec, context);
        const made = found ?? (await kind.create(input.key, input.spec, context));
        return { ref: made.ref, vendorId: made.vendorId, found: found !== null };
      }),

    closeResource: (input) =>
      runStep(sessions, input, "reserve", async (session, context) => {
        const kind = kindOf(session, input.kind);
        await kind.close(input.ref, context);
        if (kind.facts.proof === "answer") return { proof: "answer" as const };
        if (kind.facts.proof === "term" || kind.read === undefined) return { proof: null };
        await pause(input.clock, kind.facts.limits.visibilityLagMs);
        if ((await kind.read(input.ref, context)) === "gone") return { proof: "read" as const };
        const message = "the service still lists it after it was closed";
        throw failure(session, "wrong-state", "close", message);
      }),

    readStream: (input) =>
      runStep(sessions, input, "reserve", async ({ connection }, context) => {
        const [observation] = await connection.observe([input.stream], context);
        const nowMs = eventAt(input.clock, Date.now());
        const unknown = {
          stream: input.stream,
          state: "unknown" as const,
          observedAtMs: nowMs,
          seq: 0,
          fps: null,
          kbps: null,
          forbidden: false,
        };
        return { observation: observation ?? unknown };
      }),

    cutStream: (input) =>
      runStep(sessions, input, "reserve", async (session, context) => {
        await ability(session, "cut", session.connection.cut)(input.stream, context);
        return {};
      }),

    listFiles: (input) =>
      runStep(sessions, input, "normal", async (session, context) => {
        const askedAtMs = eventAt(input.clock, Date.now());
        const list = ability(session, "listFiles", session.connection.listFiles);
        const files = await list(
          { stream: input.stream, fromMs: input.fromMs, untilMs: Math.min(input.untilMs, askedAtMs) },
          context,
        );
        return { files, askedAtMs };
      }),

    fetchFile: createFetchFile({
      connection: async (account) => {
        const session = await sessions.get(account);
        return {
          fileUrl: ability(session, "fileUrl", session.connection.fileUrl),
          endpoint: session.account.access.endpoint,
          service: session.service.facts.id,
        };
      },
    }),

    deliverReport: createDeliverReport(),

    registerWatch: async ({ account, stream, event, clock, everyMs }) => {
      const entry: WatchEntry = { stream, event };
      const { service } = (await sessions.get(account)).account;
      const pace = { heartbeatWallMs: defaultPace.heartbeatWallMs };
      await Context.current().client.workflow.signalWithStart(workflowTypes.accountWatch, {
        workflowId: accountWorkflowId(account),
        taskQueue: workflowTaskQueue,
        signal: messageNames.watch,
        signalArgs: [entry],
        args: [
          { v: 1, account, service, clock, everyMs, pace, runsEach: watchRuns, lapWallMs: watchLapMs, entries: [] },
        ],
        staticSummary: `watches the streams of ${account}`,
        workflowTaskTimeout: 3_000,
      });
    },

    unregisterWatch: async ({ account, stream, event }) => {
      const handle = Context.current().client.workflow.getHandle(accountWorkflowId(account));
      const entry: WatchEntry = { stream, event };
      await handle.signal(messageNames.unwatch, entry);
    },
  };
}

function kindOf(session: Session, name: string): ResourceKind {
  const kind = session.connection.kinds[name];
  if (kind === undefined) throw failure(session, "invalid-request", name, `there is no resource kind ${name}`);
  return kind;
}

function ability<T>(session: Session, name: string, wanted: T | undefined): T & {} {
  if (wanted === undefined || wanted === null)
    throw failure(session, "invalid-request", name, "the service does not offer it");
  return wanted;
}

function failure(
  session: Session,
  kind: "invalid-request" | "wrong-state",
  operation: string,
  message: string,
): VendorFailure {
  return new VendorFailure({ kind, service: session.service.facts.id, operation, message });
}

/** Sleeps event time inside an activity; only for lags of a vendor that count in seconds. */
async function pause(clock: ClockSpec, eventMs: number): Promise<void> {
  await Context.current().sleep(Math.max(50, eventMs / rateAt(clock, Date.now())));
}
