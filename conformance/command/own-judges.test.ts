import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { nodeDigest, serveSimulator, type SimulatorServer } from "../../src/node/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { runCommand } from "./command-line.ts";
import { folderWith } from "./verify.test-support.ts";

const ACCESS_KEY = Buffer.from("a key that nobody may see").toString("base64");
const TOKEN = "a-token-that-nobody-may-see";

let server: SimulatorServer | undefined;
let remove = () => {};
afterEach(async () => {
  await server?.close(0);
  server = undefined;
  remove();
  remove = () => {};
});

/** Calls the command line with the judges of the package and secrets in its environment. */
async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const made = folderWith(files);
  ({ remove } = made);
  const env = { ...process.env, CALL_HANDOFF_ACS_ACCESS_KEY: ACCESS_KEY, CALL_HANDOFF_GRAPH_TOKEN: TOKEN };
  const io = fakeIo({
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
  });
  const code = await runCommand(["verify", ...args], io, {
    loadSimulator: () => Promise.reject(new Error("There is none.")),
    version: () => "1.2.3",
    folder: made.path,
  });
  const [out, err] = [io.out(), io.err()];
  for (const secret of [ACCESS_KEY, TOKEN]) expect(out + err).not.toContain(secret);
  return { code, out, err };
}

async function simulate(): Promise<string> {
  const simulator = createSimulator({
    digest: nodeDigest,
    credentials: {
      accessKey: ACCESS_KEY,
      token: TOKEN,
      appId: "24701998-1a73-4d42-8085-bf46ed0ae039",
      resourceId: "6b4d5eaf-1a2c-4d3e-9f70-8b9cad1e2f30",
      tenantId: "632899f8-2ea1-4604-8413-27bd2892079f",
    },
  });
  server = await serveSimulator(simulator);
  return server.url;
}

describe("the command line judges", () => {
  test("a server by its control API", async () => {
    const url = await simulate();
    const choice = ["--operation", "graph.transfer", "--check", "*/response/*", "--check", "*/token/*"];
    const { code, out, err } = await run(["server", "--url", url, ...choice, "--settle", "1ms"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^graph\.transfer +response +token$/m);
    expect(out).toContain(`server ${url} conforms: `);
  });

  test("a server without a control API by prepareCall of the configuration", async () => {
    const paths: (string | undefined)[] = [];
    const gateway = createServer((request, response) => {
      paths.push(request.url);
      request
        .resume()
        .on("end", () => response.writeHead(request.url?.endsWith("/transfer") ? 202 : 404).end());
    });
    await once(gateway.listen(0, "127.0.0.1"), "listening");
    const address = gateway.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const config = `export default { server: {
      url: "http://127.0.0.1:${port}", operations: ["graph.transfer"], apiVersions: ["v1.0"], checks: ["*/response/status"], timeout: 100,
      prepareCall: ({ service, kind, scenario }) => ({ id: [service, kind, scenario].join("-") }),
    } };`;
    const { code, out } = await run(["server", "--settle", "1ms"], { "call-handoff.config.mjs": config });
    gateway.close();
    gateway.closeAllConnections();
    expect(out).toContain(`server http://127.0.0.1:${port} conforms: 1 passed, 0 failed`);
    expect(code).toBe(0);
    expect(paths).toContain("/v1.0/communications/calls/graph-peerToPeer-success/transfer");
  });

  test("a client by the requests of its command", async () => {
    const client = `
      const { CALL_HANDOFF_CONTROL_URL: control, CALL_HANDOFF_GRAPH_BASE_URL: base, CALL_HANDOFF_GRAPH_TOKEN: token } = process.env;
      const post = (url, body) => fetch(url, { method: "POST", body: JSON.stringify(body),
        headers: { authorization: "Bearer " + token, "content-type": "application/json" } });
      const call = { service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:9/" };
      const { id } = await (await post(control + "/simulator/calls", call)).json();
      const target = process.argv.includes("wrong") ? {} : { identity: { user: { id: "1" } } };
      await post(base + "/communications/calls/" + id + "/transfer", { transferTarget: target });`;
    const args = [
      "client",
      "--operation",
      "graph.transfer",
      "--api-version",
      "v1.0",
      "--",
      process.execPath,
      "--input-type=module",
      "-e",
      client,
    ];
    const right = await run(args);
    expect([right.code, right.err]).toEqual([0, ""]);
    expect(right.out).toContain("exercised");
    const wrong = await run([...args, "--", "wrong"]);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/failed MUST graph\.transfer\/client\//);
  });

  test("a receiver that nobody has started", async () => {
    const { code, out, err } = await run([
      "receiver",
      "--url",
      "http://127.0.0.1:9/",
      "--service",
      "graph",
      "--operation",
      "graph.redirect",
      "--api-version",
      "beta",
      "--timeout",
      "100ms",
      "--issuer-port",
      "0",
    ]);
    expect(code).toBe(2);
    expect(err).toContain("Nobody listens at http://127.0.0.1:9");
    expect(out).toMatch(/^CALL_HANDOFF_OPENID_CONFIGURATION_URL=http:\/\/127\.0\.0\.1:\d+\//);
  });
});
