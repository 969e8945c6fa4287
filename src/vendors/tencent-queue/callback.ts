import type { CallbackFacts } from "../port.ts";

/** The guide has no notifications: screenshots wait in a queue, everything else is asked for. */
export const callbacks: readonly CallbackFacts[] = [];
