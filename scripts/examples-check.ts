/** `npm run examples:check -- [--documents <folder>]`: judges specs/examples; see scripts/examples. */
import { fileURLToPath } from "node:url";
import { runExamplesCheck } from "./examples/command.ts";

const examplesFolder = fileURLToPath(new URL("../specs/examples/", import.meta.url));
const result = runExamplesCheck(process.argv.slice(2), examplesFolder);
for (const line of result.output) console.log(line);
for (const line of result.errors) console.error(line);
process.exitCode = result.exitCode;
