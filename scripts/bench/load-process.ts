/** Puts the simulator under load in a process of its own, and sends what was found to the one that asked. */
import { load } from "../load/load.ts";

const [calls, waves] = process.argv.slice(2).map(Number);
if (!calls || !waves) throw new RangeError("How many calls, and how many waves?");
const result = await load({ calls, waves });
process.send?.(result, () => process.exit(0));
