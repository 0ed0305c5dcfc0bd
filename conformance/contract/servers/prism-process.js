// @ts-check
/**
 * The process in which Prism serves documents. Its first message holds them by name, and the servers that Prism is to
 * stand before, where it is to serve no examples of its own; it answers with their addresses, and then, for each batch
 * of requests, with what Prism's validator accepts.
 *
 * Plain JavaScript, because a TypeScript loader slows down the loading of Prism's many files.
 */
import { createRequire, Module } from "node:module";

// Prism loads the data of sixty locales, for a second, to make values up; with `dynamic: false` it makes up none.
const prismRequire = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http"));
const faker = prismRequire.resolve("@faker-js/faker");
prismRequire.cache[faker] = Object.assign(new Module(faker), { exports: {}, loaded: true });

const { getHttpOperationsFromSpec } = await import("@stoplight/prism-cli/dist/operations.js");
const { createLogger } = await import("@stoplight/prism-core");
const { createServer } = await import("@stoplight/prism-http-server");
const { validateInput } = await import("@stoplight/prism-http/dist/validator/index.js");

/** @type {Map<string, Awaited<ReturnType<typeof getHttpOperationsFromSpec>>>} */
const operationsOf = new Map();

/**
 * @param {Readonly<Record<string, object>>} documents
 * @param {Readonly<Record<string, string>>} upstreams
 */
async function serve(documents, upstreams) {
  /** @type {Record<string, string>} */
  const addresses = {};
  for (const [name, document] of Object.entries(documents)) {
    const operations = await getHttpOperationsFromSpec(document);
    const upstream = upstreams[name];
    const judging = { checkSecurity: true, validateRequest: true, validateResponse: true, errors: false };
    const common = { ...judging, mock: { dynamic: false }, upstreamProxy: undefined };
    const server = createServer(operations, {
      cors: false,
      config: upstream
        ? { ...common, isProxy: true, upstream: new URL(upstream) }
        : { ...common, isProxy: false },
      components: { logger: createLogger("prism", { enabled: false }) },
    });
    operationsOf.set(name, operations);
    addresses[name] = await server.listen(0, "127.0.0.1");
  }
  return addresses;
}

/** @param {import("./prism-batch.ts").PrismBatch} batch */
function judge({ version, template, requests }) {
  const resource = operationsOf.get(version)?.find((operation) => operation.path === template);
  return requests.map(({ path, query, headers, body }) => {
    if (!resource) return undefined;
    /** @type {Parameters<typeof validateInput>[0]["element"]} */
    const element = { method: "post", url: { path, query: { ...query } }, headers: { ...headers }, body };
    return validateInput({ resource, element })._tag === "Right";
  });
}

let ready = Promise.resolve();
process.on("message", (/** @type {import("./prism-batch.ts").PrismMessage} */ message) => {
  if ("documents" in message) {
    ready = serve(message.documents, message.upstreams).then(
      (addresses) => void process.send?.({ id: message.id, addresses }),
    );
  } else {
    void ready.then(() => process.send?.({ id: message.id, accepted: judge(message) }));
  }
});
// The parent ends this process; should the parent vanish, it ends itself.
process.on("disconnect", () => process.exit());
