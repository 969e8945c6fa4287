import type { RequestPreview } from "../../vendors/port.ts";

/** Method and address, headers, body: as it would travel. */
export function requestText(request: RequestPreview): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request.method} ${request.url}`, ...headers, ...(request.body === null ? [] : ["", request.body])].join(
    "\n",
  );
}

/** The same as a command of a POSIX shell; what is hidden has to be filled in by hand. */
export function curlCommand(request: RequestPreview): string {
  const parts = [
    `curl -X ${request.method} ${quoted(request.url)}`,
    ...Object.entries(request.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(request.body === null ? [] : [`--data-raw ${quoted(request.body)}`]),
  ];
  return parts.join(" \\\n  ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
