/** The process in which Prism serves the versions named as arguments; it sends back their addresses. */
import { getHttpOperationsFromSpec } from "@stoplight/prism-cli/dist/operations.js";
import { createLogger } from "@stoplight/prism-core";
import { createServer } from "@stoplight/prism-http-server";
import { bundledDocument, versionNames } from "../documents.ts";
import { prismDocument } from "./prism-document.ts";

const addresses: Record<string, string> = {};
for (const version of versionNames.filter((name) => process.argv.slice(2).includes(name))) {
  const server = createServer(await getHttpOperationsFromSpec(prismDocument(bundledDocument(version))), {
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      mock: { dynamic: false },
      upstreamProxy: undefined,
    },
    components: { logger: createLogger("prism", { enabled: false }) },
  });
  addresses[version] = await server.listen(0, "127.0.0.1");
}
process.send?.(addresses);
// The parent ends this process; should the parent vanish, it ends itself.
process.on("disconnect", () => process.exit());
