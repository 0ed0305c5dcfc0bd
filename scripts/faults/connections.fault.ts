import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { serveBot } from "./bot.ts";
import { acs, graph } from "./built.ts";
import { folder } from "./gate.ts";
import { keyServer, tokenFor } from "./keys.ts";
import { BODIES, TRANSFER } from "./messages.ts";
import { freePort, pause, run, runModule, until } from "./program.ts";

/** Clients of a server that is killed in the middle of its answer. */
async function clientsOf(where: "head" | "nothing") {
  const { child } = runModule("half-process.ts", [where]);
  const [port]: unknown[] = await once(child, "message");
  const url = `http://127.0.0.1:${String(port)}`;
  const common = { allowLoopbackHttp: true, retry: { baseDelay: 10 } };
  return {
    acs: acs.createAcsClient({ ...common, endpoint: url, accessKey: "a2V5" }),
    graph: graph.createGraphClient({ ...common, baseUrl: `${url}/v1.0`, credential: "token" }),
  };
}

const TARGET = {
  targetParticipant: { kind: "communicationUser", communicationUser: { id: "8:acs:a" } },
} as const;

test("a server dies in the middle of its answer", async () => {
  const ofAcs = await (await clientsOf("head")).acs.transferToParticipant("7", TARGET);
  // The status has come, and it alone decides.
  expect(ofAcs).toMatchObject({ ok: true, status: 202, attempts: 1, fault: { code: "ERR_NETWORK" } });
  const ofGraph = await (await clientsOf("head")).graph.transfer("7", TRANSFER.request);
  expect(ofGraph).toMatchObject({ ok: true, status: 202, attempts: 1, fault: { code: "ERR_NETWORK" } });
});

test("a server dies before it answers", async () => {
  const ofAcs = (await clientsOf("nothing")).acs.transferToParticipant("7", TARGET);
  // The first attempt may have been carried out: the others are sent under the same pair.
  await expect(ofAcs).rejects.toMatchObject({
    code: "ERR_NETWORK",
    attempts: 4,
    repeatability: { requestId: expect.stringMatching(/^[\da-f-]{36}$/) },
  });
  const ofGraph = (await clientsOf("nothing")).graph.transfer("7", TRANSFER.request);
  await expect(ofGraph).rejects.toMatchObject({ code: "ERR_NETWORK", attempts: 1 });
});

test("a sender goes away in the middle of a notification", async () => {
  const keys = await keyServer();
  await keys.start();
  onTestFinished(() => keys.kill());
  const bot = await serveBot({ openIdConfiguration: keys.configuration });
  const socket = connect(bot.port, "127.0.0.1");
  const body = JSON.stringify(BODIES.graph);
  const head = [
    "POST /graph HTTP/1.1",
    "host: 127.0.0.1",
    `authorization: Bearer ${await tokenFor("graph")}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 20)}`);
  await pause(300);
  socket.resetAndDestroy();
  await until(() => bot.refused.length > 0);
  expect(bot.refused).toEqual([expect.stringMatching(/^ERR_MALFORMED/)]);
  expect(bot.taken).toEqual([]);
  expect(await bot.send("graph")).toBe("202");
});

test("a function that takes notifications never ends", async () => {
  const keys = await keyServer();
  await keys.start();
  onTestFinished(() => keys.kill());
  let calls = 0;
  const bot = await serveBot({
    openIdConfiguration: keys.configuration,
    onGraph: () => (calls++ === 0 ? new Promise(() => {}) : undefined),
  });
  let answer: string | undefined;
  const first = bot.send("graph").then((found) => (answer = found));
  first.catch(() => {});
  await until(() => calls === 1);
  // Others are taken meanwhile; that one gets no answer, and its sender has to give up.
  expect(await Promise.all([bot.send("graph"), bot.send("acs")])).toEqual(["202", "202"]);
  await pause(500);
  expect([answer, calls]).toEqual([undefined, 2]);
});

test("the command of the gate ends at once", async () => {
  const file = folder();
  const command = (code: string) => ["--", process.execPath, "-e", code];
  const crash = command("console.error('no such table'); process.exit(7)");
  const client = run(["verify", "client", ...crash]);
  expect(await client.ended).toBe(1);
  expect(client.out()).toContain("It ended with exit code 7.");
  const url = `http://127.0.0.1:${await freePort()}/calls`;
  const report = ["--report", `junit=${file("gate.xml")}`];
  const receiver = run(["verify", "receiver", "--service", "graph", "--url", url, ...report, ...crash]);
  expect(await receiver.ended).toBe(1);
  expect(receiver.out()).toContain("the command ended with code 7 before it listened");
  expect(receiver.out()).toContain("no such table");
});

test("the command of the gate is not there", async () => {
  const gate = run(["verify", "client", "--", "./no-such-program"]);
  expect(await gate.ended).toBe(2);
  expect(gate.err()).toContain('The command "./no-such-program" cannot be started (ENOENT).');
});
