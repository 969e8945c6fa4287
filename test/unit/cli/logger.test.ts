import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createLogger } from "../../../src/workers/logger.ts";

function written(pretty: boolean): { readonly lines: string[]; readonly log: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLogger({ pretty, level: "info", destination }) };
}

test("one line of JSON a record, without what is named like a secret", () => {
  const { lines, log } = written(false);
  log.info(
    {
      event: "e",
      operation: "startRecordingTask",
      attempt: 1,
      ms: 12,
      key: "k-1",
      account: { secretKey: "k-2", name: "main" },
    },
    "vendor call",
  );
  log.debug("not this one");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    event: "e",
    operation: "startRecordingTask",
    key: "[hidden]",
    account: { secretKey: "[hidden]", name: "main" },
    msg: "vendor call",
  });
  expect(lines[0]).not.toMatch(/k-[12]/);
});

test("silent writes nothing", () => {
  const lines: string[] = [];
  createLogger({ pretty: false, level: "silent", destination: { write: (line) => void lines.push(line) } }).error("x");
  expect(lines).toEqual([]);
});

test("on a terminal it is text, as free of secrets", async () => {
  const stream = new PassThrough();
  let text = "";
  stream.on("data", (data: Buffer) => (text += data.toString()));
  createLogger({ pretty: true, level: "info", destination: stream }).info({ event: "e", token: "k-3" }, "hello");
  await expect.poll(() => text, { timeout: 2_000 }).toMatch(/hello/);
  expect(text).toContain("[hidden]");
  expect(text).not.toContain("k-3");
});
