/** Resolves after some wall milliseconds, or at once when the signal fires; never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end, { once: true });
  });
}

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Resolves with the name of the signal. */
  readonly happened: Promise<NodeJS.Signals>;
  dispose(): void;
}

/** Turns the first SIGINT or SIGTERM into an abort; the second ends the process at once. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  const { promise, resolve } = deferred<NodeJS.Signals>();
  let count = 0;
  const handler = (name: NodeJS.Signals): void => {
    count += 1;
    if (count > 1) process.exit(130);
    resolve(name);
    controller.abort();
  };
  process.on("SIGINT", handler);
  process.on("SIGTERM", handler);
  return {
    signal: controller.signal,
    happened: promise,
    dispose: () => {
      process.off("SIGINT", handler);
      process.off("SIGTERM", handler);
    },
  };
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
}
