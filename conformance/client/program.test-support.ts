import { createGraphClient, type GraphVersion } from "../../src/graph/index.ts";
import { createControlClient } from "../../src/simulator/index.ts";
import type { Run } from "../report/check.ts";
import type { RunClient } from "./index.ts";

/** A client that transfers a call through Graph: one of the id, or else a new one. */
export function transferring(version: GraphVersion = "v1.0", callId?: string): RunClient {
  return async (environment) => {
    const url = environment["CALL_HANDOFF_CONTROL_URL"] ?? "";
    const credential = environment["CALL_HANDOFF_GRAPH_TOKEN"] ?? "";
    const call = { service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:9/" } as const;
    const id = callId ?? (await createControlClient({ url }).createCall(call)).id;
    const graph = createGraphClient({
      version,
      baseUrl: `${url}/${version}`,
      credential,
      allowLoopbackHttp: true,
    });
    const { ok } = await graph.transfer(id, { transferTarget: { identity: { user: { id: "heidi" } } } });
    return ok ? 0 : 1;
  };
}

/** A command that runs a program in JavaScript, to which `call` and `ask` are known. */
export function program(text: string): string[] {
  return [process.execPath, "--input-type=module", "--eval", `${PREAMBLE}\n${text}`];
}

const PREAMBLE = `
  const { CALL_HANDOFF_CONTROL_URL: control, CALL_HANDOFF_GRAPH_BASE_URL: graph, CALL_HANDOFF_GRAPH_TOKEN: token } = process.env;
  const headers = { "content-type": "application/json", authorization: "Bearer " + token };
  const post = (url, body) => fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const call = async (service, kind, more = {}) =>
    (await post(control + "/simulator/calls", { service, kind, callbackUri: "http://127.0.0.1:9/", ...more })).json();
  const transferTarget = { identity: { user: { id: "heidi" } } };
  const transfer = (id, more = {}) => post(graph + "/communications/calls/" + id + "/transfer", { transferTarget, ...more });
`;

/** What did not pass and was not excluded, in short. */
export function faultsOf({ checks }: Run): string[] {
  return checks
    .filter(({ status }) => status !== "passed" && status !== "excluded")
    .map(({ id, apiVersion, status, message }) => `${status} ${id} ${apiVersion}: ${message}`);
}
