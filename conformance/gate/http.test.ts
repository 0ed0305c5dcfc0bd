import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { exchange } from "./http.ts";

test("a server that gives up kept connections, all of them, gets each request by a new one", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    // As after too long a silence: the connection is closed when the next request is on its way already.
    socket.once("data", () => {
      socket.once("data", () => socket.destroy());
      socket.write("HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok");
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}/`;
  const ask = async () => (await exchange(url, { method: "POST", headers: {}, body: "{}" })).body;
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(["ok", "ok", "ok"]);
  expect(connections).toBe(3);
  expect([await ask(), await ask()]).toEqual(["ok", "ok"]);
  expect(connections).toBe(5);
});
