/** `npm run mutants`: shows for every check of the gate a party that is right but for what the check is about. */
import { parseArgs } from "node:util";
import { catalogue } from "./gate/catalogue.ts";
import { matchesGlob } from "./gate/glob.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { prove, type Proof } from "./mutants/prove.ts";
import { clientMutants } from "./mutants/client.ts";
import { receivers } from "./mutants/receivers.ts";
import { servers } from "./mutants/servers.ts";

const { values } = parseArgs({
  options: { check: { type: "string", default: "**" }, verbose: { type: "boolean", default: false } },
});

const mutants: readonly Mutant[] = [...servers, ...clientMutants, ...receivers];
const wanted = mutants.filter(({ proves }) => proves.some((id) => matchesGlob(id, values.check)));
const startedAt = performance.now();
const proofs = await prove(wanted, 8);

const byCheck = new Map<string, Proof[]>();
for (const proof of proofs)
  for (const id of proof.mutant.proves)
    if (!proof.missed.some((one) => one === id)) byCheck.set(id, [...(byCheck.get(id) ?? []), proof]);

const checks: readonly string[] = [...catalogue.keys()]
  .filter((id) => matchesGlob(id, values.check))
  .toSorted();
const width = Math.max(...checks.map((id) => id.length));
for (const id of checks) {
  const names = (byCheck.get(id) ?? []).map(({ mutant, caught }) => {
    const others = caught.filter((one) => !mutant.proves.some((proved) => proved === one)).length;
    return others === 0 ? mutant.name : `${mutant.name} (and ${others} more)`;
  });
  console.log(`${id.padEnd(width)}  ${names.join(", ") || "NO MUTANT"}`);
}
const unproved = checks.filter((id) => !byCheck.has(id));
const survivors = proofs.filter(({ missed, errors }) => missed.length > 0 || errors.length > 0);
for (const { mutant, caught, missed, errors } of survivors) {
  console.log(`\nNOT CAUGHT: ${mutant.name}: ${mutant.about}`);
  console.log(`  missed: ${missed.join(", ") || "-"}`);
  console.log(`  caught: ${caught.join(", ") || "-"}`);
  for (const error of errors) console.log(`  error: ${error.split("\n").slice(0, 4).join("\n    ")}`);
}
if (values.verbose)
  for (const { mutant, caught } of proofs) console.log(`${mutant.name}: ${caught.join(", ")}`);
const alone = proofs.filter(({ mutant, caught }) =>
  caught.every((id) => mutant.proves.some((one) => one === id)),
);
console.log(
  `\n${checks.length - unproved.length} of ${checks.length} checks proved by ${proofs.length} mutants, ` +
    `${alone.length} of which are caught by nothing else; ${survivors.length} not caught; ` +
    `${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
);
process.exit(unproved.length + survivors.length > 0 || checks.length === 0 ? 1 : 0);
