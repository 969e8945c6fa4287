// How long `rundown call` takes to start, validate and refuse, launcher included: node bench/call-start.mjs [runs]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const limitMs = 400;
const runs = Number(process.argv[2] ?? 20);
const launcher = fileURLToPath(new URL("../rundown", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "rundown-bench-"));

/** One account a service; nothing listens at the endpoints, and nothing is sent there. */
const credentials = {
  wangsu: { accessKeyId: "a", accessKeySecret: "b" },
  aliyun: { accessKeyId: "a", accessKeySecret: "b" },
  ksyun: { accessKeyId: "a", secretAccessKey: "b" },
  "tencent-livecode": { appid: "1252500000", key: "b" },
  "tencent-channel": { secretId: "a", secretKey: "b" },
  "tencent-queue": { appid: "1252500000", key: "b" },
};
const operations = {
  wangsu: "createChannel",
  aliyun: "addLivePullStreamInfoConfig",
  ksyun: "startLoop",
  "tencent-livecode": "startRecordingTask",
  "tencent-channel": "createLvbChannel",
  "tencent-queue": "getQueueMessages",
};

try {
  const accounts = Object.fromEntries(
    Object.entries(credentials).map(([service, fields]) => [
      service,
      { service, credentials: fields, endpoint: "http://127.0.0.1:9/" },
    ]),
  );
  writeFileSync(join(folder, "rundown.yaml"), JSON.stringify({ rundown: 1, accounts }));
  rundown("--version"); // builds when that is needed
  const { services } = JSON.parse(rundown("vendors", "--json").stdout);
  print("`rundown call` with a wrong parameter, to exit code 2, milliseconds");
  print("| service | median | 95 % | longest |\n|---|---:|---:|---:|");
  for (const { id } of services) {
    const times = [];
    for (let run = 0; run < runs + 2; run += 1) {
      const began = performance.now();
      const { status, stdout, stderr } = rundown("call", id, operations[id], "--params", '{"no-such":1}', "--json");
      times.push(performance.now() - began);
      if (status !== 2 || !stdout.includes("no-such")) throw new Error(`${id}: exit ${status}\n${stdout}${stderr}`);
    }
    // The first two warm the disk's cache.
    const sorted = times.slice(2).sort((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
    print(`| ${id} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`);
    if (at(0.5) >= limitMs) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function rundown(...args) {
  return spawnSync(process.execPath, [launcher, ...args], { cwd: folder, encoding: "utf8" });
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
