import { describe, expect, test } from "vitest";
import { get, raw, serve } from "./simulator-server.test-support.ts";
import type { SimulatorServer } from "./simulator-server.ts";

describe("the control API", () => {
  const isRefused = async (server: SimulatorServer, path: string, ...lines: readonly string[]) =>
    /^HTTP\/1\.1 403 .*\{"error":\{"code":"Forbidden"/s.test(await get(server, path, ...lines));

  test.each([
    "localhost",
    "localhost:4010",
    "LOCALHOST",
    "bot.localhost:1",
    "127.0.0.1",
    "127.8.9.1:5",
    "[::1]:4010",
  ])("is open at %s", async (host) => {
    const { server } = await serve();
    expect(await isRefused(server, "/simulator/calls", `Host: ${host}`)).toBe(false);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.0.1",
    "[::2]",
    "0.0.0.0",
  ])("is closed at %s, and only there", async (host) => {
    const { simulator, server } = await serve();
    expect(await isRefused(server, "/simulator/calls", `Host: ${host}`)).toBe(true);
    expect(simulator.requests).toEqual([]);
    expect(await isRefused(server, "/v1.0/communications/calls/simulator/transfer", `Host: ${host}`)).toBe(
      false,
    );
  });

  test.each([
    "/simulator",
    "/simulator?x",
    "//simulator/calls",
    "/%73imulator/calls",
    "/Simulator",
    "/x/../simulator/calls",
    "/x/%2E%2e/simulator/calls",
    "/%73imulator/%zz",
    "/simulator%2Fcalls",
    "http://localhost/simulator",
    "http://evil.example/simulator",
  ])("is closed however it is spelled: %s", async (path) => {
    const { server } = await serve();
    expect(await isRefused(server, path, "Host: evil.example")).toBe(true);
    expect(await isRefused(server, "/simulators", "Host: evil.example")).toBe(false);
  });

  test("is open to pages of the server, and to no others", async () => {
    const { server } = await serve();
    const from = (origin: string, path = "/simulator/calls") =>
      isRefused(server, path, "Host: localhost:4010", `Origin: ${origin}`);
    expect(await from("http://localhost:4010")).toBe(false);
    for (const origin of [
      "http://localhost:3000",
      "https://localhost:4010",
      "null",
      "http://127.0.0.1:4010",
      "",
    ])
      expect([origin, await from(origin)]).toEqual([origin, true]);
    expect(await from("http://localhost:3000", "/calling/callConnections:redirect")).toBe(false);
  });

  test("refuses without reading what follows", async () => {
    const { server } = await serve();
    const head = "POST /simulator/calls HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000\r\n\r\n{";
    expect(await raw(server, head)).toMatch(/^HTTP\/1\.1 403 .*connection: close/is);
  });
});
