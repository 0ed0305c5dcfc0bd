import { createSimulator, type NewCall } from "../../src/simulator/index.ts";
import { objectAt } from "../contract/schema/schema.ts";
import { itemOf, pathTo, type DocumentedCall, type Notified } from "./documented-calls.ts";

/** What is sent of a documented call. */
export type Documented = Pick<DocumentedCall, "version" | "operation" | "headers" | "body" | "call">;

/** A simulator in this process that sends to the documented addresses, and all that it has sent. */
export function documentedStage() {
  const sent: (Notified & { readonly headers: Headers })[] = [];
  const simulator = createSimulator({
    running: false,
    strict: true,
    // Of the target of the documented redirect, which is announced anew.
    credentials: { resourceId: "b9614373-fd0b-480c-8fd2-cb58b70eab9f" },
    allowHosts: ["bot.contoso.com", "app.contoso.com"],
    async deliver(request) {
      const body: unknown = await request.json();
      sent.push({ to: request.url, body, headers: request.headers });
      const code = objectAt(eventOf(body), "data")["validationCode"];
      return code === undefined ? new Response() : Response.json({ validationResponse: code });
    },
  });

  /** Sends a documented request of a call that there is, to the path of its operation or to another one. */
  const send = (
    { headers, body, ...operation }: Documented,
    id: string,
    path = pathTo(operation, id),
  ): Promise<Response> =>
    simulator.fetch(`http://127.0.0.1${path}`, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${simulator.credentials.token}` },
      body: JSON.stringify(body),
    });

  return {
    simulator,
    sent,
    send,
    /** Makes the call that a document has in mind, hands it on as the document shows, and lets all follow. */
    handOn: async (documented: Documented, more: Partial<NewCall> = {}) => {
      const { id } = simulator.createCall({ ...documented.call, ...more });
      // The announcement is there before anybody can answer it.
      await simulator.advance(100);
      const response = await send(documented, id);
      await simulator.settle();
      return { id, response };
    },
    /** What was sent of one call of Graph. */
    sentOf: (id: string): Notified[] =>
      sent
        .filter(({ body }) => itemOf(body)["resourceUrl"] === `/communications/calls/${id}`)
        .map(({ to, body }) => ({ to, body })),
    /** The requests of one call, as the journal has them. */
    requestsOf: (id: string) =>
      simulator.getJournal({ call: id }).entries.filter(({ kind }) => kind === "request"),
    clear: () => {
      simulator.reset();
      sent.length = 0;
    },
  };
}

/** The first event of ACS in a body. */
export function eventOf(body: unknown): Readonly<Record<string, unknown>> {
  const [first] = Array.isArray(body) ? body : [];
  return objectAt(first);
}
