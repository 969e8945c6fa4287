// For `node --import`: writes the address of every module that is loaded to the file named in RUNDOWN_TEST_IMPORTS.
import { appendFileSync } from "node:fs";
import { register } from "node:module";

const file = process.env["RUNDOWN_TEST_IMPORTS"];
const hook = `
  import { appendFileSync } from "node:fs";
  export async function load(url, context, next) {
    appendFileSync(${JSON.stringify(file)}, url + "\\n");
    return next(url, context);
  }
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
appendFileSync(file, "");
