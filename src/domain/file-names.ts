/** What a file's name is made of. */
export interface NameParts {
  readonly id: string;
  readonly title?: string;
  readonly path: string;
  /** Extension without the dot. */
  readonly ext: string;
  /** Event milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Milliseconds that the event's zone is ahead of UTC at `fromMs`; worked out by the caller, this file knows no zones. */
  readonly offsetMs: number;
}

const placeholders = ["id", "title", "date", "from", "to", "path", "ext"] as const;
type Placeholder = (typeof placeholders)[number];

/** Longest name of one folder or file that common file systems take, in bytes of UTF-8, less room for `_2` and a temporary name. */
const longestPartBytes = 200;
const badInNames = new Set(Array.from('<>:"|?*\\'));

/** Faults of a name template, each a sentence; none when it is fine. Example: `{id}/{date}_{from}-{to}_{path}.{ext}`. */
export function checkTemplate(template: string): string[] {
  const faults: string[] = [];
  if (template.trim() === "") return ["the name is empty"];
  if (template.startsWith("/")) faults.push("the name must be relative to the place: it must not begin with /");
  for (const [whole, name] of template.matchAll(/\{([^{}]*)\}/gu)) {
    if (!isPlaceholder(name ?? "")) {
      faults.push(`${whole} is not known; known are ${placeholders.map((known) => `{${known}}`).join(", ")}`);
    }
  }
  const literal = template.replaceAll(/\{[^{}]*\}/gu, "x");
  if (/[{}]/u.test(literal)) faults.push("a brace is not closed or not opened");
  const bad = [...new Set(Array.from(literal).filter((char) => badInNames.has(char) || isControl(char)))];
  if (bad.length > 0) faults.push(`not allowed in a name: ${bad.map((char) => JSON.stringify(char)).join(" ")}`);
  const parts = literal.replace(/^\//u, "").split("/");
  if (parts.some((part) => part === "." || part === ".."))
    faults.push("the folders . and .. are not allowed in a name");
  if (parts.some((part) => part.trim() === "")) faults.push("a folder or the file has an empty name");
  if (parts[0] === ".partial") faults.push("the folder .partial is kept for unfinished downloads");
  if (parts.at(-1) === "report.json") faults.push("the name report.json is kept for the event's report");
  return faults;
}

/** Name of a file below a place, folders separated by `/`; always relative, safe on common file systems, never outside the place. */
export function fileName(template: string, parts: NameParts): string {
  const values: Record<Placeholder, string> = {
    id: parts.id,
    title: parts.title ?? parts.id,
    date: stamp(parts.fromMs + parts.offsetMs).slice(0, 8),
    from: stamp(parts.fromMs + parts.offsetMs).slice(8),
    to: stamp(parts.toMs + parts.offsetMs).slice(8),
    path: parts.path,
    ext: parts.ext,
  };
  const segments = template.split("/").map((segment) => {
    const filled = segment.replaceAll(/\{([^{}]*)\}/gu, (whole, name: string) =>
      isPlaceholder(name) ? harmless(values[name]) : whole,
    );
    return safeSegment(filled);
  });
  const kept = segments.filter((segment) => segment !== "");
  return kept.length === 0 ? "file" : kept.join("/");
}

/** The name, or the name with `_2`, `_3` … before its extension when it is taken. Letter case does not tell names apart. */
export function freeName(name: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((other) => other.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = numberedName(name, number);
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}

/** `a/b.mp4`, 2 → `a/b_2.mp4`; 1 leaves the name as it is. */
export function numberedName(name: string, number: number): string {
  if (number <= 1) return name;
  const dot = name.lastIndexOf(".");
  const at = dot > name.lastIndexOf("/") + 1 ? dot : name.length;
  return `${name.slice(0, at)}_${number}${name.slice(at)}`;
}

/** YYYYMMDDHHMMSS of a time already shifted into its zone. */
function stamp(localMs: number): string {
  return new Date(Math.round(localMs / 1_000) * 1_000).toISOString().replaceAll(/[-T:]/gu, "").slice(0, 14);
}

/** A value may hold anything a person typed or a vendor sent: no folders, nothing that a file system or a terminal takes amiss. */
function harmless(value: string): string {
  return Array.from(value, (char) => (char === "/" || badInNames.has(char) || isControl(char) ? "_" : char)).join("");
}

function safeSegment(segment: string): string {
  const clean = harmless(segment).trim();
  if (/^\.+$/u.test(clean)) return "_".repeat(clean.length);
  return cut(clean);
}

/** Cuts a long name before its extension, between characters. */
function cut(segment: string): string {
  if (bytesOf(segment) <= longestPartBytes) return segment;
  const dot = segment.lastIndexOf(".");
  const ext = dot > 0 && bytesOf(segment.slice(dot)) <= 16 ? segment.slice(dot) : "";
  const stem = Array.from(segment.slice(0, segment.length - ext.length));
  while (stem.length > 0 && bytesOf(stem.join("") + ext) > longestPartBytes) stem.pop();
  return stem.join("") + ext;
}

/** Bytes of UTF-8; TextEncoder is no part of ES2023. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Control characters, and those that turn the direction of writing around in a listing. */
function isControl(char: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(char);
}

function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((known) => known === name);
}
