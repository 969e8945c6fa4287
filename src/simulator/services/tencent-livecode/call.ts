import type { ServiceContext, SimReply } from "../../simulated-service.ts";
import type { Credentials } from "./access.ts";
import type { Mixing } from "./mixing.ts";
import type { Params } from "../tencent-kit/params.ts";
import type { TaskBook } from "./task-book.ts";

/** One admitted call and all it may look at. Writes count from `nowMs`; reads see the world as of `asOfMs`. */
export interface Call {
  readonly account: Credentials;
  readonly params: Params;
  readonly body: string;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly context: ServiceContext;
  readonly tasks: TaskBook;
  readonly mixing: Mixing;
}

/** Answers one interface; throws BadParameter for what the vendor would not take. */
export type Handler = (call: Call) => SimReply;
