import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";

/** A request context with Node's own request and response under it. */
export type WireContext = Context<{ Bindings: HttpBindings }>;

/** Resets the connection: the caller sees a broken connection and no answer. */
export function resetConnection(context: WireContext): Response {
  context.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Sends the head and the first bytes of an answer whose length is announced in full, then breaks the connection. */
export function sendCut(
  context: WireContext,
  status: number,
  headers: Readonly<Record<string, string>>,
  part: Uint8Array,
): Response {
  const { outgoing, incoming } = context.env;
  outgoing.writeHead(status, { ...headers });
  // The head waits for the first write, so an empty part is written too.
  outgoing.flushHeaders();
  if (part.length === 0) setImmediate(() => incoming.socket.destroy());
  else outgoing.write(part, () => incoming.socket.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** The page that a gateway in front of a vendor shows. */
export function htmlPage(status: number): string {
  return `<html>\r\n<head><title>${status} Error</title></head>\r\n<body><center><h1>${status} Error</h1></center></body>\r\n</html>\r\n`;
}
