import type { CallReply } from "./operation.ts";
import { VendorFailure } from "./failure.ts";

/** The answer of a page; null where the vendor's code says that it lies behind the last one. */
export async function pageOrEnd(
  answer: Promise<CallReply>,
  endCodes: readonly string[] | undefined,
): Promise<CallReply | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof VendorFailure && error.code !== null && endCodes?.includes(error.code) === true) return null;
    throw error;
  }
}
