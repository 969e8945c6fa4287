import type { OpenResource } from "../../simulated-service.ts";

/** One output stream per session; after a cancel another output has to wait. */
interface Session {
  readonly output: string;
  readonly sinceMs: number;
  readonly cancelledMs: number | null;
}

const coolDownMs = 30_000;

/** The mixing sessions (rules mix-session and mix-cancel-wait). */
export class Mixing {
  readonly #sessions = new Map<string, Session>();

  /** Whether the session may drive that output now. */
  free(session: string, output: string, nowMs: number): boolean {
    const known = this.#sessions.get(session);
    if (known === undefined || known.output === output) return true;
    return known.cancelledMs !== null && nowMs - known.cancelledMs >= coolDownMs;
  }

  start(session: string, output: string, nowMs: number): void {
    const known = this.#sessions.get(session);
    const going = known !== undefined && known.cancelledMs === null;
    this.#sessions.set(session, { output, sinceMs: going ? known.sinceMs : nowMs, cancelledMs: null });
  }

  /** Ends the session's mixing; a session that is not mixing stays as it is. */
  cancel(session: string, nowMs: number): void {
    const known = this.#sessions.get(session);
    if (known === undefined || known.cancelledMs !== null) return;
    this.#sessions.set(session, { ...known, cancelledMs: nowMs });
  }

  open(): readonly OpenResource[] {
    return [...this.#sessions].flatMap(([id, session]) =>
      session.cancelledMs === null
        ? [{ kind: "mixSession", id, stream: session.output, openedAtMs: session.sinceMs, untilMs: null }]
        : [],
    );
  }
}
