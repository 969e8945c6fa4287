/** What a worker registers: the workflow types of model/messages.ts. */
export { accountWatch } from "./account-watch.ts";
export { liveEvent } from "./live-event.ts";
export { retire } from "./retire.ts";
