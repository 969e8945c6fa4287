import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What arrived, as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawUrl: string;
  readonly host: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answer = (seen: Seen, response: ServerResponse) => void;

/** A small HTTP server on loopback that answers as a test says and remembers what it saw. */
export interface LocalServer {
  readonly url: string;
  readonly seen: Seen[];
  answer: Answer;
  close(): Promise<void>;
}

export async function localServer(answer: Answer): Promise<LocalServer> {
  const seen: Seen[] = [];
  const held: { current: Answer } = { current: answer };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://local");
      const entry: Seen = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        rawUrl: request.url ?? "",
        host: request.headers.host ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      seen.push(entry);
      held.current(entry, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    get answer() {
      return held.current;
    },
    set answer(next: Answer) {
      held.current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers a JSON text. */
export function json(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_seen, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(text);
  };
}
