/** Puts the parties of this package under the gate in a process of its own, and sends what was found to the one that asked. */
import { verifyParties } from "./verify.ts";

const runs = await verifyParties({ versions: process.argv.slice(2) });
process.send?.(runs, () => process.exit(0));
