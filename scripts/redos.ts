/**
 * Looks for regular expressions that somebody's text could keep busy for long: every pattern of the specs, every literal
 * and every `RegExp` call of the code, judged by recheck. What is judged once is kept in `scripts/redos/verdicts.json`.
 * `--again` judges all afresh, which takes minutes; `--write` keeps the verdicts.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { report } from "./redos/report.ts";
import { readLedger } from "./redos/ledger.ts";
import { madeDuring } from "./redos/made.ts";
import { searchProject } from "./redos/search.ts";
import { judgeAll, keep } from "./redos/verdicts.ts";

const { values } = parseArgs({ options: { again: { type: "boolean" }, write: { type: "boolean" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const file = fileURLToPath(new URL("redos/verdicts.json", import.meta.url));

const ledger = readLedger(new URL("redos/ledger.yaml", import.meta.url));
const { patterns, dynamic } = searchProject(root);
const made = [];
for (const path of new Set(ledger.dynamic.filter(({ loads }) => loads).map((one) => one.file)))
  made.push(...(await madeDuring(path, () => import(pathToFileURL(`${root}/${path}`).href))));
const foretold = ledger.dynamic.flatMap((one) =>
  (one.makes ?? []).map((source) => ({ source, flags: "", at: `${one.file}, as it makes them` })),
);

const judged = judgeAll([...patterns, ...made, ...foretold], file, values.again === true);
if (values.write === true) keep(judged.verdicts, file);
const { lines, isGood } = report({
  judged: values.write === true ? { ...judged, stale: [] } : judged,
  found: patterns.length,
  made: made.length + foretold.length,
  dynamic,
  ledger,
});
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = isGood ? 0 : 1;
