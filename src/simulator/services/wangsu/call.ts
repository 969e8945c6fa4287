import type { ServiceContext } from "../../simulated-service.ts";
import type { Account } from "./access.ts";
import type { ChannelBook } from "./channel-book.ts";
import type { DirectoryBook } from "./directories.ts";
import type { DocumentBook } from "./documents.ts";
import type { Form } from "./form.ts";
import type { ForwardBook } from "./forwards.ts";
import type { Receivers } from "./receivers.ts";
import type { RecordBook } from "./record-book.ts";

/** What the vendor holds. */
export interface World {
  readonly channels: ChannelBook;
  readonly records: RecordBook;
  readonly forwards: ForwardBook;
  readonly directories: DirectoryBook;
  readonly documents: DocumentBook;
  readonly receivers: Receivers;
}

/** One admitted call and all it may look at. Writes count from `nowMs`; reads see the world as of `asOfMs`. */
export interface Call {
  readonly account: Account;
  readonly form: Form;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly context: ServiceContext;
  readonly world: World;
}

/** Answers one operation with its `data`; throws a Refusal for what the vendor would not do. */
export type Handler = (call: Call) => unknown;
