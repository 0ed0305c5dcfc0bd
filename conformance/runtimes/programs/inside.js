/** The simulator and the tracker in the process of their bot. Prints its checks. */
import { judgeInProcess } from "./in-process.js";

process.stdout.write(`${JSON.stringify(await judgeInProcess())}\n`);
process.exit(0);
