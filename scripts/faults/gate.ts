import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { node, simulator } from "./built.ts";

/** Flags by which one check alone is run, which a simulator passes. */
export const ONE_CHECK = ["--check", "graph.transfer/response/status", "--api-version", "beta"] as const;

/** Serves a simulator until the test is over. */
export async function serveSimulator(): Promise<string> {
  const server = await node.serveSimulator(simulator.createSimulator());
  onTestFinished(async () => void (await server.close(0)));
  return server.url;
}

/** A server that takes connections and requests, and never answers. */
export async function serveSilence(): Promise<{ readonly url: string; readonly requests: () => number }> {
  let requests = 0;
  const server = createServer(() => requests++);
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

/** A folder that is gone when the test is over. */
export function folder(): (name: string) => string {
  const path = mkdtempSync(join(tmpdir(), "call-handoff-faults-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return (name) => join(path, name);
}
