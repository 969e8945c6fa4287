// What is fresh in a checkout. Only Node's own modules: it runs before anything is installed, and before each command.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const installedStamp = join(root, "node_modules", ".rundown-setup");
const builtStamp = join(root, "dist", ".rundown-setup");

/** An installed package has no sources: there is nothing to set up. */
export function isCheckout() {
  return isFile(join(root, "tsconfig.build.json")) && isFile(join(root, "package-lock.json"));
}

/** True when node_modules holds what package-lock.json asks for, whoever installed it. */
export function packagesFresh() {
  const files = [join(root, "package-lock.json"), join(root, "node_modules", ".package-lock.json")];
  if (!files.every(isFile)) return false;
  const looks = files.map(lookOf).join("\n");
  if (read(installedStamp) === looks) return true;
  const [wanted, installed] = files.map((file) => JSON.parse(readFileSync(file, "utf8")).packages);
  const same = Object.entries(wanted).every(([path, entry]) => {
    const present = installed[path];
    return path === "" || (present === undefined ? isOptional(entry) : present.version === entry.version);
  });
  if (same) writeFileSync(installedStamp, looks);
  return same;
}

function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true || entry.peer === true;
}

/** True when dist was built from these very sources. */
export function buildFresh() {
  const stamp = parse(read(builtStamp));
  if (stamp === undefined || !isFile(join(root, "dist", "cli", "main.js"))) return false;
  const files = sources();
  const looks = digest(files.map((file) => lookOf(file)));
  if (stamp.looks === looks) return true;
  // Times change with every checkout of another branch and back; what was built has not.
  const fresh = stamp.contents === contentsOf(files);
  if (fresh) writeFileSync(builtStamp, JSON.stringify({ ...stamp, looks }));
  return fresh;
}

/** What the sources look like before a build; handed to markBuilt after it, so that an edit meanwhile is not missed. */
export function sourcesNow() {
  const files = sources();
  return { looks: digest(files.map((file) => lookOf(file))), contents: contentsOf(files) };
}

export function markBuilt(before) {
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(builtStamp, JSON.stringify(before));
}

function sources() {
  const tree = readdirSync(join(root, "src"), { recursive: true }).map((name) => join(root, "src", name));
  const single = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];
  return [...tree.filter((path) => /\.(ts|mts|json)$/.test(path)).sort(), ...single.map((name) => join(root, name))];
}

function contentsOf(files) {
  return digest(files.map((file) => `${file.slice(root.length)}\n${readFileSync(file, "utf8")}`));
}

function lookOf(file) {
  const { mtimeMs, size } = statSync(file);
  return `${file.slice(root.length)} ${mtimeMs} ${size}`;
}

function digest(lines) {
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function read(path) {
  return isFile(path) ? readFileSync(path, "utf8") : undefined;
}

function parse(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
