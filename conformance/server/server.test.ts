import { createServer, type Server } from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { freePort } from "../parties/free-port.ts";
import { createControlClient, defaultCredentials } from "../../src/simulator/index.ts";
import { exchange } from "../gate/http.ts";
import { serveParty, type ServerChanges } from "../parties/server.ts";
import { verifyServer, type PrepareCall, type ServerOptions } from "./index.ts";

const open: { close: () => unknown }[] = [];
afterAll(() => Promise.all(open.map((one) => one.close())));

async function party(changes: ServerChanges = {}): Promise<string> {
  const served = await serveParty(changes);
  open.push(served);
  return served.url;
}

/** Without the control API, as the servers of most users are. */
const uncontrolled: ServerChanges = {
  answer: async (request, right) =>
    new URL(request.url).pathname === "/simulator/calls" ? { status: 404, headers: {} } : right(request),
};

async function statuses(options: ServerOptions) {
  const { checks } = await verifyServer({ settle: 50, ...options });
  return new Map(checks.map(({ id, status, message }) => [id, { status, message }]));
}

const transfer = { operations: ["graph.transfer"], versions: ["v1.0"] };

describe("what cannot be used is said before anything is sent", () => {
  test.each([
    ["no address at all", {}, "Which server?"],
    ["an address that is none", { url: "localhost:4010" }, "--url has to be an http:// or https:// address"],
    ["a query in an address", { url: "http://127.0.0.1:1/?code=s3cret" }, "without user, query and fragment"],
    ["nobody at the address", { url: "http://127.0.0.1:1" }, "Nobody answers at http://127.0.0.1:1"],
    [
      "an address of one version for two",
      { graphUrl: "http://127.0.0.1:1/beta", filters: { operations: ["graph.transfer"] } },
      "--api-version beta",
    ],
    [
      "no address for a service",
      { acsUrl: "http://127.0.0.1:1", filters: { versions: ["beta"] } },
      "There is no address for graph@beta",
    ],
    [
      "a filter that matches nothing",
      { url: "http://127.0.0.1:1", filters: { checks: ["no/such/check"] } },
      "matches no check",
    ],
  ] satisfies [string, ServerOptions, string][])("%s", async (_name, options, sentence) => {
    await expect(verifyServer(options)).rejects.toThrow(sentence);
  });

  test("an OpenID configuration that was named and is not there", async () => {
    const url = await party();
    const given = { url, openIdConfiguration: `${url}/nothing`, filters: transfer };
    await expect(verifyServer(given)).rejects.toThrow("The OpenID configuration cannot be used");
  });
});

describe("calls of a target without a control API", () => {
  test("come from prepareCall; what it has none of is excluded, and so is what needs an https listener", async () => {
    const behind = await party();
    const url = await party({
      answer: async (request) => {
        const { pathname, search } = new URL(request.url);
        if (pathname === "/simulator/calls") return { status: 404, headers: {} };
        const answer = await fetch(behind + pathname + search, {
          method: request.method,
          headers: request.headers,
          ...(request.method === "POST" && { body: request.body }),
        });
        const headers = { "content-type": answer.headers.get("content-type") ?? "" };
        return { status: answer.status, headers, body: await answer.text() };
      },
    });
    const prepareCall: PrepareCall = async ({ service, kind, scenario, callbackUri }) => {
      if (scenario === "failure" || kind === "group") return undefined;
      return createControlClient({ url: behind }).createCall({ service, kind, callbackUri });
    };
    const filters = { operations: ["graph.transfer", "graph.redirect"], versions: ["v1.0"] };
    const found = await statuses({ url, prepareCall, filters, settle: 300 });
    expect(found.get("graph.transfer/notification/complete")?.status).toBe("passed");
    expect(found.get("graph.redirect/notification/destination")?.status).toBe("passed");
    expect(found.get("graph.transfer/notification/failure")?.status).toBe("excluded");
    expect(found.get("graph.transfer/state/group-without-transferee")?.status).toBe("excluded");
    expect(found.get("graph.redirect/notification/callback-override")).toEqual({
      status: "excluded",
      message: "It needs an https listener: give --callback-url.",
    });
    // What stands between may take longer for an answer than for a notification, which is only noted.
    const others = [...found].filter(([id]) => !id.endsWith("/after-answer"));
    expect(others.filter(([, { status }]) => !["passed", "excluded"].includes(status))).toEqual([]);
  });

  test("come from ids, whose states nobody knows; without any way to get one nothing can be tested", async () => {
    const url = await party(uncontrolled);
    const byIds = await statuses({ url, callIds: ["one"], filters: transfer, timeout: 200 });
    expect(byIds.get("graph.transfer/state/ringing-call")).toMatchObject({ status: "notTestable" });
    expect(byIds.get("graph.transfer/notification/failure")?.message).toContain("Ids alone cannot say");
    const byNothing = await statuses({ url, filters: transfer, timeout: 200 });
    expect(byNothing.get("graph.transfer/example/example-1")).toMatchObject({
      status: "notTestable",
      message: expect.stringContaining("--call-id"),
    });
    expect(byNothing.get("graph.transfer/state/unknown-call")?.status).toBe("passed");
  });
});

