import { expect, test } from "vitest";
import { createAcsReceiver } from "../acs/webhook.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { createSimulator } from "./index.ts";
import { openIdConfigurations } from "./vendor-keys.ts";

const callbackUri = "http://127.0.0.1/calls";

test("receivers that read keys by a simulator's fetch need no address of its keys", async () => {
  const told: string[] = [];
  const refused: string[] = [];
  const simulator = createSimulator({
    running: false,
    deliver: (request) => (request.url.endsWith("acs") ? acs(request) : graph(request)),
  });
  const { appId, resourceId, token } = simulator.credentials;
  const shared = {
    fetch: simulator.fetch,
    onNotification: ({ type }: { readonly type: string }) => void told.push(type),
    onRefused: ({ message }: { readonly message: string }) => void refused.push(message),
  };
  const graph = createGraphReceiver({ ...shared, appId });
  const acs = createAcsReceiver({ ...shared, resourceId });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const ofGraph = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
  const ofAcs = simulator.createCall({
    service: "acs",
    kind: "peerToPeer",
    callbackUri: `${callbackUri}/acs`,
  });

  await simulator.fetch(`https://graph.microsoft.com/v1.0/communications/calls/${ofGraph.id}/transfer`, {
    method: "POST",
    headers,
    body: JSON.stringify({ transferTarget: { identity: { user: { id: "u" } } } }),
  });
  await simulator.fetch(
    `https://contoso.communication.azure.com/calling/callConnections/${ofAcs.id}:transferToParticipant?api-version=2024-09-15`,
    {
      method: "POST",
      headers,
      body: JSON.stringify({ targetParticipant: { rawId: "4:+14255550123" } }),
    },
  );
  await simulator.settle();

  expect(refused).toEqual([]);
  expect(told).toContain("terminated");
  expect(told).toContain("Microsoft.Communication.CallTransferAccepted");
});

test("only the vendors' own configurations are answered so, not other documents of those hosts", async () => {
  const { fetch } = createSimulator({ running: false });
  for (const url of openIdConfigurations) {
    expect(await (await fetch(url)).json()).toMatchObject({ jwks_uri: new URL("/simulator/keys", url).href });
    expect((await fetch(`${url}/other`)).status).toBe(404);
  }
});
