import { expect, test } from "vitest";
import { node, simulator } from "./built.ts";
import { ONE_CHECK, serveSilence, serveSimulator } from "./gate.ts";
import { freePort, isOpen, run } from "./program.ts";

const BOT = ["--", process.execPath, "-e", "console.log('started')"] as const;

test("the port of the simulator is taken", async () => {
  const { port } = new URL(await serveSimulator());
  const simulate = run(["simulate", "--port", port]);
  expect(await simulate.ended).toBe(3);
  expect(simulate.err()).toBe(`The port ${port} is taken. (ERR_INVALID_ARGUMENT)\n`);
});

test("the port of a simulator within a program is taken", async () => {
  const port = Number(new URL(await serveSimulator()).port);
  const own = simulator.createSimulator();
  await expect(node.serveSimulator(own, { port })).rejects.toMatchObject({
    code: "ERR_INVALID_ARGUMENT",
    message: `The port ${port} is taken.`,
  });
  const other = await node.serveSimulator(own, { port: await freePort() });
  expect((await fetch(`${other.url}/simulator/calls`)).status).toBe(200);
  await other.close();
});

test("a port of the gate is taken", async () => {
  const url = await serveSimulator();
  const { port } = new URL((await serveSilence()).url);
  const server = run(["verify", "server", "--url", url, ...ONE_CHECK, "--listen-port", port]);
  expect(await server.ended).toBe(2);
  expect(server.err()).toMatch(
    new RegExp(`^The gate cannot listen on port ${port} of 127.0.0.1: .*EADDRINUSE`),
  );
  const address = `http://127.0.0.1:${await freePort()}/calls`;
  const receiver = run([
    "verify",
    "receiver",
    "--service",
    "graph",
    "--url",
    address,
    "--issuer-port",
    port,
    ...BOT,
  ]);
  expect(await receiver.ended).toBe(2);
  expect(receiver.err()).toMatch(
    new RegExp(`^The keys cannot be served on port ${port} of 127.0.0.1: .*EADDRINUSE`),
  );
  expect(receiver.err()).not.toContain("started");
});

test("the port of a receiver that the gate is to start is taken", async () => {
  const { port, origin } = new URL((await serveSilence()).url);
  const gate = run(["verify", "receiver", "--service", "graph", "--url", `${origin}/calls`, ...BOT]);
  expect(await gate.ended).toBe(2);
  expect(gate.err()).toMatch(`Something listens on port ${port} of 127.0.0.1 already`);
  expect(gate.out() + gate.err()).not.toContain("started\n");
  expect(await isOpen(Number(port))).toBe(true);
});
