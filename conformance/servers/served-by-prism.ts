import type { VersionName } from "../../generated/versions.ts";
import type { Served } from "../checks/documented.ts";
import { bundledDocument } from "../documents.ts";
import { startPrism } from "./prism.ts";
import { prismDocument } from "./prism-document.ts";

/** A version served by Prism over a socket. */
export async function servedByPrism(version: VersionName): Promise<Served & { close(): Promise<void> }> {
  const server = await startPrism(prismDocument(bundledDocument(version)));
  return {
    url: server.url,
    name: "prism",
    complaints: (response) => response.headers.get("sl-violations") ?? "",
    close: () => server.close(),
  };
}
