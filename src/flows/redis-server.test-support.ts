import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = "/usr/bin/redis-server";

/** Why tests with a real Redis cannot run here; `undefined` where they can. */
export const redisMissing: string | undefined = existsSync(PROGRAM)
  ? undefined
  : `${PROGRAM} is not installed (Debian: apt-get install redis-server)`;

/** A Redis of its own, that keeps nothing. */
export interface RedisServer {
  readonly url: string;
  /** Ends it at once, as if it had crashed. */
  stop(): Promise<void>;
}

/** Starts one on loopback and waits until it takes connections. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const own = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-redis-"));
  const options = { port: String(own), bind: "127.0.0.1", save: "", appendonly: "no", dir: folder };
  const child = spawn(
    PROGRAM,
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (/Ready to accept connections/.test(text)) resolve();
    });
    child.once("exit", () => reject(new Error(`Redis did not start: ${text}`)));
  });
  return {
    url: `redis://127.0.0.1:${own}`,
    async stop() {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("There is no free port.");
  return address.port;
}
