/**
 * Puts a simulator and receivers under steady load, each in a process of its own, and looks whether their memory grows.
 * `-- --seconds N` says how long each of them takes at most (default 60), `--requests N` how many requests (default
 * 200,000), `--subject simulator|embedded|receivers` which alone. Exits 1 unless all of them are flat.
 */
import { parseArgs } from "node:util";
import { isSubject, SUBJECTS } from "./soak/memory/messages.ts";
import { soakMemory } from "./soak/memory/soak.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    requests: { type: "string", default: "200000" },
    subject: { type: "string", multiple: true, default: [...SUBJECTS] },
    leak: { type: "boolean", default: false },
  },
});
const [seconds, requests] = [Number(values.seconds), Number(values.requests)];
if (!(seconds > 0 && requests > 0)) throw new RangeError("--seconds and --requests have to be above 0.");
for (const subject of values.subject) {
  if (!isSubject(subject))
    throw new RangeError(`--subject is one of ${SUBJECTS.join(", ")}, not ${subject}.`);
  const soaked = await soakMemory({ subject, seconds, requests, leak: values.leak });
  const { verdict, slope, error, limit, samples } = soaked;
  const [first, last] = [samples[0], samples.at(-1)];
  console.log(`\n${subject}`);
  console.log(`requests           ${soaked.requests} in ${soaked.seconds.toFixed(1)} s`);
  console.log(
    `heap               ${first && megabytes(first.heap)} at first, ${last && megabytes(last.heap)} at last`,
  );
  console.log(`                   ${samples.map(({ heap }) => (heap / 2 ** 20).toFixed(2)).join(" ")}`);
  console.log(
    `resident           ${first && megabytes(first.resident)}, ${last && megabytes(last.resident)}`,
  );
  console.log(`per 10,000         ${kilobytes(slope)} ± ${kilobytes(error)}, at most ${kilobytes(limit)}`);
  console.log(`verdict            ${verdict}`);
  if (verdict !== "flat") process.exitCode = 1;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
