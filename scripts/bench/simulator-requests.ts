/** The requests of the four operations, made by our own clients, so that both simulators get what applications send. */
import { defaultCredentials } from "../../src/simulator/credentials.ts";
import type { Call, NewCall } from "../../src/simulator/index.ts";
import type { FetchInit } from "../../src/http/fetch.ts";
import type { Built } from "./built.ts";
import type { Prepared } from "./rates.ts";
import { acsBody, graphBase, graphBody, operationCallbackUri, target } from "./requests.ts";

/** Where notifications would go, were they sent over a network. */
export const callbackHost = new URL(operationCallbackUri).host;

/** How a client proves who it is. */
export type Proof = "token" | "key";

/** One of the four operations. */
export interface Operation {
  readonly name: string;
  readonly service: "acs" | "graph";
  /** The call that it takes. */
  readonly call: NewCall;
  readonly status: number;
  /** The request for a call. */
  readonly prepare: (call: Call, origin: string, proof: Proof) => Promise<Prepared>;
}

/** All of them. */
export function simulatorOperations({ acs, graph, node }: Built): readonly Operation[] {
  const common = { allowLoopbackHttp: true, digest: node.nodeDigest };
  const { accessKey, token } = defaultCredentials;
  const endless = { token, expiresOnTimestamp: Date.now() + 86_400_000 };
  const acsClient = (endpoint: string, proof: Proof, fetch: Capture) =>
    proof === "key"
      ? acs.createAcsClient({ ...common, endpoint, fetch, accessKey })
      : acs.createAcsClient({ ...common, endpoint, fetch, credential: () => endless });
  const graphClient = (origin: string, fetch: Capture) =>
    graph.createGraphClient({ ...common, baseUrl: origin + graphBase, fetch, credential: token });
  return [
    {
      name: "acs.transferToParticipant",
      service: "acs",
      call: { service: "acs", kind: "peerToPeer", callbackUri: operationCallbackUri },
      status: 202,
      prepare: ({ id }, origin, proof) =>
        captured((fetch) => acsClient(origin, proof, fetch).transferToParticipant(id, acsBody)),
    },
    {
      name: "acs.redirectCall",
      service: "acs",
      call: { service: "acs", kind: "incoming", callbackUri: operationCallbackUri },
      status: 204,
      prepare: ({ incomingCallContext = "" }, origin, proof) =>
        captured((fetch) =>
          acsClient(origin, proof, fetch).redirectCall({
            incomingCallContext,
            target: { kind: "communicationUser", communicationUser: { id: target } },
          }),
        ),
    },
    {
      name: "graph.transfer",
      service: "graph",
      call: { service: "graph", kind: "peerToPeer", callbackUri: operationCallbackUri },
      status: 202,
      prepare: ({ id }, origin) => captured((fetch) => graphClient(origin, fetch).transfer(id, graphBody)),
    },
    {
      name: "graph.redirect",
      service: "graph",
      call: { service: "graph", kind: "incoming", callbackUri: operationCallbackUri },
      status: 202,
      prepare: ({ id }, origin) =>
        captured((fetch) =>
          graphClient(origin, fetch).redirect(id, {
            targets: [{ identity: graphBody.transferTarget?.identity ?? {} }],
            callbackUri: operationCallbackUri,
          }),
        ),
    },
  ];
}

type Capture = (url: string, init: FetchInit) => Promise<Response>;

/** The same for Prism, which knows paths without what the server address puts before them. */
export function forPrism({ path, ...rest }: Prepared): Prepared {
  return { ...rest, path: path.startsWith(graphBase) ? path.slice(graphBase.length) : path };
}

/** What a client would send. */
async function captured(send: (fetch: Capture) => Promise<unknown>): Promise<Prepared> {
  let prepared: Prepared | undefined;
  await send(async (address, { headers, body }) => {
    const { pathname, search } = new URL(address);
    prepared = { path: pathname + search, headers, body: body ?? "" };
    return new Response(null, { status: 204 });
  });
  if (!prepared) throw new Error("A client sent nothing.");
  return prepared;
}
