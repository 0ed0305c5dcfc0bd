/** The ways to send an ACS transfer. */
import { CallAutomationClient } from "@azure/communication-call-automation";
import createClient from "openapi-fetch";
import type * as Undici from "undici";
import {
  acsOperations,
  newestAcsVersion,
  type NewestAcsVersion,
  type VersionTypes,
} from "../../generated/operations.ts";
import type { Built } from "./built.ts";
import type { Contestant, ContestantName } from "./contestant.ts";
import {
  accessKey,
  acsBody,
  acsHeaders,
  acsPath,
  callId,
  operationCallbackUri,
  operationContext,
  target,
  token,
  transferee,
} from "./requests.ts";

type Paths = VersionTypes[`acs@${NewestAcsVersion}`]["paths"];

/** All that send to a server. */
export async function acsContestants(origin: string, { acs, node }: Built): Promise<Contestant[]> {
  // The undici that is loaded first, that of Node.js or the package, else serves both: each has to have its own.
  await fetch(origin);
  const undici = await import("undici");
  const dispatcher = new undici.Agent();
  const common = { endpoint: origin, allowLoopbackHttp: true };
  const endless = { token, expiresOnTimestamp: Date.now() + 86_400_000 };
  const { undiciFetch, nodeDigest } = node;
  const onNode = { fetch: undiciFetch(dispatcher), digest: nodeDigest };

  return [
    byFetch(origin + acsPath),
    byOpenapiFetch(origin),
    byUndici(origin + acsPath, undici, dispatcher),
    byOurs("our ACS client", acs.createAcsClient({ ...common, credential: () => endless })),
    byOurs("our ACS client, key", acs.createAcsClient({ ...common, accessKey })),
    byOurs(
      "our ACS client, key, call-handoff/node",
      acs.createAcsClient({ ...common, ...onNode, accessKey }),
    ),
    ...byOfficial(`endpoint=${origin}/;accesskey=${accessKey}`),
  ];
}

function byFetch(url: string): Contestant {
  return {
    name: "fetch",
    async call() {
      const body = JSON.stringify(acsBody);
      const response = await fetch(url, { method: "POST", headers: acsHeaders(), body });
      const answer: unknown = JSON.parse(await response.text());
      return answer;
    },
  };
}

function byOpenapiFetch(baseUrl: string): Contestant {
  const client = createClient<Paths>({ baseUrl });
  const path = { callConnectionId: callId };
  return {
    name: "openapi-fetch",
    async call() {
      const { data } = await client.POST(acsOperations.transferToParticipant.path, {
        params: { path, query: { "api-version": newestAcsVersion } },
        headers: acsHeaders(),
        body: acsBody,
      });
      return data;
    },
  };
}

function byUndici(url: string, { request }: typeof Undici, dispatcher: Undici.Dispatcher): Contestant {
  return {
    name: "undici.request",
    async call() {
      const body = JSON.stringify(acsBody);
      const response = await request(url, { method: "POST", headers: acsHeaders(), body, dispatcher });
      const answer: unknown = JSON.parse(await response.body.text());
      return answer;
    },
  };
}

function byOurs(name: ContestantName, client: ReturnType<Built["acs"]["createAcsClient"]>): Contestant {
  return {
    name,
    async call() {
      const result = await client.transferToParticipant(callId, acsBody);
      return result.ok ? result.data : result.error;
    },
  };
}

/** Of its connections one is made for each call, as an application does, and one is kept for all. */
function byOfficial(connectionString: string): Contestant[] {
  const client = new CallAutomationClient(connectionString, { allowInsecureConnection: true });
  const kept = client.getCallConnection(callId);
  const options = {
    transferee: { communicationUserId: transferee },
    operationCallbackUrl: operationCallbackUri,
    operationContext,
  };
  const transfer = (connection: typeof kept): Promise<unknown> =>
    connection.transferCallToParticipant({ communicationUserId: target }, options);
  return [
    { name: "official ACS client, key", call: () => transfer(client.getCallConnection(callId)) },
    { name: "official ACS client, key, CallConnection kept", call: () => transfer(kept) },
  ];
}
