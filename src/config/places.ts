import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Makes a `file:` place an absolute `file:` URL; relative ones count from a folder. `store:` and `s3:` stay as they are.
 * People write blanks and Chinese names as they are, and URLs encoded: both are taken.
 */
export function absolutePlace(place: string, folder: string): string {
  if (!place.startsWith("file:")) return place;
  const path = place.slice("file:".length).replace(/^\/\/(localhost)?(?=\/)/, "");
  return pathToFileURL(resolve(folder, decoded(path))).href;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
