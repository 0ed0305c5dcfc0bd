import { expect, test } from "vitest";
import { freePort } from "../parties/free-port.ts";
import { acceptsConnection } from "../process/index.ts";
import { verifyServer, type ServerOptions } from "./index.ts";

/** Knows no call, and takes only the credentials that its environment names. */
const SERVER = `
for (const name of ["ACS_ACCESS_KEY", "GRAPH_TOKEN", "GRAPH_APP_ID", "ACS_RESOURCE_ID"])
  if (!process.env["CALL_HANDOFF_" + name]) throw new Error(name);
const bearer = "Bearer " + process.env.CALL_HANDOFF_GRAPH_TOKEN;
require("node:http").createServer((request, response) => {
  const isOurs = request.headers.authorization === bearer || request.url.startsWith("/simulator");
  response.writeHead(isOurs ? 404 : 500).end();
}).listen(process.argv[1], "127.0.0.1");`;

async function verify(script: string, options: ServerOptions = {}) {
  const port = await freePort();
  const command = [process.execPath, "-e", script, String(port)];
  const filters = { checks: ["graph.transfer/state/unknown-call"], versions: ["v1.0"] };
  const running = verifyServer({
    url: `http://127.0.0.1:${port}`,
    command,
    filters,
    settle: 0,
    ...options,
  });
  return { port, running };
}

test("a server that a command starts is told the credentials, judged, and ended", async () => {
  const { port, running } = await verify(SERVER, { credentials: { token: "a-token-of-this-run" } });
  const { checks, notes } = await running;
  expect(checks.map(({ status }) => status)).toEqual(["passed"]);
  expect(notes).toEqual([]);
  expect(await acceptsConnection(port, "127.0.0.1", 500)).toBe(false);
});

test("one that does not come up is an error of the usage, with its last words and without secrets", async () => {
  const token = "s3cret-of-this-run";
  const script = "console.error('no such table', process.env.CALL_HANDOFF_GRAPH_TOKEN); process.exit(3)";
  const { running } = await verify(script, { credentials: { token } });
  await expect(running).rejects.toThrow(
    /cannot be judged: the command ended with code 3 before it listened\.[^]*no such table/,
  );
  await expect(running).rejects.not.toThrow(token);
  const { running: late } = await verify("setInterval(() => {}, 1000)", { startTimeout: 300 });
  await expect(late).rejects.toThrow(/nothing listened on port \d+ of 127\.0\.0\.1 within 300 ms/);
});

test("one that does not conform is shown with its last words, and one that does without them", async () => {
  const talking = (script: string) => `console.log("listening as told");${script}`;
  const { running } = await verify(talking(SERVER.replace("404 : 500", "500 : 500")));
  const { checks, notes } = await running;
  expect(checks.map(({ status }) => status)).toEqual(["failed"]);
  expect(notes).toEqual(["The last lines of the command:\nlistening as told"]);
  const { running: right } = await verify(talking(SERVER));
  expect((await right).notes).toEqual([]);
});

test("one that ends before the run is over fails it, though all that it answered was right", async () => {
  const { running } = await verify(`${SERVER} setTimeout(() => process.exit(7), 700);`, { settle: 1500 });
  const { checks, notes } = await running;
  expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
    "graph.transfer/state/unknown-call passed",
    "conformance/harness/command failed",
  ]);
  expect(checks.at(-1)?.message).toContain("but it ended with code 7.");
  expect(notes).toContain("The command ended by itself with code 7.");
});
