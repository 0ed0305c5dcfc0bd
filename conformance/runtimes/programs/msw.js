/** Both clients by the global `fetch`, through the handlers of `call-handoff/msw`. Prints its checks. */
import { acsVersions, createAcsClient } from "call-handoff/acs";
import { createGraphClient, graphVersions } from "call-handoff/graph";
import { createGraphReceiver } from "call-handoff/graph/webhook";
import { handlers, simulatorHandlers } from "call-handoff/msw";
import { createControlClient, createSimulator, defaultCredentials } from "call-handoff/simulator";
import { setupServer } from "msw/node";
import { serve } from "./serve.js";

const endpoint = "https://contoso.communication.azure.com";
const calling = `${endpoint}/calling/callConnections`;
const credential = defaultCredentials.token;
const target = { identity: { phone: { id: "+12345678901" } } };
const bodies = {
  acsTransfer: { targetParticipant: { rawId: "4:+14255550123" } },
  acsRedirect: { incomingCallContext: "opaque", target: {} },
  graphTransfer: { transferTarget: target },
  graphRedirect: { targets: [target] },
};

const checks = [];

async function check(name, wanted, judge) {
  let found;
  try {
    found = await judge();
  } catch (error) {
    found = `${error.code ?? error.name}: ${error.message}`;
  }
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  checks.push({ name, ok: is === should, message: `${is} and not ${should}` });
}

/** Lets handlers answer meanwhile. What they do not handle fails. */
async function listening(own, judge) {
  const server = setupServer(...own);
  // The name that msw 3 has for the option, and that of msw 2.
  server.listen({ onUnhandledFrame: "error", onUnhandledRequest: "error" });
  try {
    await judge();
  } finally {
    server.close();
  }
}

/** What is called by which client in which version, where it has to arrive, and with which body. */
const calls = [
  ...acsVersions.flatMap((apiVersion) => {
    const acs = createAcsClient({ endpoint, credential, apiVersion });
    const { acsTransfer, acsRedirect } = bodies;
    const query = `api-version=${apiVersion}`;
    return [
      [
        `acs.transferToParticipant@${apiVersion}`,
        () => acs.transferToParticipant("a:b/c", acsTransfer),
        `${calling}/a%3Ab%2Fc:transferToParticipant?${query}`,
        acsTransfer,
      ],
      [
        `acs.redirectCall@${apiVersion}`,
        () => acs.redirectCall(acsRedirect),
        `${calling}:redirect?${query}`,
        acsRedirect,
      ],
    ];
  }),
  ...graphVersions.flatMap((version) => {
    const graph = createGraphClient({ credential, version });
    const { graphTransfer, graphRedirect } = bodies;
    const base = `https://graph.microsoft.com/${version}/communications/calls/call-1`;
    return [
      [
        `graph.transfer@${version}`,
        () => graph.transfer("call-1", graphTransfer),
        `${base}/transfer`,
        graphTransfer,
      ],
      [
        `graph.redirect@${version}`,
        () => graph.redirect("call-1", graphRedirect),
        `${base}/redirect`,
        graphRedirect,
      ],
    ];
  }),
];

const seen = [];
const answer = async (request) => {
  seen.push([request.method, request.url, await request.text()]);
  return Response.json({}, { status: 202 });
};

// Somebody who would answer what msw lets pass.
const open = await serve(async () => new Response(null, { status: 204 }));
const ask = async (url) => {
  try {
    return (await fetch(url, { method: "POST", body: "{}" })).status;
  } catch {
    return "refused";
  }
};
await check("without msw there is an answer", 204, () => ask(`${open.url}/calling/other`));

await listening(handlers(answer), async () => {
  for (const [name, send, url, body] of calls)
    await check(name, [202, [["POST", url, JSON.stringify(body)]]], async () => {
      const { status } = await send();
      return [status, seen.splice(0)];
    });
  for (const path of ["callConnectionsXYZ:redirect", "callConnections/call-1:play", "other"])
    await check(`no handler for ${path}`, ["refused", []], async () => {
      const refused = await ask(`${open.url}/calling/${path}`);
      return [refused, seen.splice(0)];
    });
});

// As in production: nobody is told of the simulator, and the keys are those of the vendor's address.
const states = [];
const deliver = createGraphReceiver({
  appId: defaultCredentials.appId,
  onNotification: ({ type }) => void states.push(type),
});
const simulator = createSimulator({ running: false, deliver });
await listening(simulatorHandlers(simulator), async () => {
  const control = createControlClient({ url: "https://anywhere.example" });
  const callbackUri = "http://127.0.0.1/calls";
  const graph = createGraphClient({ credential });
  await check("a transfer through the simulator, with its notifications verified", 202, async () => {
    const { id } = await control.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    const { status } = await graph.transfer(id, bodies.graphTransfer);
    await simulator.settle();
    return status;
  });
  await check("its notifications", ["transferring", "transferAccepted", "terminated"], () => states);
  await check("a broken connection is one for the client too", "ERR_NETWORK", async () => {
    const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    simulator.addFault({ on: "request", disconnect: "before" });
    const { code } = await createGraphClient({ credential, retry: false })
      .transfer(id, bodies.graphTransfer)
      .catch((error) => error);
    return code;
  });
});

process.stdout.write(`${JSON.stringify(checks)}\n`);
process.exit(0);
