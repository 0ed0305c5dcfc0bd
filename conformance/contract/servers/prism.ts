import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { VersionName } from "../../../generated/versions.ts";
import { isObject, type JsonObject } from "../schema/schema.ts";
import { bundledDocument } from "../documents.ts";
import type { PrismBatch, PrismMessage, PrismRequest } from "./prism-batch.ts";
import { prismDocument } from "./prism-document.ts";

/** Prism's servers, one for each version, in a process of their own. */
export interface PrismServers {
  /** Address of a version without a slash at the end. Waits until Prism listens. */
  address(version: VersionName): Promise<string>;
  /** Which requests to a path template Prism's validator accepts, judged without a socket. */
  judge(version: VersionName, template: string, requests: readonly PrismRequest[]): Promise<boolean[]>;
  close(): void;
}

/**
 * Starts Prism on loopback: it validates requests and credentials, and answers with the documented examples.
 * It takes about two seconds to load, during which this process can work.
 *
 * @param upstreams - servers whose answers Prism gives instead, with what it has against either side in a header
 */
export function startPrism(
  versions: readonly VersionName[],
  upstreams: Readonly<Record<string, string>> = {},
): PrismServers {
  const child = fork(fileURLToPath(new URL("prism-process.js", import.meta.url)), { execArgv: [] });
  const waiting = new Map<number, PromiseWithResolvers>();
  let last = 0;

  const answerTo = (id: number): Promise<JsonObject> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  child.on("message", (message) => {
    if (isObject(message) && typeof message["id"] === "number") waiting.get(message["id"])?.resolve(message);
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`Prism ended with ${code} and left work undone.`));
  });
  const documents = versions.map((version) => [version, prismDocument(bundledDocument(version))] as const);
  const listening = answerTo(0);
  child.send({ id: 0, documents: Object.fromEntries(documents), upstreams } satisfies PrismMessage);
  // Whoever asks for an address gets the failure; nobody may have asked yet.
  listening.catch(() => undefined);

  return {
    async address(version) {
      const { addresses } = await listening;
      const address = isObject(addresses) ? addresses[version] : undefined;
      if (typeof address !== "string") throw new RangeError(`Prism does not serve ${version}.`);
      return address;
    },
    async judge(version, template, requests) {
      const batch: PrismBatch = { id: ++last, version, template, requests };
      const answer = answerTo(batch.id);
      child.send(batch);
      const { accepted } = await answer;
      if (!Array.isArray(accepted) || !accepted.every((verdict) => typeof verdict === "boolean")) {
        throw new RangeError(`Prism serves no ${template} in ${version}.`);
      }
      return accepted;
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}

interface PromiseWithResolvers {
  readonly resolve: (answer: JsonObject) => void;
  readonly reject: (reason: Error) => void;
}
