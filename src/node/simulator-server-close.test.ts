import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { endless, fakeSimulator, opened, serve, soon, text } from "./simulator-server.test-support.ts";
import { serveSimulator } from "./simulator-server.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((some) =>
  some?.some(({ address }) => address === "::1"),
);

describe("streams", () => {
  test("arrive while they go on, and are cancelled when the client leaves", async () => {
    const { seen, answer } = endless("data: {}\n\n");
    const { server } = await serve(() => answer);
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/simulator/events`, { signal: leaving.signal });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toContain("data: {}\n\n");
    expect(seen.isCancelled).toBe(false);
    leaving.abort();
    await soon(() => seen.isCancelled);
  });

  test("are open before anything comes", async () => {
    const body = new ReadableStream<Uint8Array>();
    const { server } = await serve(() => ({ status: 200, headers: {}, body }));
    expect((await fetch(server.url)).status).toBe(200);
  });

  test("wait for slow clients", async () => {
    const { seen, answer } = endless("x".repeat(1_000_000));
    const { server } = await serve(() => answer);
    const socket = await opened(server);
    socket.pause().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await soon(() => seen.pulls > 1);
    // The system takes some of it for the client, and then no more.
    let pulls = 0;
    while (pulls < seen.pulls) {
      ({ pulls } = seen);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(pulls).toBeLessThan(100);
    socket.destroy();
    await soon(() => seen.isCancelled);
  });

  test("that break off are not taken for whole", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("broken"));
      },
    });
    const { server } = await serve(() => ({ status: 200, headers: {}, body }));
    const response = await fetch(server.url);
    await expect(response.text()).rejects.toThrow("terminated");
    expect((await fetch(`${server.url}/x`, { method: "HEAD" })).status).not.toBe(0);
  });

  test("nobody waits for are cancelled", async () => {
    const { seen, answer } = endless("x");
    let leave = () => {};
    const { simulator, server } = await serve(async () => {
      await new Promise<void>((resolve) => (leave = resolve));
      return answer;
    });
    const socket = await opened(server);
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await soon(() => simulator.requests.length === 1);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    leave();
    await soon(() => seen.isCancelled);
    expect(seen.pulls).toBeLessThan(3);
  });
});

describe("a server", () => {
  test("listens at loopback alone", async () => {
    const { server } = await serve();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const named = await serve(undefined, { host: "localhost" });
    expect(named.server.url).toBe(`http://localhost:${named.server.port}`);
    expect((await fetch(named.server.url)).status).toBe(204);
  });

  test.skipIf(!hasIpv6)("listens at loopback of IPv6", async () => {
    const { simulator, server } = await serve(undefined, { host: "::1" });
    expect(server.url).toBe(`http://[::1]:${server.port}`);
    expect((await fetch(`${server.url}/simulator`)).status).toBe(204);
    expect(simulator.requests[0]?.url).toBe(`${server.url}/simulator`);
  });

  test.each([
    [{ host: "0.0.0.0" }, "host has to be one of 127.0.0.1, ::1, localhost."],
    [{ port: 65_536 }, "port has to be from 0 to 65535."],
    [{ port: 1.5 }, "port has to be from 0 to 65535."],
  ])("refuses %j", async (options, message) => {
    // @ts-expect-error -- what JavaScript may give
    await expect(serveSimulator(fakeSimulator(), options)).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message,
    });
  });

  test("says that its port is taken", async () => {
    const { server } = await serve();
    await expect(serveSimulator(fakeSimulator(), { port: server.port })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: `The port ${server.port} is taken.`,
      cause: { code: "EADDRINUSE" },
    });
  });

  test("closes the simulator once, and tells what it did not deliver", async () => {
    const simulator = fakeSimulator();
    const asked: (number | undefined)[] = [];
    const close = async (patience?: number) => (asked.push(patience), 3);
    const server = await serveSimulator({ ...simulator, close });
    expect(await Promise.all([server.close(20), server.close()])).toEqual([3, 3]);
    expect(asked).toEqual([20]);
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });

  test("ends even if the simulator cannot", async () => {
    const close = () => Promise.reject(new Error("stuck"));
    const server = await serveSimulator({ ...fakeSimulator(), close });
    await expect(server.close()).rejects.toThrow("stuck");
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });

  test("closes at once: connections kept alive, streams and half a request do not hold it", async () => {
    const { seen, answer } = endless("data: {}\n\n");
    const { server } = await serve(({ url }) => (url.endsWith("/events") ? answer : text("")));
    const [kept, half, silent] = await Promise.all([opened(server), opened(server), opened(server)]);
    kept.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    half.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
    const watching = (await fetch(`${server.url}/simulator/events`)).text();
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(500);
    // The stream has an end, so that nobody takes it for broken.
    expect(await watching).toMatch(/^(data: \{\}\n\n)+$/);
    expect(seen.isCancelled).toBe(true);
    await soon(() => [kept, half, silent].every((socket) => socket.resume().destroyed));
  });

  test("lets answers under way end", async () => {
    let leave = () => {};
    const { simulator, server } = await serve(async () => {
      await new Promise<void>((resolve) => (leave = resolve));
      return text("late");
    });
    const asking = fetch(server.url);
    await soon(() => simulator.requests.length === 1);
    const closing = server.close();
    setTimeout(() => leave(), 20);
    const response = await asking;
    expect([response.headers.get("connection"), await response.text()]).toEqual(["close", "late"]);
    await closing;
  });
});
