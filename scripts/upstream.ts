/** `npm run upstream`: compares our specs with the vendor's own definitions; see scripts/upstream. */
import { fileURLToPath } from "node:url";
import { runUpstream } from "./upstream/command.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { exitCode, output, errors } = await runUpstream(process.argv.slice(2), root);
process.stdout.write(output);
process.stderr.write(errors);
process.exitCode = exitCode;
