import type { Verdict } from "../kit/engine.ts";
import { recordOf } from "../kit/rules.ts";
import { explain, kindOfNumber } from "./failures.ts";

interface Result {
  readonly reqid: string;
  readonly errno: string;
}

/**
 * Reads RedirectStart's `reqlist`: null when every pair has a task, else a failure that names the pairs without one and
 * the ids of the tasks that run. The document does not say whether failed pairs are listed or left out, so only a list
 * of full length is read by position.
 */
export function judgeBatch(
  pairs: number,
  body: Readonly<Record<string, unknown>>,
  requestId: string | null,
): Verdict | null {
  const results = (Array.isArray(body["reqlist"]) ? body["reqlist"] : []).map(resultOf);
  const failed = results.flatMap((result, at) => (result.errno === "0" ? [] : [{ errno: result.errno, at }]));
  if (failed.length === 0 && results.length >= pairs) return null;
  const byPlace = results.length === pairs;
  const named = [...new Set(failed.map((each) => each.errno))].map((errno) => {
    const places = failed.filter((each) => each.errno === errno).map((each) => `src[${each.at}]`);
    return `${byPlace ? places.join(", ") : `${places.length} of ${pairs} pairs`}: ${explain(errno, `errno ${errno}`)}`;
  });
  const missing = pairs - results.length;
  if (missing > 0) named.push(`${missing} of ${pairs} pairs are not in the answer`);
  const code = failed[0]?.errno ?? null;
  return {
    ok: false,
    kind: code === null ? "unknown-outcome" : kindOfNumber(code, true),
    code,
    message: `not every pair was started: ${named.join("; ")}; ${runningText(results, byPlace)}`,
    requestId,
  };
}

/** Ids of what runs nevertheless: a person may want to stop it. */
function runningText(results: readonly Result[], byPlace: boolean): string {
  const running = results.flatMap(({ reqid, errno }, at) =>
    errno === "0" ? [byPlace ? `src[${at}] as ${reqid}` : reqid] : [],
  );
  return running.length === 0 ? "none runs" : `running: ${running.join(", ")}`;
}

function resultOf(raw: unknown): Result {
  const { reqid, errno } = recordOf(raw);
  return { reqid: textOf(reqid), errno: textOf(errno) === "" ? "0" : textOf(errno) };
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
