import { expect, test } from "vitest";
import { createAcsClient } from "../../src/acs/index.ts";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { createSimulator, type Simulator } from "../../src/simulator/index.ts";
import { runCommand } from "../command/command-line.ts";
import { CANARIES, canariesIn, printed } from "./canaries.test-support.ts";

const { accessKey, token, querySecret, incomingCallContext, ownHeader, password } = CANARIES;
const credentials = { accessKey, token };
const callbackUri = `http://127.0.0.1:9/calls?code=${encodeURIComponent(querySecret)}`;
const target = { communicationUser: { id: "8:acs:a" } };

const secretive = { "x-api-key": ownHeader, cookie: `s=${ownHeader}`, "x-functions-key": ownHeader };

/** Sends everything that holds a secret, rightly and wrongly, to wherever it can be sent. */
async function useAll(send: (request: Request) => Promise<Response>, base: string): Promise<string[]> {
  const answers: string[] = [];
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await send(
      new Request(base + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...secretive, ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
    answers.push(await answer.clone().text());
    return answer;
  };
  const make = (service: string, kind: string, more: object = {}) =>
    post("/simulator/calls", { service, kind, callbackUri, ...more });
  await make("acs", "incoming", { incomingCallContext, id: "ringing" });
  // To whoever made the call its context is told, once.
  answers.length = 0;
  await make("acs", "peerToPeer", { id: "standing", data: { note: "n" } });
  await make("graph", "peerToPeer", { id: "graph" });
  // Twice the same, and what cannot be used.
  await make("acs", "incoming", { incomingCallContext });
  await make("acs", "incoming", { incomingCallContext: [incomingCallContext], callbackUri: [callbackUri] });
  await make("acs", "peerToPeer", {
    callbackUri: `http://user:${encodeURIComponent(password)}@bot.example/?code=${querySecret}`,
  });
  const version = "?api-version=2026-03-12";
  const bearer = { authorization: `Bearer ${token}` };
  const redirect = { incomingCallContext, target };
  const transfer = { targetParticipant: target, operationCallbackUri: callbackUri };
  for (const headers of [
    bearer,
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${token}` },
    {},
  ]) {
    await post(`/calling/callConnections:redirect${version}`, redirect, headers);
    await post(
      `/calling/callConnections:redirect${version}`,
      { ...redirect, incomingCallContext: `${incomingCallContext}x` },
      headers,
    );
    await post(
      `/calling/callConnections:redirect${version}`,
      { ...redirect, target: [], more: { incomingCallContext: [incomingCallContext] } },
      headers,
    );
    await post(
      `/calling/callConnections:redirect${version}&code=${encodeURIComponent(token)}`,
      JSON.stringify(redirect).slice(0, -3),
      headers,
    );
    await post(`/calling/callConnections/standing:transferToParticipant${version}`, transfer, headers);
    await post(
      "/v1.0/communications/calls/graph/transfer",
      { transferTarget: { identity: {} }, callbackUri },
      headers,
    );
    await post(
      "/beta/communications/calls/graph/redirect",
      { targets: [], callbackUri: `https://u:${encodeURIComponent(password)}@b.example/` },
      headers,
    );
  }
  await createAcsClient({
    endpoint: base,
    accessKey,
    allowLoopbackHttp: true,
    retry: false,
    fetch: (url, init) => send(new Request(url, init)),
  }).redirectCall({ incomingCallContext, target }, { headers: secretive });
  return answers;
}

/** What a person or a program can see of a simulator. */
async function seenOf(
  send: (request: Request) => Promise<Response>,
  base: string,
): Promise<Record<string, string>> {
  const get = async (path: string, accept: string) =>
    (await send(new Request(base + path, { headers: { accept } }))).text();
  const events = await send(
    new Request(`${base}/simulator/events`, {
      headers: { accept: "text/event-stream", "last-event-id": "0" },
    }),
  );
  const reader = events.body?.getReader();
  let told = "";
  // First what says that it is heard, then an entry at a time.
  for (let entry = 0; entry < 20; entry++) told += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  return {
    journal: await get("/simulator/journal", "application/json"),
    calls: await get("/simulator/calls", "application/json"),
    call: await get("/simulator/calls/ringing", "application/json"),
    page: await get("/simulator", "text/html"),
    "page of a call": await get("/simulator?call=ringing", "text/html"),
    "page of an address": await get(`/simulator?call=${encodeURIComponent("standing")}`, "text/html"),
    events: told,
  };
}

test("a simulator tells no secret in its journal, its page, its events, its control API or its answers", async () => {
  const deliveries: string[] = [];
  const simulator: Simulator = createSimulator({
    credentials,
    running: false,
    deliver: (request) => {
      deliveries.push(request.url);
      return Promise.reject(new TypeError("fetch failed"));
    },
  });
  const heard: unknown[] = [];
  simulator.subscribe((entry) => heard.push(entry));
  const base = "http://127.0.0.1:4010";
  const answers = await useAll((request) => simulator.handle(request), base);
  await simulator.settle();
  const seen = await seenOf((request) => simulator.handle(request), base);
  // They were there to be told: notifications go to the address as it was given.
  expect(deliveries.some((url) => canariesIn(url).length > 0)).toBe(true);
  expect(heard.length).toBeGreaterThan(20);
  for (const [name, text] of Object.entries({
    ...seen,
    answers: answers.join("\n"),
    heard: printed(heard),
  })) {
    expect([name, text.length > 100]).toEqual([name, true]);
    expect([name, canariesIn(text)]).toEqual([name, []]);
  }
});

test.each([[[]], [["--json"]]])("the command simulate tells no secret in its output (%j)", async (flags) => {
  const io = fakeIo({ env: { CALL_HANDOFF_ACS_ACCESS_KEY: accessKey, CALL_HANDOFF_GRAPH_TOKEN: token } });
  const code = runCommand(["simulate", "--port", "0", ...flags], io, {
    loadSimulator:
      async () =>
      ({ clockRunning, seed = 1, ...options }) =>
        createSimulator({ ...options, seed, running: clockRunning, pace: 0 }),
    version: () => "1",
    folder: ".",
  });
  const base = await io.wrote(/(http:\/\/127\.0\.0\.1:\d+)/);
  await useAll((request) => fetch(request), base);
  await io.wrote(/redirect/);
  io.signal();
  io.signal();
  await code;
  expect(io.out().length).toBeGreaterThan(1000);
  expect(canariesIn(io.out() + io.err())).toEqual([]);
});
