import { resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DeliveryError } from "./errors.ts";

/**
 * A place as a user writes it (`file:./recordings`, `file:/data/live`, `file:///data/a%20b`) as an absolute `file:` URL.
 * Relative ones count from `baseDir`. Throws when it is no `file:` place.
 */
export function resolvePlace(text: string, baseDir: string): string {
  const match = /^file:(?:\/\/(?:localhost)?(?=\/))?(.+)$/u.exec(text);
  const path = match?.[1];
  if (path === undefined || path.startsWith("//")) {
    throw new DeliveryError(text, "a place is written file:./folder or file:/folder");
  }
  return pathToFileURL(resolve(baseDir, decoded(path))).href;
}

/** The folder of a place. Places are absolute by now; a relative one would mean the root folder here, and is refused. */
export function placePath(place: string): string {
  if (!place.startsWith("file:/"))
    throw new DeliveryError(place, "the place must be a file: URL with an absolute path");
  try {
    return fileURLToPath(place);
  } catch (error) {
    throw new DeliveryError(place, "this is no file: URL of this machine", error);
  }
}

/** The path of a name below a place; a name that would leave the place is refused. */
export function pathBelow(place: string, name: string): string {
  const root = resolve(placePath(place));
  const path = resolve(root, name);
  const inside = root.endsWith(sep) ? root : root + sep;
  if (name === "" || !path.startsWith(inside)) throw new DeliveryError(place, `the name ${name} does not lie below it`);
  return path;
}

/** A path as it is shown and stored: a `file:` URL, blanks and other letters encoded. */
export function locationOf(path: string): string {
  return pathToFileURL(path).href;
}

/** People write blanks and Chinese names as they are, and URLs encoded; what does not decode is meant as it stands. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
