const mostBrackets = 100;
const mostDashes = 100;
const mostIndent = 400;

/**
 * Where a text is nested deeper than any person writes, as an offset; null when it is not. Checked before parsing: the
 * YAML parser calls itself once a level, and a file of brackets alone would end the process.
 */
export function tooDeepAt(text: string): number | null {
  const line = new RegExp(`^(?: {${mostIndent},}|[ \\t]*(?:[-?][ \\t]+){${mostDashes},})`, "m").exec(text);
  const bracket = deepBracket(text);
  if (line === null) return bracket;
  return bracket === null ? line.index : Math.min(line.index, bracket);
}

/** Brackets in quotes and remarks count too: a hundred that are never closed are in no real file. */
function deepBracket(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > mostBrackets) return at;
  }
  return null;
}
