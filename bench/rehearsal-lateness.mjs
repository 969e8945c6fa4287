// How late the steps of a rehearsal are on the wall, at 100× and with one event: the summary's own figures of several runs.
// Usage: node bench/rehearsal-lateness.mjs [runs] [speed]
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const runs = Number(process.argv[2] ?? 3);
const speed = process.argv[3] ?? "100";
const rows = [];
for (let run = 1; run <= runs; run += 1) {
  const out = execFileSync("node", ["rundown", "rehearse", "examples/town-hall.yaml", "--speed", speed, "--json"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const summary = JSON.parse(out.trim().split("\n").at(-1));
  rows.push({ run, ok: summary.ok, ...summary.latenessMs, wallSeconds: summary.wallSeconds });
}
console.table(rows);
const middle = (key) => rows.map((row) => row[key]).sort((a, b) => a - b)[Math.floor(rows.length / 2)];
console.log(
  `speed ${speed}×, ${runs} runs: median of medians ${middle("median")} ms, median of p99 ${middle("p99")} ms`,
);
