import { loadService } from "../../vendors/registry.ts";
import { accountSettings } from "../../config/accounts.ts";
import { loadConfig } from "../../config/load.ts";
import type { LoadedConfig } from "../../config/load.ts";
import { realClock } from "../../domain/clock.ts";
import type { Effect } from "../../model/service.ts";
import { parseExact, stringifyExact } from "../../vendors/kit/json.ts";
import { findOperation } from "../../vendors/kit/lookup.ts";
import type { AnyOperation, CallReply } from "../../vendors/kit/operation.ts";
import { firstPageParams, pagesOf } from "../../vendors/kit/pages.ts";
import { RateLimiter } from "../../vendors/kit/rate.ts";
import { validateParams } from "../../vendors/kit/validate.ts";
import type { CallContext, ServiceConnection } from "../../vendors/port.ts";
import { reportFailure } from "../call/failure.ts";
import type { Attempt } from "../call/failure.ts";
import { openAccount, perMinuteOf } from "../call/open-account.ts";
import { curlCommand, requestText } from "../call/print-request.ts";
import { readParams } from "../call/read-params.ts";
import type { CommandContext } from "../context.ts";
import type { CallOptions } from "../program.ts";
import { confirm } from "../prompt.ts";

type Params = Readonly<Record<string, unknown>>;

/** `rundown call`: one operation of one account, once, outside any event; with `--all` once a page. Needs no Temporal. */
export async function call(
  context: CommandContext,
  account: string,
  name: string,
  options: CallOptions,
): Promise<number> {
  const config = loadConfig({ file: context.config });
  const { service } = accountSettings(config, account);
  const attempt: Attempt = { service, operation: name, sent: 0 };
  try {
    await perform(context, config, account, attempt, options);
    return 0;
  } catch (error) {
    return reportFailure(context, attempt, error);
  }
}

async function perform(
  context: CommandContext,
  config: LoadedConfig,
  account: string,
  attempt: Attempt,
  options: CallOptions,
): Promise<void> {
  const service = await loadService(accountSettings(config, account).service);
  const { id } = service.facts;
  const operation = findOperation(id, service.operations, attempt.operation);
  attempt.operation = operation.id;
  const given = readParams(options);
  const params = options.all === true ? firstPageParams(id, operation, given) : given;
  validateParams(id, operation, params);
  const connection = openAccount(config, account, service);
  const request = connection.prepare(operation.id, params, { clock: realClock });
  const head = { service: id, operation: operation.id };
  if (options.dryRun === true) {
    const curl = curlCommand(request);
    context.out.value({ ok: true, dryRun: true, ...head, request, curl });
    context.out.result(`${requestText(request)}\n\nAs a command (*** stands for what is hidden):\n${curl}`);
    context.out.warn("Dry run: nothing was sent.");
    return;
  }
  if (operation.effect !== "read") {
    await confirm(context.out, question(account, operation, params), options.yes);
  }
  const limiter = new RateLimiter({ perMinute: perMinuteOf(config, account, service), clockRate: 1 });
  const caller = new Caller(connection, limiter, attempt);
  if (options.all === true) await callAll(context, caller, operation, params, head);
  else {
    const { requestId, exact } = await caller.send(operation.id, params);
    printReply(context, head, requestId, exact);
  }
}

async function callAll(
  context: CommandContext,
  caller: Caller,
  operation: AnyOperation,
  params: Params,
  head: { readonly service: string; readonly operation: string },
): Promise<void> {
  const bodies: unknown[] = [];
  let requestId: string | null = null;
  const send = (next: Params): Promise<Answered> => caller.send(operation.id, next);
  try {
    for await (const page of pagesOf(head.service, operation, params, send)) {
      bodies.push(caller.last);
      requestId = page.reply.requestId;
      const of = page.total === null ? "" : ` of ${page.total}`;
      context.out.progress(`${operation.id}: page ${page.number}, ${page.seen}${of} items`);
    }
  } finally {
    if (bodies.length > 0) context.out.progressEnd();
  }
  printReply(context, head, requestId, bodies);
}

interface Answered extends CallReply {
  /** The body with every digit. */
  readonly exact: unknown;
}

/** Makes requests from the account's reserve and counts them. */
class Caller {
  /** Body of the last answer, every digit kept. */
  last: unknown = null;

  constructor(
    private readonly connection: ServiceConnection,
    private readonly limiter: RateLimiter,
    private readonly attempt: Attempt,
  ) {}

  async send(operation: string, params: Params): Promise<Answered> {
    let text = "";
    const context: CallContext = {
      clock: realClock,
      admit: () => this.limiter.admit("reserve"),
      onCall: () => (this.attempt.sent += 1),
      onAnswer: (body) => (text = body),
    };
    const reply = await this.connection.call(operation, params, context);
    this.last = exactBody(text, reply.body);
    return { ...reply, exact: this.last };
  }
}

function exactBody(text: string, body: unknown): unknown {
  try {
    return parseExact(text);
  } catch {
    return body ?? text;
  }
}

function printReply(
  { out }: CommandContext,
  head: { readonly service: string; readonly operation: string },
  requestId: string | null,
  reply: unknown,
): void {
  out.valueText(stringifyExact({ ok: true, ...head, requestId, reply }));
  out.result(stringifyExact(reply, 2));
  if (requestId !== null) out.warn(`request ${requestId}`);
}

const doings: Readonly<Record<Exclude<Effect, "read">, string>> = {
  create: "makes something",
  update: "changes something",
  delete: "deletes something",
  control: "starts or stops something",
};

function question(account: string, operation: AnyOperation, params: Params): string {
  const does = operation.effect === "read" ? "" : ` ${doings[operation.effect]}`;
  return `${operation.id}${does} at ${account}: ${operation.summary}.\n${stringifyExact(params, 2)}\nSend it?`;
}
