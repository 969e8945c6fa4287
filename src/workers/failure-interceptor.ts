import { ApplicationFailure } from "@temporalio/common";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import { DeliveryError } from "../activities/fetch/errors.ts";
import { StepFailure } from "../activities/step.ts";
import { VendorFailure } from "../vendors/kit/failure.ts";

/**
 * The one place that knows both a vendor's failure and Temporal's. All go back to the engine, which knows when another
 * try is right; only what is no failure of a vendor or a disk is retried by the server.
 */
export const failureInterceptor: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof StepFailure) throw vendorFailure(error.failure, error.calls);
      if (error instanceof VendorFailure) throw vendorFailure(error, 0);
      if (error instanceof DeliveryError)
        throw ApplicationFailure.create({ message: error.message, type: "DeliveryError", nonRetryable: true });
      throw error;
    }
  },
};

function vendorFailure(failure: VendorFailure, calls: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${failure.kind}: ${failure.message}`,
    type: "VendorFailure",
    nonRetryable: true,
    details: [failure.toInfo(), { calls }],
  });
}
