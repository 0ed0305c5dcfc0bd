import { Agent, request as send } from "node:http";
import { describe, expect, test } from "vitest";
import { get, opened, raw, serve, soon, text } from "./simulator-server.test-support.ts";

describe("requests", () => {
  test("reach the simulator whole: method, address, headers, body", async () => {
    const { simulator, server } = await serve(() => ({
      status: 202,
      headers: { "x-one": "1" },
      body: "täken",
    }));
    const response = await fetch(
      `${server.url}/calling/callConnections/a%2Fb:transferToParticipant?api-version=1`,
      {
        method: "POST",
        headers: [
          ["X-Twice", "1"],
          ["X-Twice", "2"],
          ["Content-Type", "application/json"],
        ],
        body: '{"name":"Zoë"}',
      },
    );
    expect([response.status, response.headers.get("x-one"), await response.text()]).toEqual([
      202,
      "1",
      "täken",
    ]);
    expect(response.headers.get("content-length")).toBe("6");
    const [request] = simulator.requests;
    expect(request).toMatchObject({
      method: "POST",
      url: `${server.url}/calling/callConnections/a%2Fb:transferToParticipant?api-version=1`,
      body: '{"name":"Zoë"}',
    });
    expect(request?.headers).toMatchObject({
      "x-twice": "1, 2",
      "content-type": "application/json",
      host: `127.0.0.1:${server.port}`,
    });
  });

  test("keep the spelling of their path", async () => {
    const { simulator, server } = await serve();
    for (const path of ["//evil.example/x", "/a/../b/%zz", "/x?y=/simulator", "/%E2%82%AC:redirect"])
      await get(server, path, "Host: Bot.example");
    expect(simulator.requests.map(({ url }) => url)).toEqual([
      "http://Bot.example//evil.example/x",
      "http://Bot.example/a/../b/%zz",
      "http://Bot.example/x?y=/simulator",
      "http://Bot.example/%E2%82%AC:redirect",
    ]);
  });

  test("may name the whole address", async () => {
    const { simulator, server } = await serve();
    await get(server, "https://graph.example/v1.0/x", "Host: graph.example");
    expect(simulator.requests[0]?.url).toBe("https://graph.example/v1.0/x");
  });

  test.each([
    ["no host", "/", []],
    ["no host of HTTP", "/", ["Host: a b"]],
    ["a path in the host", "/simulator", ["Host: evil.example/localhost"]],
    ["a user in the host", "/", ["Host: user@localhost"]],
    ["a port out of range", "/", ["Host: localhost:99999"]],
    ["no path", "*", ["Host: localhost"]],
  ])("are refused with %s", async (_, path, lines) => {
    const { simulator, server } = await serve();
    const answer = await raw(
      server,
      [`OPTIONS ${path} HTTP/1.1`, "Connection: close", ...lines, "", ""].join("\r\n"),
    );
    expect(answer).toMatch(
      /^HTTP\/1\.1 400 .*\r\n\r\n\{"error":\{"code":"BadRequest","message":"[^"]+"\}\}$/s,
    );
    expect(simulator.requests).toEqual([]);
  });

  test("without an end leave no trace", async () => {
    const { simulator, server } = await serve();
    const socket = await opened(server);
    socket.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    const response = await fetch(`${server.url}/y`);
    expect(response.status).toBe(204);
    expect(simulator.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("are carried out for clients that do not wait", async () => {
    let isDone = false;
    let leave = () => {};
    const { simulator, server } = await serve(async () => {
      await new Promise<void>((resolve) => (leave = resolve));
      isDone = true;
      return text("nobody reads this");
    });
    const socket = await opened(server);
    socket.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
    await soon(() => simulator.requests.length === 1);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    leave();
    await soon(() => isDone);
    expect(isDone).toBe(true);
  });

  test("one after another share a connection, also those sent before an answer came", async () => {
    const { server } = await serve(({ url }) => text(url.slice(-1)));
    const one = "GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const answer = await raw(
      server,
      one + one.replace("/1", "/2").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
    );
    expect(answer.match(/\r\n\r\n[12]/g)).toEqual(["\r\n\r\n1", "\r\n\r\n2"]);
  });
});

describe("bodies that are too long", () => {
  const tooLong = { error: { code: "RequestEntityTooLarge" } };

  test("are answered with 413", async () => {
    const { simulator, server } = await serve(undefined, {}, { maxBytes: 10 });
    const response = await fetch(server.url, { method: "POST", body: "x".repeat(11) });
    expect([response.status, await response.json()]).toEqual([413, tooLong]);
    expect(simulator.requests).toEqual([]);
    const [taken, many] = await Promise.all(
      ["x".repeat(10), "é".repeat(6)].map((body) => fetch(server.url, { method: "POST", body })),
    );
    expect([taken?.status, many?.status]).toEqual([204, 413]);
  });

  test("end the connection where they do not say how long they are", async () => {
    const { simulator, server } = await serve(undefined, {}, { maxBytes: 10 });
    const head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    const answer = await raw(server, `${head}b\r\n${"x".repeat(11)}\r\nb\r\n`);
    expect(answer).toMatch(
      /^HTTP\/1\.1 413 .*connection: close.*\{"error":\{"code":"RequestEntityTooLarge"/is,
    );
    expect(simulator.requests).toEqual([]);
  });

  test("need not be sent by clients that ask first", async () => {
    const { simulator, server } = await serve(undefined, {}, { maxBytes: 10 });
    const ask = async (length: number): Promise<[status: number | undefined, continued: boolean]> =>
      new Promise((resolve, reject) => {
        let continued = false;
        const headers = { expect: "100-continue", "content-length": length };
        const asking = send(server.url, { method: "POST", headers, agent: new Agent() }, (response) => {
          response.resume();
          resolve([response.statusCode, continued]);
          asking.destroy();
        });
        asking.on("continue", () => {
          continued = true;
          asking.end("x".repeat(length));
        });
        asking.on("error", reject).flushHeaders();
      });
    expect(await ask(1_000_000)).toEqual([413, false]);
    expect(await ask(5)).toEqual([204, true]);
    expect(simulator.requests.map(({ body }) => body)).toEqual(["xxxxx"]);
  });
});

describe("answers", () => {
  test("of status 0 break the connection", async () => {
    const { server } = await serve(() => ({ status: 0, headers: {} }));
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });

  test("that fail are 500 and say nothing more", async () => {
    const answers = [
      () => Promise.reject(new Error("secret")),
      () => ({ status: 200, headers: { "x-secret": "line\nline" }, body: "" }),
      () => ({ status: 7, headers: {}, body: "secret" }),
      () => text("well"),
    ];
    const { server } = await serve(() => answers.shift()?.() ?? text("none"));
    for (let count = 0; count < 3; count++) {
      const response = await fetch(server.url);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({
        error: { code: "InternalServerError", message: "The simulator failed." },
      });
    }
    expect(await (await fetch(server.url)).text()).toBe("well");
  });

  test("without a body have no length", async () => {
    const { server } = await serve();
    const answer = await get(server, "/", "Host: localhost");
    expect(answer).toMatch(/^HTTP\/1\.1 204 /);
    expect(answer).not.toMatch(/content-length|transfer-encoding/i);
  });

  test("to HEAD have a length and no body", async () => {
    const { server } = await serve(() => text("four"));
    const response = await fetch(server.url, { method: "HEAD" });
    expect([response.headers.get("content-length"), await response.text()]).toEqual(["4", ""]);
  });
});
