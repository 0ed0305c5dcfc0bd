/** Puts the parties of this package under the gate, as `npm run verify` does beside the judgement of the contract. */
import { verifyParties } from "../../conformance/parties/verify.ts";
import { isFatal } from "../../conformance/report/check.ts";

const runs = await verifyParties();
const bad = runs.flatMap(({ checks }) => checks.filter((check) => isFatal(check, false)));
for (const { id, apiVersion, status, message } of bad)
  console.error(`${status} ${id} (${apiVersion}): ${message}`);
const isEmpty = runs.length === 0 || runs.some(({ checks }) => checks.length === 0);
process.exit(bad.length > 0 || isEmpty ? 1 : 0);
