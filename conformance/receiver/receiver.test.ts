import { beforeAll, describe, expect, test } from "vitest";
import { acsVersions } from "../../src/acs/index.ts";
import { serveReceivers } from "../parties/receiver.ts";
import { EVENT_GRID_SECRET, type Change } from "../parties/receivers.ts";
import { catalogue } from "../gate/catalogue.ts";
import { GateError } from "../gate/errors.ts";
import type { Check, Run } from "../report/check.ts";
import { verifyReceiver, type ReceiverOptions } from "./index.ts";

/** Puts our receivers under the gate. */
async function verify(
  options: Partial<ReceiverOptions> = {},
  making: Parameters<typeof serveReceivers>[0] = {},
): Promise<Run> {
  const party = await serveReceivers(making);
  try {
    return await verifyReceiver({ ...party.options, ...options });
  } finally {
    await party.close();
  }
}

const ended = (run: Run, ...statuses: readonly Check["status"][]) =>
  run.checks
    .filter(({ status }) => statuses.includes(status))
    .map(({ id, apiVersion, message }) => `${id}@${apiVersion}: ${message}`);

describe("our receivers", () => {
  let run: Run;
  /** What must be in no report. */
  const seen = { tokens: new Set<string>(), contexts: new Set<string>() };
  /** Tells in its answers all that it was told. */
  const echo: Change = (receive) => async (request) => {
    const { headers } = request;
    const text = await request.clone().text();
    const token = headers.get("authorization") ?? "";
    if (/^\w+ ey/.test(token)) seen.tokens.add(token.replace(/^\w+ /, ""));
    for (const [, context = ""] of text.matchAll(/"incomingCallContext":"([^"]+)"/g))
      seen.contexts.add(context);
    const answer = await receive(request);
    const told = `${token} ${request.url} ${text.trim()} ${JSON.stringify({ token, text: text.trim() })}`;
    const more = { "x-told": token, "x-url": request.url };
    // The handshake has an answer of its own.
    if (answer.status === 200) return answer;
    return new Response(told, {
      status: answer.status,
      headers: { ...Object.fromEntries(answer.headers), ...more },
    });
  };

  beforeAll(async () => {
    const patient = { keysCooldown: 0 };
    run = await verify({ rotateKeys: true }, { graph: patient, acs: patient, change: echo });
  });

  test("pass every check, and each is judged in every version", () => {
    expect(ended(run, "failed", "notTestable", "error")).toEqual([]);
    const all = [...catalogue.values()].filter(({ mode }) => mode === "receiver");
    expect(run.checks).toHaveLength(all.reduce((sum, { versions }) => sum + versions.length, 0));
    expect(ended(run, "excluded").every((line) => line.includes("/process@"))).toBe(true);
    expect(run.notes).toEqual([]);
  });

  test("leave no secret in a report, whatever they answer", () => {
    expect(seen.tokens.size).toBeGreaterThan(40);
    expect(seen.contexts.size).toBeGreaterThan(10);
    const text = JSON.stringify(run);
    const told = [...seen.tokens, ...seen.contexts, EVENT_GRID_SECRET, encodeURIComponent(EVENT_GRID_SECRET)];
    expect(told.filter((secret) => text.includes(secret))).toEqual([]);
    // Nor the half of a token.
    expect(text).not.toMatch(/eyJ[\w-]{10}/);
    expect(run.target).toContain("code=(redacted)");
  });

  test("are told of every call in order, one request at a time, and every request is in a trace", () => {
    for (const { exchanges } of run.traces)
      for (const [index, { at, durationMs }] of exchanges.entries())
        expect((exchanges[index + 1]?.at ?? Infinity) + 1).toBeGreaterThanOrEqual(at + durationMs);
    const ids = new Set(run.traces.map(({ id }) => id));
    expect(ids.size).toBe(run.traces.length);
    const unseen = run.checks.filter(({ traces, status }) => status === "passed" && traces.length === 0);
    expect(unseen.map(({ id }) => id)).toEqual([]);
  });
});

describe("what is judged", () => {
  test("are the services that were asked for, and Event Grid where its address was given", async () => {
    const party = await serveReceivers();
    const { acsUrl, onReady } = party.options;
    const run = await verifyReceiver({ acsUrl, services: ["acs"], ...(onReady && { onReady }) });
    await party.close();
    expect(ended(run, "failed", "notTestable", "error")).toEqual([]);
    expect(new Set(run.checks.map(({ apiVersion }) => apiVersion))).toEqual(new Set(acsVersions));
    const excluded = run.checks.filter(({ message }) => message.includes("--event-grid-url"));
    expect(new Set(excluded.map(({ operation }) => operation))).toEqual(
      new Set(["acs.incomingCall", "acs.incomingCallCloudEvent", "acs.redirectCall"]),
    );
  });

  test("are the checks that were asked for, in the version that was", async () => {
    const filters = { operations: ["graph.redirect"], versions: ["v1.0"] };
    const run = await verify({ filters });
    expect(run.checks.map(({ id, status }) => `${id} ${status}`)).toEqual(
      ["incoming", "terminated", "application-instance", "answered-by"].map(
        (slug) => `graph.redirect/receiver/${slug} passed`,
      ),
    );
  });

  test.each<[string, Partial<ReceiverOptions>, RegExp]>([
    ["no address", { services: ["graph"] }, /--graph-url/],
    ["an address that is none", { graphUrl: "bot", services: ["graph"] }, /--graph-url has to be/],
    ["an address with a password", { url: "http://a:b@127.0.0.1" }, /without a user/],
    ["an unknown check", { url: "http://127.0.0.1", filters: { checks: ["x"] } }, /matches no check/],
    [
      "nothing that was asked for",
      { url: "http://127.0.0.1", filters: { operations: ["acs.redirectCall"] } },
      /--event-grid-url/,
    ],
  ])("is an error of the usage with %s", async (_, options, message) => {
    const judged = verifyReceiver(options);
    await expect(judged).rejects.toThrow(GateError);
    await expect(judged).rejects.toThrow(message);
  });

  test("needs a port for the keys that is free", async () => {
    const party = await serveReceivers();
    const port = Number(new URL(party.options.graphUrl).port);
    await expect(verifyReceiver({ ...party.options, issuerPort: port })).rejects.toThrow(GateError);
    await party.close();
  });
});

test("ids and port of the keys can be chosen, for receivers that were started elsewhere", async () => {
  const told: string[] = [];
  const ids = { appId: crypto.randomUUID(), resourceId: crypto.randomUUID(), tenantId: crypto.randomUUID() };
  const party = await serveReceivers({ graph: { tenants: [ids.tenantId] } });
  const run = await verifyReceiver({
    ...party.options,
    ...ids,
    filters: { checks: ["*/receiver/valid-token", "graph.redirect/**"] },
    onReady(lines) {
      told.push(...lines);
      return party.options.onReady?.(lines);
    },
  });
  await party.close();
  expect(ended(run, "failed", "notTestable", "error")).toEqual([]);
  expect(told).toEqual([
    expect.stringMatching(/^CALL_HANDOFF_OPENID_CONFIGURATION_URL=http:\/\/127\.0\.0\.1:\d+\//),
    `CALL_HANDOFF_GRAPH_APP_ID=${ids.appId}`,
    `CALL_HANDOFF_ACS_RESOURCE_ID=${ids.resourceId}`,
  ]);
});
