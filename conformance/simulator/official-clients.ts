import { CallAutomationClient } from "@azure/communication-call-automation";
import { Client } from "@microsoft/microsoft-graph-client";
import { serveSimulator } from "../../src/node/index.ts";
import { createSimulator, type NewCall, type RequestEntry } from "../../src/simulator/index.ts";
import { objectAt } from "../contract/schema/schema.ts";

/** Where notifications would go. */
export const CALLBACK = "http://127.0.0.1:9/callback";

/** A simulator that is served and strict, with the vendor's clients pointed at it. */
export async function officialStage() {
  const sent: unknown[] = [];
  const simulator = createSimulator({
    running: false,
    strict: true,
    async deliver(request) {
      const body: unknown = await request.json();
      const [event] = Array.isArray(body) ? body : [];
      const code = objectAt(event, "data")["validationCode"];
      if (code !== undefined) return Response.json({ validationResponse: code });
      sent.push(body);
      return new Response();
    },
  });
  const server = await serveSimulator(simulator);
  const { url } = server;
  const { accessKey, token } = simulator.credentials;
  return {
    simulator,
    close: () => server.close(),
    /** The bodies of notifications. */
    sent,
    acs: (key = accessKey) =>
      new CallAutomationClient(`endpoint=${url}/;accesskey=${key}`, {
        allowInsecureConnection: true,
        // How long it waits where the service names no time.
        retryOptions: { retryDelayInMs: 1 },
      }),
    /** Sends by the client for Graph, which adds its token to https addresses alone. */
    graph: async (path: string, body: object, version = "v1.0", bearer = token): Promise<unknown> => {
      const authProvider = { getAccessToken: async () => bearer };
      const client = Client.initWithMiddleware({ baseUrl: `${url}/`, defaultVersion: version, authProvider });
      const answer: unknown = await client.api(path).header("authorization", `Bearer ${bearer}`).post(body);
      return answer;
    },
    call: (service: NewCall["service"], kind: NewCall["kind"], scenario = "success") =>
      simulator.createCall({ service, kind, scenario, callbackUri: CALLBACK }),
    /** The requests that came, or those of one call. */
    requests: (call?: string): RequestEntry[] =>
      simulator
        .getJournal(call === undefined ? {} : { call })
        .entries.filter((entry): entry is RequestEntry => entry.kind === "request"),
    /** What a strict contract has against all requests, and what else the journal tells of them. */
    told: () => {
      const list = simulator.getJournal().entries.filter((entry) => entry.kind === "request");
      return {
        violations: list.flatMap(({ violations }) => violations.map(({ where, rule }) => `${where} ${rule}`)),
        notes: list.flatMap(({ notes }) => notes),
        leniencies: list.flatMap(({ leniencies }) => leniencies),
      };
    },
    clear: () => {
      simulator.reset();
      sent.length = 0;
    },
  };
}

/** Headers that the platform sets. */
const TRANSPORT = /^(accept-encoding|accept-language|connection|content-length|host|sec-fetch-mode)$/;

/** The names of the headers of a request that its client sets itself, sorted. */
export function ownHeaders({ headers }: RequestEntry): string {
  return Object.keys(headers)
    .filter((name) => !TRANSPORT.test(name))
    .toSorted()
    .join(", ");
}

/** The body of a request. */
export function bodyOf({ body = "null" }: RequestEntry): unknown {
  const parsed: unknown = JSON.parse(body);
  return parsed;
}
