import { resolve } from "node:path";

/** Makes a `file:` place absolute, seen from a folder: `file:` and an absolute path, unencoded. Others stay as they are. */
export function absolutePlace(place: string, folder: string): string {
  if (!place.startsWith("file:")) return place;
  const path = place.slice("file:".length).replace(/^\/\/(localhost)?(?=\/)/, "");
  return `file:${resolve(folder, path)}`;
}