test("what the user says that the target lacks is excluded with that reason; keys that nobody names are not", async () => {
  const url = await party({
    answer: async (request, right) =>
      request.url.includes("openid-configuration") ? { status: 404, headers: {} } : right(request),
  });
  const filters = { ...transfer, checks: ["graph.transfer/token/*"] };
  const plain = await statuses({ url, filters });
  expect([...plain.values()].map(({ status }) => status)).toEqual(Array(5).fill("notTestable"));
  const without = await statuses({ url, filters, without: ["tokens"] });
  expect(without.get("graph.transfer/token/signature")).toEqual({
    status: "excluded",
    message: "It was said that the target lacks it (--without tokens).",
  });
});

test("what was said to be lacking stays excluded where it is seen after all, and wrong", async () => {
  const url = await party({
    deliver: (delivery, send) => send({ ...delivery, headers: { "content-type": "application/json" } }),
  });
  const tokens = await statuses({ url, filters: transfer, without: ["tokens"] });
  expect([...tokens.values()].filter(({ status }) => status === "excluded")).toHaveLength(5);
  expect([...tokens.values()].filter(({ status }) => status === "failed")).toEqual([]);
  const neither = await statuses({ url, filters: transfer, without: ["notifications"] });
  const groups = [...neither].map(([id, { status }]) => [id.split("/")[1], status] as const);
  const silent = groups.filter(([group]) => group === "token" || group === "notification");
  expect(new Set(silent.map(([, status]) => status))).toEqual(new Set(["excluded"]));
});

test("an override that only a call of a kind would show that there is none of is excluded with that reason", async () => {
  const behind = await party();
  const url = await party({
    answer: async (request, right) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/simulator/calls") return { status: 404, headers: {} };
      if (pathname.startsWith("/simulator")) return right(request);
      const headers = { ...request.headers, host: new URL(behind).host };
      return exchange(behind + pathname + search, {
        method: request.method,
        headers,
        body: request.body,
      }).then((answer) => ({
        ...answer,
        headers: { "content-type": answer.headers.get("content-type") ?? "" },
      }));
    },
  });
  const found = await statuses({
    url,
    prepareCall: ({ service, kind, scenario, callbackUri }) =>
      kind === "group" || scenario === "failure"
        ? undefined
        : createControlClient({ url: behind }).createCall({ service, kind, callbackUri }),
    filters: { operations: ["acs.transferToParticipant"], versions: ["2026-03-12"] },
  });
  expect(found.get("acs.transferToParticipant/notification/callback-override")).toEqual({
    status: "excluded",
    message: 'prepareCall gave no group call for the scenario "success".',
  });
});

test("the override of a Graph redirect is judged by an https address that leads to the gate's listener", async () => {
  const listenPort = await freePort();
  const seen = new Set<string>();
  const url = await party({
    options: { allowHosts: ["tunnel.example"] },
    // As a tunnel would: what comes to its address goes on to the listener.
    deliver(delivery, send) {
      seen.add(new URL(delivery.url).origin);
      return send({
        ...delivery,
        url: delivery.url.replace("https://tunnel.example/gate", `http://127.0.0.1:${listenPort}`),
      });
    },
  });
  const filters = { operations: ["graph.redirect"], versions: ["v1.0"] };
  const found = await statuses({ url, listenPort, callbackUrl: "https://tunnel.example/gate/", filters });
  expect(seen).toContain("https://tunnel.example");
  expect(found.get("graph.redirect/notification/callback-override")?.status).toBe("passed");
  expect([...found.values()].filter(({ status }) => status === "failed" || status === "notTestable")).toEqual(
    [],
  );
});

