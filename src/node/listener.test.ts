import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createGraphReceiver, type GraphReceiverOptions } from "../graph/webhook.ts";
import { unverified } from "../webhooks/unverified.test-support.ts";
import { nodeListener } from "./index.ts";

const body = JSON.stringify({
  value: [
    { changeType: "updated", resourceUrl: "/communications/calls/1", resourceData: { state: "established" } },
  ],
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Running {
  readonly port: number;
  readonly types: string[];
  readonly urls: string[];
}

/** Serves a receiver, after whatever a framework does first. */
async function serve(
  options: Partial<GraphReceiverOptions> = {},
  before: (request: IncomingMessage, response: ServerResponse) => unknown = () => {},
): Promise<Running> {
  const [types, urls]: [string[], string[]] = [[], []];
  const receive = unverified(createGraphReceiver, {
    appId: "app",
    onNotification(notification, { request }) {
      types.push(notification.type);
      urls.push(request.url);
    },
    ...options,
  });
  const listener = nodeListener(receive);
  server = createServer(async (request, response) => {
    await before(request, response);
    await listener(request, response);
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return { port: address.port, types, urls };
}

const headers = { "content-type": "application/json" };

/** Sends bytes as they are and gives what comes back until the other side is done. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8").on("data", (part) => (heard += part));
    socket.on("close", () => resolve(heard)).on("error", reject);
  });
}

describe("a receiver in a server of node:http", () => {
  test("takes notifications and answers", async () => {
    const { port, types, urls } = await serve();
    const response = await fetch(`http://127.0.0.1:${port}/api/calls?x=1`, { method: "POST", headers, body });
    expect([response.status, await response.text()]).toEqual([202, ""]);
    expect(types).toEqual(["established"]);
    expect(urls).toEqual([`http://127.0.0.1:${port}/api/calls?x=1`]);
  });

  test("sees a path that looks like another host as the path that it is", async () => {
    const { port, urls } = await serve();
    const head = `POST //evil.example/calls HTTP/1.1\r\nHost: bot.example\r\nConnection: close\r\n`;
    await raw(port, `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(urls).toEqual(["http://bot.example/evil.example/calls"]);
  });

  test("refuses with its status, headers and body", async () => {
    const { port } = await serve();
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    const broken = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body: "{" });
    expect(await broken.json()).toEqual({ error: { code: "ERR_MALFORMED" } });
  });

  test("answers 413 to a sender that would never end, and closes", async () => {
    const { port } = await serve({ maxBytes: 1000 });
    const head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const heard = await raw(port, `${head}800\r\n${"x".repeat(0x800)}\r\n`);
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard.toLowerCase()).toContain("connection: close");
  });

  test("sees a header that came twice as two, and refuses the token", async () => {
    const receive = createGraphReceiver({ appId: "app", onNotification: () => {} });
    const seen: (string | null)[] = [];
    server = createServer(
      nodeListener((request) => {
        seen.push(request.headers.get("authorization"));
        return receive(request);
      }),
    );
    await new Promise<void>((resolve) => {
      server?.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const head = `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const heard = await raw(
      port,
      `${head}Authorization: Bearer a.b.c\r\nAuthorization: Bearer d.e.f\r\n\r\n${body}`,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 401 /);
    expect(seen).toEqual(["Bearer a.b.c, Bearer d.e.f"]);
  });

  test("answers 400 where no address can be made of the request", async () => {
    const { port } = await serve();
    const heard = await raw(
      port,
      "POST / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("survives a sender that goes away in the middle of its body", async () => {
    const refused: string[] = [];
    const { port } = await serve({ onRefused: ({ code }) => refused.push(code) });
    const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(head + body.slice(0, 20), () => socket.destroy()),
    );
    for (let tries = 0; refused.length === 0 && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(refused).toEqual(["ERR_MALFORMED"]);
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status).toBe(202);
  });
});

describe("the promise of the listener never rejects", () => {
  const listen = async (
    listener: ReturnType<typeof nodeListener>,
    before?: (response: ServerResponse) => void,
  ) => {
    const ended: unknown[] = [];
    server = createServer((request, response) => {
      listener(request, response).then(
        () => ended.push("done"),
        (error: unknown) => ended.push(error),
      );
      before?.(response);
    });
    await new Promise<void>((resolve) => {
      server?.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { status } = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body });
    for (let tries = 0; ended.length === 0 && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return { status, ended };
  };

  test("where something else has answered meanwhile", async () => {
    const slow = nodeListener(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return new Response(null, { status: 202 });
    });
    const found = await listen(slow, (response) => response.writeHead(503).end());
    expect(found).toEqual({ status: 503, ended: ["done"] });
  });

  test("where the receiver rejects: 500", async () => {
    const found = await listen(nodeListener(() => Promise.reject(new Error("wrapper"))));
    expect(found).toEqual({ status: 500, ended: ["done"] });
  });
});

describe("a body that a framework has read", () => {
  const read = (keep: (text: string) => object) => async (request: IncomingMessage) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    Object.assign(request, keep(text));
  };
  const send = async (port: number) =>
    (await fetch(`http://127.0.0.1:${port}/sub/path`, { method: "POST", headers, body })).status;

  test.each<[string, (text: string) => object]>([
    ["as an object, by express.json()", (text) => ({ body: JSON.parse(text) })],
    ["as text, by express.text()", (text) => ({ body: text })],
    ["as bytes, by express.raw()", (text) => ({ body: Buffer.from(text) })],
    ["as an object beside its bytes", (text) => ({ body: {}, rawBody: Buffer.from(text) })],
  ])("%s, is taken from there", async (_, keep) => {
    const { port, types } = await serve({}, read(keep));
    expect(await send(port)).toBe(202);
    expect(types).toEqual(["established"]);
  });

  test("as text, of no declared type, is taken as a streamed one would be", async () => {
    const { port, types } = await serve(
      {},
      read((text) => ({ body: text })),
    );
    const head = `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await raw(port, head + body)).toMatch(/^HTTP\/1\.1 202 /);
    expect(types).toEqual(["established"]);
  });

  test("and not kept is refused, and the operator is told why", async () => {
    const told: string[] = [];
    const { port } = await serve(
      { onRefused: ({ message }) => told.push(message) },
      read(() => ({})),
    );
    expect(await send(port)).toBe(400);
    expect(told).toEqual([expect.stringContaining("hand on the request unread")]);
  });

  test("is not mistaken for one that was not read, where a framework sets an empty object", async () => {
    const { port, types } = await serve({}, (request) =>
      Object.assign(request, { body: {}, originalUrl: "/whole" }),
    );
    expect(await send(port)).toBe(202);
    expect(types).toEqual(["established"]);
  });

  test("of a router that cuts off its part of the path is seen with the whole of it", async () => {
    const { port, urls } = await serve({}, (request) =>
      Object.assign(request, { originalUrl: "/whole/path?a=b" }),
    );
    await send(port);
    expect(urls).toEqual([`http://127.0.0.1:${port}/whole/path?a=b`]);
  });
});

test("cookies stay as many as they are, and bytes as they are", async () => {
  const bytes = Uint8Array.from([0, 255, 128]);
  const answer = () => {
    const response = new Response(bytes);
    for (const cookie of ["a=1", "b=2"]) response.headers.append("set-cookie", cookie);
    return response;
  };
  server = createServer(nodeListener(answer));
  await new Promise<void>((resolve) => {
    server?.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}`);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});
