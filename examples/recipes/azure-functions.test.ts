import {
  app,
  HttpRequest,
  HttpResponse,
  InvocationContext,
  type HttpFunctionOptions,
} from "@azure/functions";
import { afterAll, assert, beforeEach, expect, test, vi } from "vitest";
import { printed, SECRET, startServices } from "./recipes.test-support.ts";

/** The bytes that reached the receiver. */
const bodies: Buffer[] = [];
vi.mock(import("call-handoff/acs/webhook"), async (original) => {
  const module = await original();
  return {
    ...module,
    createAcsReceiver(options) {
      const receive = module.createAcsReceiver(options);
      return async (request) => {
        bodies.push(Buffer.from(await request.clone().arrayBuffer()));
        return receive(request);
      };
    },
  };
});

const lines = printed();
// Tells that there is no host, and registers nothing.
const registered = vi.spyOn(app, "http");
const services = startServices((request) => invoke(request));
await import("./azure-functions.ts");
const [name, options] = registered.mock.calls[0] ?? [];
const ADDRESS = "https://127.0.0.1/api/callbacks";

beforeEach(() => {
  lines.length = 0;
  bodies.length = 0;
});
afterAll(() => {
  vi.restoreAllMocks();
  services.stop();
});

/** Calls the function as its host does, with the classes of the package. */
async function invoke(request: Request): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const { url, method, headers } = request;
  const given = new HttpRequest({ url, method, headers: Object.fromEntries(headers), body: { bytes } });
  const handler: HttpFunctionOptions["handler"] | undefined = options?.handler;
  assert(handler);
  const answer = await handler(given, new InvocationContext());
  const sent = new HttpResponse(answer ?? {});
  return new Response(await sent.text(), { status: sent.status, headers: [...sent.headers] });
}

test("the function is registered for POST, and asks for no key of the host", () => {
  expect(name).toBe("callbacks");
  expect(options).toMatchObject({ methods: ["POST"], authLevel: "anonymous" });
});

test("notifications are taken with the secret in the query", async () => {
  const answers = await services.transferAcs(`${ADDRESS}?secret=${SECRET}`);
  expect(answers).toEqual(["accepted 202", "disconnected 202"]);
  expect(lines).toEqual([
    "ACS tells Microsoft.Communication.CallTransferAccepted",
    "ACS tells Microsoft.Communication.CallDisconnected",
  ]);
});

test.each([
  ["without the secret", ADDRESS, "success"],
  ["with another one", `${ADDRESS}?secret=guessed-by-somebody`, "success"],
  ["with a bad token", `${ADDRESS}?secret=${SECRET}`, "wrongly-signed"],
] as const)("they are refused %s", async (_, address, scenario) => {
  expect(await services.transferAcs(address, scenario)).toEqual(["accepted 401", "disconnected 401"]);
  for (const line of lines) expect(line).toMatch(/^ERR_UNAUTHORIZED /);
});

test("the body reaches the receiver byte for byte, the answer comes back whole", async () => {
  // Text that no decoding and encoding would give back.
  const body = Buffer.from([0xef, 0xbb, 0xbf, 0x5b, 0x0d, 0x0a, 0xff, 0xc3, 0x28, 0x00, 0x5d]);
  const answer = await invoke(new Request(ADDRESS, { method: "POST", body }));
  expect(bodies).toEqual([body]);
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  expect(await answer.json()).toEqual({ error: { code: "ERR_UNAUTHORIZED" } });
});
