/**
 * `@microsoft/microsoft-graph-client` as a bot uses it, in both versions:
 * `verify client -- node --import tsx conformance/parties/official-graph-client.ts`.
 */
import { Client } from "@microsoft/microsoft-graph-client";
import { newCall, throttle, told } from "./official-calls.ts";

const token = told("CALL_HANDOFF_GRAPH_TOKEN");
const { origin } = new URL(told("CALL_HANDOFF_GRAPH_BASE_URL"));
const heidi = {
  identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f", displayName: "Heidi Steen" } },
};
const number = { identity: { phone: { "@odata.type": "#microsoft.graph.identity", id: "+12345678901" } } };

for (const version of ["v1.0", "beta"]) {
  const client = Client.initWithMiddleware({
    baseUrl: `${origin}/`,
    defaultVersion: version,
    authProvider: { getAccessToken: async () => token },
  });
  // It adds its token to requests for Microsoft's own hosts alone.
  const ask = (id: string, verb: string, body: object) =>
    client.api(`/communications/calls/${id}/${verb}`).header("authorization", `Bearer ${token}`).post(body);

  const { id, relatedCallId: replacesCallId } = await newCall("graph", "peerToPeer");
  await throttle("graph.transfer");
  await ask(id, "transfer", { transferTarget: heidi });
  const second = await newCall("graph", "peerToPeer");
  await ask(second.id, "transfer", { transferTarget: { ...number, replacesCallId } });
  const group = await newCall("graph", "group");
  await ask(group.id, "transfer", { transferTarget: heidi, transferee: heidi });
  const ringing = await newCall("graph", "incoming");
  await ask(ringing.id, "redirect", {
    targets: [heidi, number],
    timeout: 30,
    callbackUri: "http://127.0.0.1:9/",
  });
}
