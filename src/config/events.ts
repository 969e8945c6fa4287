import { eventFileSchema } from "../model/event-file.ts";
import type { EventFile } from "../model/event-file.ts";
import { eventRules } from "./event-rules.ts";
import type { EventRuleOptions } from "./event-rules.ts";
import { EventFileError, formatFault, formatPath, parsePath, sortFaults } from "./fault.ts";
import type { Fault } from "./fault.ts";
import { issueFaults } from "./issues.ts";
import { fileFault, listFiles, readText } from "./read-file.ts";
import { parseYaml } from "./yaml.ts";
import type { SourceDocument } from "./yaml.ts";

/** One event of a file, checked as far as the file alone allows. */
export interface LoadedEvent {
  readonly file: string;
  readonly event: EventFile;
  /** A fault at a dotted path of the file, for refusals of the planner. */
  fault(path: string, message: string): Fault;
}

export interface LoadedEvents {
  readonly events: readonly LoadedEvent[];
  readonly faults: readonly Fault[];
}

/** Reads event files and folders of them. All faults of all files at once; never throws. */
export function loadEvents(paths: readonly string[], options: EventRuleOptions = {}): LoadedEvents {
  const listed = paths.map(listFiles);
  const files = [...new Set(listed.flatMap((found) => found.files))];
  const parsed = files.map((file) => loadFile(file, options));
  const events = parsed.flatMap((found) => found.events);
  const ids = parsed.flatMap((found) => found.ids);
  const faults = [
    ...listed.flatMap((found) => found.faults),
    ...parsed.flatMap((found) => found.faults),
    ...doubles(ids),
  ];
  return { events, faults: sortFaults(faults) };
}

/** As `loadEvents`, but throws all faults as one `EventFileError`. */
export function readEvents(paths: readonly string[], options: EventRuleOptions = {}): readonly LoadedEvent[] {
  const { events, faults } = loadEvents(paths, options);
  if (faults.length > 0) throw new EventFileError(faults);
  return events;
}

/** Parses the text of one event file. */
export function parseEvents(file: string, text: string, options: EventRuleOptions = {}): LoadedEvents {
  const { events, faults, ids } = parseText(file, text, options);
  return { events, faults: sortFaults([...faults, ...doubles(ids)]) };
}

interface IdAt {
  readonly id: string;
  readonly at: Fault;
}

interface ParsedEvents extends LoadedEvents {
  readonly ids: readonly IdAt[];
}

function loadFile(file: string, options: EventRuleOptions): ParsedEvents {
  const read = readText(file);
  return read.ok ? parseText(file, read.text, options) : { events: [], faults: [read.fault], ids: [] };
}

function parseText(file: string, text: string, options: EventRuleOptions): ParsedEvents {
  const { documents, faults } = parseYaml(file, text);
  const checked = documents.map((document) => checkDocument(document, options));
  const all = [...faults, ...checked.flatMap((one) => one.faults)];
  if (documents.length === 0 && faults.length === 0) all.push(fileFault(file, "holds no event"));
  return {
    events: faults.length > 0 ? [] : checked.flatMap((one) => one.events),
    faults: all,
    ids: checked.flatMap((one) => one.ids),
  };
}

function checkDocument(document: SourceDocument, options: EventRuleOptions): ParsedEvents {
  const parsed = eventFileSchema.safeParse(document.value);
  const isGroup = typeof document.value === "object" && document.value !== null && !Array.isArray(document.value);
  const rules = isGroup ? eventRules(document.value, options) : [];
  const faults = [
    ...(parsed.success ? [] : issueFaults(document, eventFileSchema, parsed.error.issues)),
    ...rules.map((rule) => document.fault(rule.path, rule.message, rule.on)),
  ];
  if (!parsed.success) return { events: [], faults, ids: [] };
  const loaded: LoadedEvent = {
    file: document.file,
    event: parsed.data,
    fault: (path, message) => document.fault(parsePath(path), message),
  };
  const ids = [{ id: parsed.data.id, at: document.fault(["id"], "") }];
  return { events: faults.length === 0 ? [loaded] : [], faults, ids };
}

function doubles(ids: readonly IdAt[]): readonly Fault[] {
  const first = new Map<string, Fault>();
  return ids.flatMap(({ id, at }) => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, at);
      return [];
    }
    const where = formatFault({ ...earlier, path: "", message: "" }).trim();
    return [{ ...at, path: formatPath(["id"]), message: `${id} is already used at ${where}; an id is used once` }];
  });
}
