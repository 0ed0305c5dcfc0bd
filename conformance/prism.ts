/** `npm run verify:prism`: puts Prism, serving our specs, under `verify server`. What it prints is the table of docs/gate.md. */
import { versionNames } from "./contract/documents.ts";
import { startPrism } from "./contract/servers/prism.ts";
import type { Run } from "./report/check.ts";
import { underGate } from "./contract/prism-gate.ts";

const prism = startPrism(versionNames);
try {
  const runs: Run[] = [];
  for (const version of versionNames) runs.push(await underGate(version, await prism.address(version)));
  const groups = [...new Set(runs.flatMap(({ checks }) => checks.map(({ id }) => id.split("/")[1] ?? "")))];
  console.log("| group | passed | failed | not testable | excluded |\n| --- | --- | --- | --- | --- |");
  for (const group of groups) {
    const own = runs.flatMap(({ checks }) => checks.filter(({ id }) => id.split("/")[1] === group));
    const count = (status: string) => own.filter((check) => check.status === status).length || "";
    const cells = ["passed", "failed", "notTestable", "excluded"].map(count);
    console.log(`| ${group} | ${cells.join(" | ")} |`);
  }
  const failed = runs.flatMap(({ checks }) => checks.filter(({ status }) => status === "failed"));
  console.log("\nFailed:");
  for (const text of new Set(failed.map(({ id, message }) => `${id}: ${message.split("\n")[0]}`)))
    console.log(`- ${text}`);
} finally {
  prism.close();
}
