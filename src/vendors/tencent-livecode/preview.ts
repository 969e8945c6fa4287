import type { PlannedCall, PlannedStep } from "../../model/planned-call.ts";
import { formatChinaTime } from "../kit/china-time.ts";
import { operations } from "./operations.ts";
import type { LivecodeOperation } from "./operations.ts";
import { recordingParams, recordingSpec } from "./resources/recording.ts";
import { interrupt } from "./status.ts";

type Params = Readonly<Record<string, string | number>>;

/** The call a step of an event will make, its parameters as they go on the wire; appid, t and sign are left out. */
export function preview(step: PlannedStep): PlannedCall | null {
  switch (step.do) {
    case "create":
      return planned(operations.startRecordingTask, recordingParams(recordingSpec.parse(step.spec), 0));
    case "close": {
      const { stream } = recordingSpec.parse(step.spec);
      return planned(operations.stopRecordingTask, {
        channel_id: stream,
        task_id: "(from the answer of Live_Tape_Start)",
        task_sub_type: 0,
      });
    }
    case "observe":
      return planned(operations.getChannelStatus, { channel_id: step.stream });
    case "cut":
      return planned(operations.setChannelStatus, { channel_id: step.stream, status: interrupt });
    case "list-files":
      return planned(operations.getRecordingFileList, {
        channel_id: step.stream,
        page_no: 1,
        page_size: 100,
        sort_type: "asc",
        start_time: formatChinaTime(step.fromMs),
        end_time: formatChinaTime(step.untilMs),
      });
  }
}

function planned(operation: LivecodeOperation, params: Params): PlannedCall {
  const prefix = operation.wire.as === "query" ? operation.wire.prefix : {};
  const wire = Object.entries(params).map(([name, value]) => [`Param.${prefix[name] ?? "s"}.${name}`, value]);
  return { operation: operation.id, wireName: operation.wireName, params: Object.fromEntries(wire) };
}