test("a target that never answers ends the run after three requests", async () => {
  const server: Server = createServer((request, response) => {
    if (request.method === "GET") response.end("{}");
  });
  open.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const started = performance.now();
  const found = await statuses({ url, callIds: ["one"], filters: transfer, timeout: 150 });
  server.closeAllConnections();
  expect(performance.now() - started).toBeLessThan(5000);
  expect(found.get("graph.transfer/refuses/without-target")?.message).toContain("but");
  const unsent = [...found.values()].filter(({ message }) => message.includes("it was not sent"));
  expect(unsent.length).toBeGreaterThan(5);
  expect([...found.values()].some(({ status }) => status === "passed")).toBe(false);
});

test("strange answers and notifications are faults of the target, never of the gate", async () => {
  const url = await party({
    answer: async (request, right) => {
      const answer = await right(request);
      return request.url.includes("/transfer") && answer.status < 300 ? { status: 999, headers: {} } : answer;
    },
  });
  const strange = await statuses({ url, filters: transfer, timeout: 300 });
  expect(strange.get("graph.transfer/example/example-1")).toMatchObject({
    status: "failed",
    message: expect.stringContaining("saw 999"),
  });
  const unread = await party({ deliver: (delivery, send) => send({ ...delivery, body: '{"value":[' }) });
  const found = await statuses({ url: unread, filters: transfer, timeout: 300 });
  expect(found.get("graph.transfer/notification/payload")).toMatchObject({
    status: "failed",
    message: expect.stringContaining("Expected JSON"),
  });
  expect([...strange.values(), ...found.values()].filter(({ status }) => status === "error")).toEqual([]);
});

test("a prepareCall that hangs, throws or gives something else is not the target's fault", async () => {
  const url = await party(uncontrolled);
  const run = async (prepareCall: PrepareCall) => {
    const filters = { ...transfer, checks: ["graph.transfer/accepts/only-target"] };
    const found = await statuses({ url, prepareCall, filters, timeout: 100 });
    return found.get("graph.transfer/accepts/only-target");
  };
  const hangs = await run(() => new Promise(() => {}));
  expect(hangs).toEqual({ status: "notTestable", message: "prepareCall gave nothing within 100 ms." });
  const throws = await run(() => {
    throw new Error("no", { cause: new Error("connect ECONNREFUSED") });
  });
  expect(throws?.message).toBe("prepareCall failed: no (connect ECONNREFUSED)");
  const wrong = await run(() => Object.assign(Object.create(null), { id: 5 }));
  expect(wrong).toMatchObject({ status: "notTestable", message: expect.stringContaining("{ id: string") });
});

test("no secret is in a run: neither key nor token, neither signatures nor contexts nor tokens of notifications", async () => {
  const accessKey = Buffer.from("canary of an access key").toString("base64");
  const token = "canary-of-a-token";
  const url = await party({ options: { credentials: { accessKey, token } } });
  const seen: string[] = [];
  const watched = await party({
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      const headers = { ...request.headers, host: new URL(url).host };
      const answer = await fetch(url + pathname + search, {
        method: request.method,
        headers,
        ...(request.method === "POST" && { body: request.body }),
      });
      const body = await answer.text();
      const [, context] = /"incomingCallContext":"([^"]+)"/.exec(body) ?? [];
      const [, signature] = /Signature=(.+)$/.exec(request.headers["authorization"] ?? "") ?? [];
      seen.push(...[context, signature].filter((one) => one !== undefined));
      // A target may say what it was told, under any name.
      const echoed = { "content-type": "application/json", "x-told": token, "x-key": accessKey };
      return { status: answer.status, headers: echoed, body };
    },
  });
  const run = await verifyServer({
    url: watched,
    credentials: { accessKey, token },
    filters: { operations: ["acs.redirectCall", "graph.transfer"], versions: ["2026-03-12", "beta"] },
    timeout: 3000,
    settle: 300,
  });
  const text = JSON.stringify(run);
  expect(run.traces.length).toBeGreaterThan(20);
  expect(seen.length).toBeGreaterThan(20);
  for (const secret of [accessKey, token, defaultCredentials.token, ...seen])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/Bearer [\w-]{20}/);
});
