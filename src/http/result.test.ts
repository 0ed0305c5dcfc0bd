import { describe, expect, test, vi } from "vitest";
import { undiciFetch } from "../node/index.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();

const json = { "content-type": "application/json" };
const vendorError = { error: { code: "7505", message: "Tenant mismatch." } };

const cases = services.flatMap(([name, service]) => [
  { name: `${name} by fetch`, service, fetch: {} },
  { name: `${name} by undici`, service, fetch: { fetch: undiciFetch() } },
]);

describe.each(cases)("the answer to a call of $name", ({ service, fetch }) => {
  const client = () => service(server.origin, { retry: false, ...fetch });

  test("gives the error that the service documents, with headers and without text", async () => {
    server.answer = (response) => response.writeHead(403, json).end(JSON.stringify(vendorError));
    const result = await client()();
    expect(result).toMatchObject({
      ok: false,
      status: 403,
      error: vendorError,
      text: undefined,
      attempts: 1,
    });
    expect(result.headers.get("content-type")).toBe("application/json");
  });

  test.each([
    ["HTML", "<html><h1>Bad Gateway</h1></html>", "text/html"],
    ["JSON that is cut short", '{"error":{"code":', "application/json"],
    ["text that is no JSON", "busy", "application/json"],
    ["another document", '{"Message":"No HTTP resource was found"}', "application/json"],
    ["an error without code", '{"error":{"message":"m"}}', "application/json"],
    ["an error whose code is a number", '{"error":{"code":7505,"message":"m"}}', "application/json"],
    ["an error that is text", '{"error":"invalid"}', "application/json"],
    ["null", "null", "application/json"],
    ["a list", "[]", "application/json"],
  ])("keeps the status and the text of an error whose body is %s", async (_kind, text, type) => {
    server.answer = (response) => response.writeHead(502, { "content-type": type }).end(text);
    expect(await client()()).toMatchObject({ ok: false, status: 502, error: undefined, text });
  });

  test("an error without a body has neither error nor text", async () => {
    server.answer = (response) => response.writeHead(500).end();
    expect(await client()()).toMatchObject({ ok: false, status: 500, error: undefined, text: undefined });
  });

  test("takes the vendor's error also when its content type is wrong", async () => {
    server.answer = (response) =>
      response.writeHead(404, { "content-type": "text/plain" }).end(JSON.stringify(vendorError));
    expect(await client()()).toMatchObject({ ok: false, status: 404, error: vendorError });
  });

  test.each(["<p>ok</p>", '{"operationContext":7}', "[1]", "{"])(
    "a 202 with the body %s is success whose text is kept",
    async (text) => {
      server.answer = (response) => response.writeHead(202, json).end(text);
      expect(await client()()).toMatchObject({ ok: true, status: 202, data: undefined, text });
    },
  );

  test.each([301, 302, 307, 308])("a redirect with %i is an answer and is not followed", async (status) => {
    server.answer = (response, { url }) => {
      if (url === "/elsewhere") response.writeHead(202).end();
      else response.writeHead(status, { location: "/elsewhere" }).end();
    };
    const result = await client()();
    expect(result).toMatchObject({ ok: false, status });
    expect(result.headers.get("location")).toBe("/elsewhere");
    expect(server.soleRequest().method).toBe("POST");
  });

  test.each([200, 201, 204, 206])("%i is not the documented success", async (status) => {
    server.answer = (response) => response.writeHead(status).end();
    expect(await client()()).toMatchObject({ ok: false, status, error: undefined });
  });

  test("half a body does not hide that the operation was taken", async () => {
    server.answer = (response) => {
      response.writeHead(202, { "content-length": "100" }).write('{"operation');
      setTimeout(() => response.destroy(), 10);
    };
    const result = await client()();
    expect(result).toMatchObject({ ok: true, status: 202, data: undefined, text: undefined });
    expect(result.fault).toMatchObject({ code: "ERR_NETWORK", cause: expect.any(Error) });
  });

  test("half a body does not hide the status of an error", async () => {
    server.answer = (response) => {
      response.writeHead(404, { "content-length": "100" }).write('{"error":');
      setTimeout(() => response.destroy(), 10);
    };
    const result = await client()();
    expect(result).toMatchObject({
      ok: false,
      status: 404,
      error: undefined,
      fault: { code: "ERR_NETWORK" },
    });
  });

  test("a body that never ends does not hide that the operation was taken", async () => {
    server.answer = (response) => response.writeHead(202, { "content-length": "100" }).write("{");
    const result = await client()({ attemptTimeout: 100 });
    expect(result).toMatchObject({ ok: true, status: 202, fault: { code: "ERR_TIMEOUT" } });
  });

  test("a slow body is waited for", async () => {
    server.answer = (response) => {
      response.writeHead(403, json).write('{"error":{"code":"1",');
      setTimeout(() => response.end('"message":"m"}}'), 50);
    };
    expect(await client()()).toMatchObject({ error: { error: { code: "1", message: "m" } } });
  });

  test("orThrow gives the success", async () => {
    expect(await client().orThrow()).toMatchObject({ ok: true, status: 202 });
  });

  test("orThrow throws what is no success, with the answer", async () => {
    server.answer = (response) => response.writeHead(403, json).end(JSON.stringify(vendorError));
    const thrown = await client()
      .orThrow()
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      name: "HandoffError",
      code: "ERR_REFUSED",
      message: expect.stringMatching(/^(acs|graph)\.transfer\w* was answered with 403 \(7505\)\.$/),
      attempts: 1,
      result: { ok: false, status: 403, error: vendorError },
    });
  });

  test("looks the global fetch up at each call, unless it has one of its own", async () => {
    const call = client();
    vi.stubGlobal("fetch", async () => new Response(null, { status: 418 }));
    const { status } = await call();
    vi.unstubAllGlobals();
    expect(status).toBe("fetch" in fetch ? 202 : 418);
    expect(await call()).toMatchObject({ status: 202 });
  });
});

test("ACS tells the id of the request by x-ms-client-request-id, Graph by request-id", async () => {
  server.answer = (response) =>
    response.writeHead(202, { "x-ms-client-request-id": "acs-id", "request-id": "graph-id" }).end();
  const ids = await Promise.all(
    services.map(async ([, service]) => (await service(server.origin)()).requestId),
  );
  expect(ids).toEqual(["acs-id", "graph-id"]);
});
