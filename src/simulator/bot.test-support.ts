import { createSimulator, type Simulator, type SimulatorOptions } from "./index.ts";

/** What a bot was sent. */
export interface Received {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A simulator whose clock stands still, and a bot that takes everything. */
export function simulated(options: SimulatorOptions = {}): {
  readonly simulator: Simulator;
  readonly received: Received[];
} {
  const received: Received[] = [];
  const simulator = createSimulator({
    running: false,
    async deliver(request) {
      const body: unknown = await request.json();
      received.push({ url: request.url, headers: request.headers, body });
      return handshake(body) ?? new Response(null, { status: 202 });
    },
    ...options,
  });
  return { simulator, received };
}

/** The answer to the handshake of Event Grid. */
export function handshake(body: unknown): Response | undefined {
  const code = /"validationCode":"([^"]+)"/.exec(JSON.stringify(body))?.[1];
  return code === undefined ? undefined : Response.json({ validationResponse: code });
}

/** Sends a request with a good token. */
export function post(
  simulator: Simulator,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return simulator.handle(
    new Request(`http://127.0.0.1:4010${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${simulator.credentials.token}`,
        "content-type": "application/json",
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
}

export const user = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };
export const target = { communicationUser: { id: "8:acs:b9614373_1" } };
export const callbackUri = "http://127.0.0.1:3000/calls";

/** The requests that every version of a service takes, by operation. */
export const requests = {
  "graph.transfer": { transferTarget: user },
  "graph.redirect": { targets: [user] },
  "acs.transferToParticipant": { targetParticipant: target },
} as const;
