/**
 * Starts workerd with the Worker of this folder: `workerd-host.js client`, `inside`, or `receivers <port>`. As a program
 * under the gate it ends as the Worker's part ends.
 */
import { readFileSync } from "node:fs";
import { Miniflare } from "miniflare";

const [, , part, port] = process.argv;
const bindings = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name.startsWith("CALL_HANDOFF_")),
);
const worker = new Miniflare({
  modules: true,
  script: readFileSync(new URL("worker.bundle.js", import.meta.url), "utf8"),
  // Nothing of Node.js: what has to be there is what every runtime has.
  compatibilityDate: "2026-07-30",
  bindings,
  host: "127.0.0.1",
  port: Number(port ?? 0),
});
const url = await worker.ready;

if (part === "receivers") {
  process.once("SIGTERM", () => void worker.dispose().then(() => process.exit(0)));
} else {
  // Not by dispatchFetch, which names a host of its own in the address of the request.
  const response = await fetch(new URL(part, url));
  const text = await response.text();
  await worker.dispose();
  if (part === "inside") process.stdout.write(`${text}\n`);
  const failures = response.ok && part === "client" ? JSON.parse(text) : [];
  if (!response.ok) failures.push(`The Worker answered with ${response.status}: ${text}`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exit(failures.length > 0 ? 1 : 0);
}
