import type { ServiceContext } from "../../simulated-service.ts";
import type { Args } from "./args.ts";
import type { Fields } from "./reply.ts";
import type { World } from "./world.ts";

/** One admitted call and all it may look at. Writes count from `nowMs`; reads see the world as of `seenMs`. */
export interface Call {
  readonly action: string;
  readonly args: Args;
  readonly nowMs: number;
  /** For reads a lag ago, for writes now. */
  readonly seenMs: number;
  readonly context: ServiceContext;
  readonly world: World;
}

/** Answers one action with the fields beside RequestId; throws Refusal for what the vendor would not do. */
export type Handler = (call: Call) => Fields;

/** A page of a list in the document's words. */
export function paged<Item>(
  call: Call,
  items: readonly Item[],
  usualSize: number,
  numberName = "PageNum",
): {
  readonly page: readonly Item[];
  readonly numbers: {
    readonly PageNum: number;
    readonly PageSize: number;
    readonly TotalNum: number;
    readonly TotalPage: number;
  };
} {
  const number = call.args.int(numberName, 1);
  const size = call.args.int("PageSize", usualSize);
  return {
    page: items.slice((number - 1) * size, number * size),
    numbers: { PageNum: number, PageSize: size, TotalNum: items.length, TotalPage: Math.ceil(items.length / size) },
  };
}

/** Items in the order asked for; the document names no key, so it is the order of making. */
export function ordered<Item>(
  call: Call,
  items: readonly Item[],
  usual: "asc" | "desc",
): { readonly items: readonly Item[]; readonly order: string } {
  const order = call.args.maybe("Order") ?? usual;
  return { items: order === "desc" ? items.toReversed() : items, order };
}
