import type { ServiceContext, SimReply } from "../../simulated-service.ts";
import type { LoopBook } from "./loop-book.ts";
import type { Params } from "./params.ts";
import type { PresetBook } from "./preset-book.ts";
import type { PullBook } from "./pull-book.ts";
import type { RedirectBook } from "./redirect-book.ts";

/** All that the vendor holds. */
export interface Books {
  readonly presets: PresetBook;
  readonly pulls: PullBook;
  readonly loops: LoopBook;
  readonly redirects: RedirectBook;
}

/** One admitted call and all it may look at. Writes count from `nowMs`; reads see the world as of `asOfMs`. */
export interface Call extends Books {
  readonly params: Params;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly context: ServiceContext;
}

/** Answers one action; throws a Refusal for what the vendor would not do. */
export type Handler = (call: Call) => SimReply;
