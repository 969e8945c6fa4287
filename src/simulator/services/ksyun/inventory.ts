import type { EncoderScript } from "../../encoders.ts";
import type { OpenResource, TaskRow } from "../../simulated-service.ts";
import type { Books } from "./call.ts";
import { isLoopOpen, loopEnd } from "./loop-book.ts";
import { redirectEnd } from "./redirect-book.ts";

const yearMs = 365 * 86_400_000;

/** What exists and may cost; a template costs nothing and stays. */
export function openResources({ presets, ...books }: Books, nowMs: number): readonly OpenResource[] {
  const templates = presets.all(nowMs).map((state) => ({
    kind: "preset",
    id: state.name,
    stream: "",
    openedAtMs: state.createdMs,
    untilMs: null,
  }));
  const tasks = entries(books, nowMs).filter((entry) => entry.open);
  return [
    ...templates,
    ...tasks.map(({ kind, id, stream, createdMs, untilMs }) => ({
      kind,
      id,
      stream,
      openedAtMs: createdMs,
      untilMs: Number.isFinite(untilMs) ? untilMs : null,
    })),
  ];
}

/** Pulls, loops and redirects that ever were. Nothing is recorded: a task that runs reads `recording`. */
export function taskRows(books: Omit<Books, "presets">, nowMs: number): readonly TaskRow[] {
  return entries(books, nowMs).map((entry) => ({
    id: entry.id,
    stream: entry.stream,
    fromMs: entry.fromMs,
    untilMs: entry.untilMs,
    createdAtMs: entry.createdMs,
    stoppedAtMs: entry.stoppedMs,
    type: entry.kind,
    format: "",
    state: stateOf(entry, nowMs),
  }));
}

/** The source of every pull, from its start until after its stop. */
export function expectedSources(
  { pulls }: Pick<Books, "pulls">,
  lead: { readonly leadMs: number; readonly tailMs: number },
): readonly EncoderScript[] {
  return pulls.all().map((pull) => ({
    stream: pull.stream,
    fromMs: pull.createdMs,
    untilMs: pull.stoppedMs === null ? pull.createdMs + yearMs : pull.stoppedMs + lead.tailMs,
    drops: [],
  }));
}

interface Entry {
  readonly kind: "pull" | "loop" | "redirect";
  readonly id: string;
  readonly stream: string;
  readonly createdMs: number;
  readonly fromMs: number;
  /** Infinite where nothing ends it. */
  readonly untilMs: number;
  readonly stoppedMs: number | null;
  readonly open: boolean;
}

function entries({ pulls, loops, redirects }: Omit<Books, "presets">, nowMs: number): readonly Entry[] {
  return [
    ...pulls.all().map((pull): Entry => ({
      ...pull,
      kind: "pull",
      fromMs: pull.createdMs,
      untilMs: pulls.endOf(pull) ?? Number.POSITIVE_INFINITY,
      open: pulls.isOpen(pull, nowMs),
    })),
    ...loops.all().flatMap((loop) =>
      loop.tasks.map((task): Entry => ({
        ...loop,
        kind: "loop",
        id: task.id,
        untilMs: loopEnd(loop, nowMs),
        open: isLoopOpen(loop, nowMs),
      })),
    ),
    ...redirects.all().map((one): Entry => ({
      ...one,
      kind: "redirect",
      stream: streamOf(one.src),
      untilMs: redirectEnd(one),
      open: nowMs < redirectEnd(one),
    })),
  ];
}

function stateOf(entry: Entry, nowMs: number): TaskRow["state"] {
  if (entry.stoppedMs !== null) return "stopped";
  if (!entry.open) return "ended";
  return entry.fromMs <= nowMs ? "recording" : "scheduled";
}

/** The stream's name in an address: the last part of the path, without .flv or .m3u8. */
export function streamOf(address: string): string {
  const path = address.split(/[?#]/)[0] ?? "";
  return (path.split("/").at(-1) ?? "").replace(/\.(flv|m3u8)$/, "");
}
