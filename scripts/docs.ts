/** Builds one self-contained HTML page per version from the bundled documents, into `reports/docs/`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { listVersions, redoclyCli } from "./generate/document.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const { service, apiVersion } of listVersions(root)) {
  const page = `reports/docs/${service}-${apiVersion}.html`;
  const document = `generated/${service}/${apiVersion}/openapi.json`;
  const run = spawnSync(
    process.execPath,
    [redoclyCli(), "build-docs", document, "--inlineBundle", "--output", page],
    { cwd: root, encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`${document} cannot be turned into a page:\n${run.stderr}`);
  console.log(page);
}
