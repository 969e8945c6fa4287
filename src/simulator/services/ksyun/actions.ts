import type { Envelope } from "./reply.ts";

/** One operation of the document: how it is called and which envelope it answers with. */
export interface Action {
  readonly operation: string;
  readonly method: "GET" | "POST";
  readonly envelope: Envelope;
}

const get = (operation: string): Action => ({ operation, method: "GET", envelope: "large" });
const post = (operation: string, envelope: Envelope = "large"): Action => ({ operation, method: "POST", envelope });

/** By the name on the wire. */
const actions: ReadonlyMap<string, Action> = new Map([
  ["Preset", post("createPreset")],
  ["UpdatePreset", post("updatePreset")],
  ["DelPreset", get("deletePreset")],
  ["GetPresetList", get("listPresets")],
  ["GetPresetDetail", get("getPreset")],
  ["GetStreamTranList", get("listStreamTranscodes")],
  ["StartStreamPull", post("startStreamPull")],
  ["StopStreamPull", post("stopStreamPull")],
  ["StartLoop", post("startLoop")],
  ["StopLoop", post("stopLoop")],
  ["UpdateLoop", post("updateLoop")],
  ["GetLoopList", get("listLoops")],
  ["RedirectStart", post("startRedirect", "small")],
  ["RedirectStop", post("stopRedirect", "small")],
  ["GetTaskList", get("listTasks")],
]);

export function actionOf(wireName: string | null): Action | undefined {
  return wireName === null ? undefined : actions.get(wireName);
}
