import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { versions, type VersionName } from "../../generated/versions.ts";
import { serveSimulator, type SimulatorServer } from "../../src/node/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
import { versionNames } from "../contract/documents.ts";
import { objectAt } from "../contract/schema/schema.ts";
import { startPrism, type PrismServers } from "../contract/servers/prism.ts";
import { documentedCalls, pathTo, type DocumentedCall } from "./documented-calls.ts";

const SPOILED = "x-spoiled";

const simulator = createSimulator({
  running: false,
  strict: true,
  allowHosts: ["bot.contoso.com", "app.contoso.com"],
  deliver: async () => new Response(),
});

let server: SimulatorServer;
let prism: PrismServers;
beforeAll(async () => {
  server = await serveSimulator({
    ...simulator,
    async answer(request) {
      const answer = await simulator.answer(request);
      if (request.headers[SPOILED] === undefined) return answer;
      // The body of an error that no version allows.
      return { status: 404, headers: { "content-type": "application/json" }, body: '{"error":"no"}' };
    },
  });
  const upstreams = versionNames.map((version) => [
    version,
    server.url + versions[version].routes[0].basePath,
  ]);
  prism = startPrism(versionNames, Object.fromEntries(upstreams));
});
afterAll(async () => {
  prism.close();
  await server.close();
});

/** What Prism passed on, and what it has against the request or the answer: places and codes. */
async function through(
  { version, operation, headers, body }: Pick<DocumentedCall, "version" | "operation" | "headers" | "body">,
  id: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly violations: string[] }> {
  const { basePath } = versions[version].routes[0];
  const path = pathTo({ version, operation }, id).slice(basePath.length);
  const response = await fetch((await prism.address(version)) + path, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${simulator.credentials.token}`, ...more },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  const found: unknown = JSON.parse(response.headers.get("sl-violations") ?? "[]");
  const list: unknown[] = Array.isArray(found) ? found : [found];
  const violations = list.map((one) => {
    const { location, code } = objectAt(one);
    return `${Array.isArray(location) ? location.join("/") : ""} ${typeof code === "string" ? code : ""}`;
  });
  return { status: response.status, violations };
}

const own = (version: VersionName) => documentedCalls.filter((one) => one.version === version);
/** One of each operation. */
const some = (version: VersionName) => [
  ...new Map(own(version).map((documented) => [documented.operation, documented])).values(),
];

/** A documented request of a call that is made for it, and the id of that. */
function made({ call, body, ...documented }: DocumentedCall, scenario = "success") {
  const { id: _, incomingCallContext: __, ...wanted } = call;
  const { id, incomingCallContext } = simulator.createCall({ ...wanted, scenario });
  const named = incomingCallContext === undefined ? body : { ...objectAt(body), incomingCallContext };
  return { ...documented, id, body: named };
}

describe.each([...versionNames])("Prism between a client and %s", (version) => {
  test.each(["success", "failure-after-accepted"])(
    "finds nothing in the documented requests and their answers in the scenario %s",
    async (scenario) => {
      const seen = await Promise.all(
        own(version).map(async (documented) => {
          const { id, ...request } = made(documented, scenario);
          return through(request, id);
        }),
      );
      expect(seen).toEqual(own(version).map(({ response: { status } }) => ({ status, violations: [] })));
      await simulator.settle();
    },
  );

  test("finds nothing in the answers to requests that are refused", async () => {
    for (const documented of some(version)) {
      const { id, ...request } = made(documented, "throttled");
      const throttled = await through(request, id);
      const wrongToken = await through(request, id, { authorization: "Bearer other" });
      simulator.addFault({ on: "request", retryAfter: 1 });
      const unavailable = await through(request, id);
      const taken = await through(request, id);
      const again = await through(request, id);
      const nowhere = await through(documented, "no-such-call");
      const all = [throttled, wrongToken, unavailable, taken, again, nowhere];
      expect(all.map(({ violations }) => violations)).toEqual(all.map(() => []));
      // A call that was redirected through ACS is over, and all others are being handed on.
      const busy = documented.operation === "acs.redirectCall" ? 404 : 409;
      const { status } = documented.response;
      expect(all.map((one) => one.status)).toEqual([429, 401, 503, status, busy, 404]);
    }
    await simulator.settle();
  });

  test("sees a wrong request, which the simulator refuses as well, with an error as documented", async () => {
    for (const documented of some(version)) {
      const { status, violations } = await through({ ...documented, body: {} }, made(documented).id);
      expect([status, violations]).toEqual([400, expect.arrayContaining(["request/body required"])]);
      expect(violations.every((one) => one.startsWith("request/"))).toBe(true);
    }
  });

  test("sees a wrong answer", async () => {
    for (const documented of some(version)) {
      const { id, ...request } = made(documented);
      expect(await through(request, id, { [SPOILED]: "1" })).toEqual({
        status: 404,
        violations: ["response/body/error type"],
      });
    }
    await simulator.settle();
  });
});
