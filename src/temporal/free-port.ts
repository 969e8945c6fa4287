import { createServer } from "node:net";

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      server.close(() => {
        if (bound !== null && typeof bound === "object") resolve(bound.port);
        else reject(new Error("no loopback port is free"));
      });
    });
  });
}
