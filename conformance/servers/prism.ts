import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { VersionName } from "../../generated/versions.ts";
import { isObject } from "../schema/schema.ts";

/** Prism's mock servers, one for each version, in a process of their own. */
export interface PrismServers {
  /** Address of a version without a slash at the end. Waits until Prism listens. */
  address(version: VersionName): Promise<string>;
  close(): void;
}

/**
 * Starts Prism on loopback: it validates requests and credentials, and answers with the documented examples.
 * It takes about two seconds to load, during which this process can work.
 */
export function startPrism(versions: readonly VersionName[]): PrismServers {
  const source = import.meta.url.endsWith(".ts");
  const module = fileURLToPath(new URL(source ? "prism-process.ts" : "prism-process.js", import.meta.url));
  const child = fork(module, [...versions], { execArgv: source ? ["--import", "tsx"] : [] });
  const listening = new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    child.once("message", (message) =>
      isObject(message) ? resolve(message) : reject(new TypeError("No addresses.")),
    );
    child.once("exit", (code) => reject(new Error(`Prism ended with ${code} before it listened.`)));
  });
  // Whoever asks for an address gets the failure; nobody may have asked yet.
  listening.catch(() => undefined);
  return {
    async address(version) {
      const address = (await listening)[version];
      if (typeof address !== "string") throw new RangeError(`Prism does not serve ${version}.`);
      return address;
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}
