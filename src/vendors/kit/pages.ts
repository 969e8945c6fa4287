import { VendorFailure } from "./failure.ts";
import { pageOrEnd } from "./last-page.ts";
import type { AnyOperation, CallReply, Paging } from "./operation.ts";
import { recordOf } from "./rules.ts";

type Params = Readonly<Record<string, unknown>>;

export interface Page {
  readonly number: number;
  readonly reply: CallReply;
  /** Items of all pages up to this one. */
  readonly seen: number;
  /** What the vendor says there are; null when it does not say. */
  readonly total: number | null;
}

/** No list of a vendor comes near this; it ends a list whose end the vendor never tells. */
const mostPages = 100_000;

/** The parameters of the first page: the caller's own page and size, else the first page in the largest size. */
export function firstPageParams(service: string, operation: AnyOperation, params: Params): Params {
  const paging = pagingOf(service, operation);
  const { sizeParam, maxSize, pageParam } = paging;
  let first = params;
  if (sizeParam !== null && maxSize !== null && first[sizeParam] === undefined) {
    first = withNumber(operation, first, sizeParam, maxSize);
  }
  if (paging.style !== "token" && first[pageParam] === undefined) {
    first = withNumber(operation, first, pageParam, paging.firstPage);
  }
  return first;
}

/**
 * All pages of a list, one request each, in order. Ends where the vendor's total is reached, at a page that is empty (or
 * short, when there is no total), without a next token, at a code that says so, or when a page comes twice. Throws `invalid-request` when the
 * operation does not page, and what `send` throws.
 */
export async function* pagesOf(
  service: string,
  operation: AnyOperation,
  params: Params,
  send: (params: Params) => Promise<CallReply>,
): AsyncGenerator<Page> {
  const paging = pagingOf(service, operation);
  let next: Params | null = firstPageParams(service, operation, params);
  let before = "";
  let seen = skippedItems(paging, next);
  for (let number = 1; next !== null && number <= mostPages; number += 1) {
    const reply = number === 1 ? await send(next) : await pageOrEnd(send(next), paging.endCodes);
    if (reply === null) return;
    const items = itemsAt(reply.body, paging);
    const now = JSON.stringify(items);
    // A vendor that knows no such page and sends the last one again.
    if (paging.style !== "token" && items.length > 0 && now === before) return;
    before = now;
    seen += items.length;
    const total = totalAt(reply.body, paging);
    yield { number, reply, seen, total };
    next = nextParams(operation, paging, next, reply.body, { count: items.length, seen, total });
  }
}

function nextParams(
  operation: AnyOperation,
  paging: Paging,
  params: Params,
  body: unknown,
  got: { readonly count: number; readonly seen: number; readonly total: number | null },
): Params | null {
  const { pageParam, sizeParam } = paging;
  if (paging.style === "token") {
    const token = paging.nextToken === undefined ? undefined : valueAt(body, paging.nextToken);
    if ((typeof token !== "string" && typeof token !== "number") || token === "" || token === params[pageParam]) {
      return null;
    }
    return { ...params, [pageParam]: token };
  }
  if (got.count === 0 || (got.total !== null && got.seen >= got.total)) return null;
  const size = sizeParam === null ? null : numberOf(params[sizeParam]);
  if (got.total === null && size !== null && got.count < size) return null;
  const at = numberOf(params[pageParam]) ?? paging.firstPage;
  return withNumber(operation, params, pageParam, at + (paging.style === "page" ? 1 : got.count));
}

/** Items before the page that the caller starts at, so that the total can be compared. */
function skippedItems(paging: Paging, params: Params): number {
  const at = numberOf(params[paging.pageParam]) ?? paging.firstPage;
  if (paging.style === "token") return 0;
  if (paging.style === "offset") return Math.max(0, at);
  const size = paging.sizeParam === null ? null : numberOf(params[paging.sizeParam]);
  return Math.max(0, at - paging.firstPage) * (size ?? 0);
}

/** Some services take their page numbers as text: whichever the operation's own schema accepts. */
function withNumber(operation: AnyOperation, params: Params, name: string, value: number): Params {
  const tried = { ...params, [name]: value };
  const parsed = operation.params.safeParse(tried);
  const refused = !parsed.success && parsed.error.issues.some((issue) => issue.path[0] === name);
  return refused ? { ...params, [name]: String(value) } : tried;
}

function pagingOf(service: string, operation: AnyOperation): Paging {
  if (operation.paging !== undefined) return operation.paging;
  throw new VendorFailure({
    kind: "invalid-request",
    service,
    operation: operation.id,
    message: `${operation.id} has no pages; leave --all out`,
  });
}

function itemsAt(body: unknown, paging: Paging): readonly unknown[] {
  const values = [paging.items, ...(paging.itemsAlso ?? [])].map((path) => valueAt(body, path));
  return values.find((value) => Array.isArray(value)) ?? [];
}

function totalAt(body: unknown, paging: Paging): number | null {
  return paging.total === null ? null : numberOf(valueAt(body, paging.total));
}

/** A dotted path into a reply. A list on the way is entered at its first item: some vendors wrap one object in a list. */
function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const part of path.split(".")) {
    if (Array.isArray(value)) value = value[0];
    value = recordOf(value)[part];
  }
  return value;
}

function numberOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null;
}
