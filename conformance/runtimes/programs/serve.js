/**
 * Lets a function of web standards answer on 127.0.0.1, by the server that the runtime has of its own, or by `node:http`.
 *
 * @param {(request: Request) => Promise<Response>} handle
 * @param {{ port?: number, server?: string }} [options] - `server`: `node` for `node:http` everywhere
 * @returns {Promise<{ url: string, close: () => unknown }>}
 */
export async function serve(handle, { port = 0, server = "own" } = {}) {
  const hostname = "127.0.0.1";
  if (server === "own" && "Bun" in globalThis) {
    const served = globalThis.Bun.serve({ port, hostname, fetch: handle });
    return { url: `http://${hostname}:${served.port}`, close: () => served.stop(true) };
  }
  if (server === "own" && "Deno" in globalThis) {
    const served = globalThis.Deno.serve({ port, hostname, onListen() {} }, handle);
    return { url: `http://${hostname}:${served.addr.port}`, close: () => served.shutdown() };
  }
  const { createServer } = await import("node:http");
  const { nodeListener } = await import("call-handoff/node");
  const served = createServer(nodeListener(handle));
  await new Promise((resolve) => {
    served.listen(port, hostname, resolve);
  });
  return { url: `http://${hostname}:${served.address().port}`, close: () => served.close() };
}
