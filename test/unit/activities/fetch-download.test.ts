import { createHash, randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MockActivityEnvironment } from "@temporalio/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFetchFile } from "../../../src/activities/fetch-file.ts";
import { download } from "../../../src/activities/fetch/download.ts";
import type { DownloadInput } from "../../../src/activities/fetch/download.ts";
import { DeliveryError } from "../../../src/activities/fetch/errors.ts";
import { partFile } from "../../../src/activities/fetch/part.ts";
import type { FetchFileInput } from "../../../src/model/activities.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { realClock } from "../../../src/domain/clock.ts";

const body = randomBytes(3 * 1024 * 1024 + 17);
const sha256 = createHash("sha256").update(body).digest("hex");

let server: Server;
let origin: string;
let folder: string;
let requests: { readonly url: string; readonly range: string | undefined }[];
/** How the server answers the next requests, first come first served; then `serve`. */
let script: ((request: IncomingMessage, response: ServerResponse) => void)[];
let etag: string;

/** A file server as vendors have it: Range, If-Range, ETag. */
function serve(request: IncomingMessage, response: ServerResponse, bytes: Buffer = body): void {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  if (range !== null && request.headers["if-range"] === etag) {
    const from = Number(range[1]);
    const head = { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`, etag };
    response.writeHead(206, { ...head, "content-length": bytes.length - from }).end(bytes.subarray(from));
  } else response.writeHead(200, { etag, "content-length": bytes.length }).end(bytes);
}

/** Sends the head of the file and breaks the connection. */
const cutAfter =
  (count: number) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { etag, "content-length": body.length });
    response.write(body.subarray(0, count), () => response.socket?.end());
  };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rundown-fetch-"));
  requests = [];
  script = [];
  etag = '"one"';
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? "", range: request.headers.range });
    (script.shift() ?? serve)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const place = (name = "rec"): string => pathToFileURL(join(folder, name)).href;

function input(more: Partial<DownloadInput> = {}): DownloadInput {
  const base = { url: `${origin}/v/a.mp4?sign=topsecret`, to: [place()], name: "ev/a.mp4", key: "ev a" };
  return { ...base, endpoint: origin, service: "tencent-livecode", heartbeat: () => undefined, ...more };
}

async function failureOf(work: Promise<unknown>): Promise<VendorFailure> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof VendorFailure)) throw new Error(`no VendorFailure: ${String(error)}`);
  expect(error.message).not.toContain("topsecret");
  return error;
}

/** All files below the folder, hidden ones too. */
async function tree(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

describe("download", () => {
  it("delivers the bytes, their hash and where they lie, and leaves nothing else", async () => {
    const beats: number[] = [];
    const got = await download(input({ heartbeat: ({ bytes }) => beats.push(bytes) }));
    expect(got).toEqual({ bytes: body.length, sha256, locations: [pathToFileURL(join(folder, "rec/ev/a.mp4")).href] });
    expect((await readFile(join(folder, "rec/ev/a.mp4"))).equals(body)).toBe(true);
    expect(await tree()).toEqual(["rec/ev/a.mp4"]);
    expect(existsSync(join(folder, "rec/.partial"))).toBe(false);
    expect(beats.length).toBeGreaterThan(0);
  });

  it("puts a verified copy into every further place, with one download", async () => {
    const got = await download(input({ to: [place(), place("录像 2"), place()], name: "季度/会 议.mp4" }));
    expect(requests).toHaveLength(1);
    expect(got.locations.map((location) => fileURLToPath(location))).toEqual([
      join(folder, "rec/季度/会 议.mp4"),
      join(folder, "录像 2/季度/会 议.mp4"),
    ]);
    expect(await tree()).toEqual(["rec/季度/会 议.mp4", "录像 2/季度/会 议.mp4"]);
    expect((await readFile(join(folder, "录像 2/季度/会 议.mp4"))).equals(body)).toBe(true);
  });

  it("goes on where a cut connection left it", async () => {
    script.push(cutAfter(1_000_000));
    const failure = await failureOf(download(input()));
    expect(failure).toMatchObject({ kind: "unavailable", service: "tencent-livecode", operation: "fetchFile" });
    expect(failure.message).toMatch(/broke off after \d+ of 3145745 bytes.*127\.0\.0\.1:\d+\/v\/a\.mp4/);
    const held = (await stat(partFile(place(), "ev a").path)).size;
    expect(held).toBeGreaterThan(0);
    const meta: unknown = JSON.parse(await readFile(partFile(place(), "ev a").metaPath, "utf8"));
    expect(meta).toEqual({ validator: '"one"', total: body.length });
    await expect(download(input())).resolves.toMatchObject({ sha256, bytes: body.length });
    expect(requests[1]?.range).toBe(`bytes=${held}-`);
    expect(await tree()).toEqual(["rec/ev/a.mp4"]);
  });

  it("begins anew when the file has changed meanwhile", async () => {
    script.push(cutAfter(1_000_000));
    await failureOf(download(input()));
    etag = '"two"';
    const other = randomBytes(500_000);
    script.push((request, response) => serve(request, response, other));
    const got = await download(input());
    expect(got).toMatchObject({ bytes: other.length, sha256: createHash("sha256").update(other).digest("hex") });
    expect(requests).toHaveLength(2);
  });

  it("begins anew when the server ignores Range, or answers another range or length", async () => {
    const whole = (_: IncomingMessage, response: ServerResponse): void =>
      void response.writeHead(200, { etag }).end(body);
    const range =
      (value: string) =>
      (_: IncomingMessage, response: ServerResponse): void =>
        void response.writeHead(206, { etag, "content-range": value }).end(Buffer.alloc(10));
    const gone = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(416).end();
    for (const answer of [whole, range("bytes 0-9/3145745"), range("bytes 1000000-1000009/999"), gone]) {
      script.push(cutAfter(1_000_000));
      await failureOf(download(input()));
      script.push(answer);
      await expect(download(input())).resolves.toMatchObject({ sha256, bytes: body.length });
    }
  });

  it("never resumes what has no strong validator", async () => {
    script.push((_, response) => {
      response.writeHead(200, { etag: 'W/"weak"', "content-length": body.length });
      response.write(body.subarray(0, 1_000_000), () => response.socket?.end());
    });
    await failureOf(download(input()));
    await expect(download(input())).resolves.toMatchObject({ sha256 });
    expect(requests[1]?.range).toBeUndefined();
  });

  it.each([
    [404, "not-found"],
    [403, "denied"],
    [429, "throttled"],
    [503, "unavailable"],
    [418, "malformed-reply"],
  ])("classifies %i as %s", async (status, kind) => {
    script.push((_, response) => void response.writeHead(status).end("signed=topsecret"));
    expect((await failureOf(download(input()))).kind).toBe(kind);
  });

  it("does not take an empty file, or one that ends early without a word", async () => {
    script.push((_, response) => void response.writeHead(200, { "content-length": 0 }).end());
    expect((await failureOf(download(input()))).message).toMatch(/empty so far/);
    script.push((_, response) => {
      response.writeHead(200, { etag });
      response.write(body.subarray(0, 1_000), () => response.socket?.destroy());
    });
    expect((await failureOf(download(input()))).kind).toBe("unavailable");
  });

  it("gives up on a server that says nothing", async () => {
    script.push((_, response) => void response.writeHead(200, { etag, "content-length": body.length }).write("x"));
    expect((await failureOf(download(input({ idleMs: 300 })))).message).toMatch(/broke off after 1 of/);
  });

  it("says so when nobody listens", async () => {
    const failure = await failureOf(
      download(input({ url: "http://127.0.0.1:9/a.mp4?sign=topsecret", endpoint: "http://127.0.0.1:9" })),
    );
    expect(failure).toMatchObject({ kind: "unavailable" });
    expect(failure.message).toMatch(/cannot be reached: ECONNREFUSED \(127\.0\.0\.1:9\/a\.mp4\)/);
  });

  it("follows redirects, three at most, and checks every hop", async () => {
    const to =
      (location: string) =>
      (_: IncomingMessage, response: ServerResponse): void =>
        void response.writeHead(302, { location }).end();
    script.push(to("/b"), to("/c"), to(`${origin}/d`));
    await expect(download(input())).resolves.toMatchObject({ sha256 });
    expect(requests.map(({ url }) => url)).toEqual(["/v/a.mp4?sign=topsecret", "/b", "/c", "/d"]);
    script.push(to("/b"), to("/c"), to("/d"), to("/e"));
    expect((await failureOf(download(input({ key: "x" })))).message).toMatch(/more than 3 times/);
    for (const bad of [
      "http://10.0.0.1/a?sign=topsecret",
      "http://[::1]/a",
      "file:///etc/passwd",
      "http://u:topsecret@127.0.0.1/a",
    ]) {
      script.push(to(bad));
      expect((await failureOf(download(input({ key: "x" })))).kind).toBe("denied");
    }
  });

  it("refuses a private address of a vendor before anything is sent", async () => {
    expect((await failureOf(download(input({ endpoint: null })))).kind).toBe("denied");
    const byName = input({ endpoint: null, url: origin.replace("127.0.0.1", "localhost") });
    expect((await failureOf(download(byName))).message).toMatch(/localhost is refused: it is a private address/);
    expect(requests).toEqual([]);
  });

  it("takes its own earlier file as delivered, and never touches another one", async () => {
    await download(input());
    const before = await stat(join(folder, "rec/ev/a.mp4"));
    await expect(download(input())).resolves.toMatchObject({
      locations: [pathToFileURL(join(folder, "rec/ev/a.mp4")).href],
    });
    expect((await stat(join(folder, "rec/ev/a.mp4"))).ino).toBe(before.ino);
    await writeFile(join(folder, "rec/ev/a.mp4"), "mine");
    const got = await download(input());
    expect(got.locations).toEqual([pathToFileURL(join(folder, "rec/ev/a_2.mp4")).href]);
    expect(await readFile(join(folder, "rec/ev/a.mp4"), "utf8")).toBe("mine");
    expect(await tree()).toEqual(["rec/ev/a.mp4", "rec/ev/a_2.mp4"]);
  });

  it("refuses a name that leaves the place", async () => {
    await expect(download(input({ name: "../out.mp4" }))).rejects.toThrow(DeliveryError);
    expect(existsSync(join(folder, "out.mp4"))).toBe(false);
  });

  it("fetches several files into one place at once", async () => {
    const some = ["a", "b", "c", "d"].map(async (id) =>
      download(input({ key: id, name: `ev/${id}.mp4`, to: [place(), place("two")] })),
    );
    for (const got of await Promise.all(some)) expect(got.sha256).toBe(sha256);
    expect(await tree()).toEqual(
      ["a", "b", "c", "d"].flatMap((id) => [`rec/ev/${id}.mp4`, `two/ev/${id}.mp4`]).toSorted(),
    );
  });

  it("stops when it is cancelled, and goes on next time", async () => {
    const cancel = new AbortController();
    script.push((_, response) => {
      response.writeHead(200, { etag, "content-length": body.length });
      response.write(body.subarray(0, 1_000_000));
    });
    const why = new Error("cancelled by the engine");
    const running = download(input({ signal: cancel.signal }));
    const outcome = expect(running).rejects.toBe(why);
    await vi.waitFor(async () => expect((await stat(partFile(place(), "ev a").path)).size).toBeGreaterThan(900_000));
    cancel.abort(why);
    await outcome;
    await expect(download(input())).resolves.toMatchObject({ sha256 });
    expect(requests[1]?.range).toMatch(/^bytes=\d{6,}-$/);
  });

  it("survives the death of its process in the middle", async () => {
    script.push((_, response) => {
      response.writeHead(200, { etag, "content-length": body.length });
      response.write(body.subarray(0, 2_000_000));
    });
    const own = new URL("../../../src/activities/fetch/", import.meta.url);
    const child = execFile(process.execPath, ["--input-type=module", "-e", childScript(fileURLToPath(own), input())], {
      cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    });
    const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    await vi.waitFor(async () => expect((await stat(partFile(place(), "ev a").path)).size).toBeGreaterThan(1_900_000), {
      timeout: 15_000,
    });
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    await expect(download(input())).resolves.toMatchObject({ sha256 });
    expect(requests[1]?.range).toMatch(/^bytes=\d{7}-$/);
    expect(await tree()).toEqual(["rec/ev/a.mp4"]);
  });
});

/** Bundled on the fly, as plain Node 20 reads no TypeScript. */
function childScript(folderOfFetch: string, given: DownloadInput): string {
  const plain = JSON.stringify({ ...given, heartbeat: undefined });
  return `
    const { createServer } = await import("vite");
    const vite = await createServer({ configFile: false, server: { middlewareMode: true, hmr: false, ws: false }, appType: "custom", logLevel: "silent" });
    const { download } = await vite.ssrLoadModule(${JSON.stringify(join(folderOfFetch, "download.ts"))});
    await download({ ...${plain}, heartbeat: () => undefined });
  `;
}

describe("a place that cannot be written", () => {
  it("names the place and the reason, and keeps what was fetched", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    let written = 0;
    const failing = download(
      input({
        write: async (handle, chunk, position) => {
          if (written + chunk.byteLength > 1_000_000) throw full;
          written += chunk.byteLength;
          await handle.write(chunk, 0, chunk.byteLength, position);
        },
      }),
    );
    await expect(failing).rejects.toThrow(DeliveryError);
    await expect(failing).rejects.toThrow(`delivery cannot be written: ${place()}: the disk is full`);
    await expect(download(input())).resolves.toMatchObject({ sha256 });
    expect(requests[1]?.range).toBe(`bytes=${written}-`);
  });

  it("says permission when it is permission", async () => {
    const refused = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    const failing = download(input({ write: async () => Promise.reject(refused) }));
    await expect(failing).rejects.toThrow(/permission denied\. Let the worker's user write there \(EACCES\)/);
  });

  it("is told from the others: the first place has its file when the second fails", async () => {
    await writeFile(join(folder, "two"), "a file where the folder should be");
    const failing = download(input({ to: [place(), place("two")] }));
    await expect(failing).rejects.toThrow(`delivery cannot be written: ${place("two")}: `);
    expect(existsSync(join(folder, "rec/ev/a.mp4"))).toBe(true);
    await rm(join(folder, "two"));
    await expect(download(input({ to: [place(), place("two")] }))).resolves.toMatchObject({ sha256 });
    // The whole part was kept: one byte was asked for to see that the file is still the same.
    expect(requests[1]?.range).toBe(`bytes=${body.length - 1}-`);
    expect(await tree()).toEqual(["rec/ev/a.mp4", "two/ev/a.mp4"]);
  });

  it("must be absolute", async () => {
    await expect(download(input({ to: ["file:./rec"] }))).rejects.toThrow(/absolute path/);
    await expect(download(input({ to: [] }))).rejects.toThrow(/no place/);
  });
});

describe("createFetchFile", () => {
  it("fetches as an activity", async () => {
    await mkdir(join(folder, "rec"));
    const fetchFile = createFetchFile({
      connection: async (account) => ({
        fileUrl: (file) => `${origin}/${account}/${file.id}.mp4`,
        endpoint: origin,
      }),
    });
    const file = { id: "1", fromMs: 0, toMs: 1, ext: "mp4", ref: null };
    const step = { event: "ev", step: "fetch", account: "main", clock: realClock, attempt: 1 };
    const activity: FetchFileInput = { ...step, file, to: [place()], name: "ev/1.mp4" };
    const run = new MockActivityEnvironment().run(fetchFile, activity);
    await expect(run).resolves.toMatchObject({ sha256, bytes: body.length });
    expect(requests[0]?.url).toBe("/main/1.mp4");
  });
});
