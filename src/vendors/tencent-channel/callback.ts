import type { CallbackFacts } from "../port.ts";

/** The channel mode has no event notification (summarize / The difference between the two modes). */
export const callbacks: readonly CallbackFacts[] = [];
