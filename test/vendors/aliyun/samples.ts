import type { Samples } from "../../support/operation-suite.ts";
import { liveSamples } from "./samples/live.ts";
import { studioSamples } from "./samples/studio.ts";

/** Parameters for every operation; fixed times are those of the bench. */
export const samples: Samples = { ...liveSamples, ...studioSamples };
