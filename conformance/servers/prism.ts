import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { createServer } from "@stoplight/prism-http-server";
import type { JsonObject } from "../schema/schema.ts";

/** A Prism mock server that runs on a port of its own. */
export interface PrismServer {
  /** Address without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Prism validates requests and credentials, and answers with the first example. */
export const prismConfig = {
  isProxy: false as const,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  mock: { dynamic: false },
  upstreamProxy: undefined,
};

/** Starts Prism's mock server on loopback: it validates requests and answers with the documented examples. */
export async function startPrism(document: JsonObject): Promise<PrismServer> {
  // Prism resolves the references inside the object that it is given.
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const server = createServer(operations, {
    cors: false,
    config: prismConfig,
    components: { logger: createLogger("prism", { enabled: false }) },
  });
  const url = await server.listen(0, "127.0.0.1");
  return { url, close: () => server.close() };
}
