import { runOwnClient } from "./client.ts";

/** Our own clients as a program, for `verify client -- node --import tsx conformance/parties/client-program.ts`. */
process.exitCode = await runOwnClient(process.env, (failure) => process.stderr.write(`${failure}\n`));
