/** How many notifications per second are verified and read, from the request to the answer. */
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from "jose";
import type * as AcsWebhook from "../../src/acs/webhook.ts";
import type * as GraphWebhook from "../../src/graph/webhook.ts";
import { processorClock, wallClock } from "./clocks.ts";
import type { Extent, Figure } from "./figures.ts";
import { acsTexts, graphTexts } from "./notification-bodies.ts";
import { shuffled } from "./statistics.ts";

const PLANS = {
  full: { rounds: 15, calls: 400, clock: wallClock },
  quick: { rounds: 5, calls: 120, clock: processorClock },
} as const satisfies Readonly<Record<Extent, object>>;
type Plan = (typeof PLANS)[Extent];

/** How it is measured. */
export const method =
  "Verified: requests with a token of RS256, one notification each, one after the other, from `new Request` to the " +
  "answer, beside the least that such a receiver can do: the token verified by jose with a key at hand, the body read by " +
  `\`JSON.parse\`; ${PLANS.full.rounds} rounds of ${PLANS.full.calls} requests.`;

const AUDIENCE = "a";
const RECEIVERS = [
  {
    name: "ACS, verified and read",
    issuer: "https://acscallautomation.communication.azure.com",
    text: acsTexts[0] ?? "",
  },
  { name: "Graph, verified and read", issuer: "https://graph.microsoft.com", text: graphTexts[8] ?? "" },
] as const;
const PEER = "jose and JSON.parse alone";

type Receive = (request: Request) => Promise<Response>;

interface Contestant {
  readonly name: string;
  readonly receive: Receive;
  readonly token: string;
  readonly text: string;
  readonly rates: number[];
}

/** Measures both receivers. */
export async function verifiedRates(
  extent: Extent,
  acs: typeof AcsWebhook,
  graph: typeof GraphWebhook,
): Promise<Figure[]> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const key: JWK = { ...(await exportJWK(publicKey)), kid: "k", alg: "RS256" };
  const fetch = async (url: string) =>
    url.endsWith("/keys")
      ? Response.json({ keys: [key] })
      : Response.json({ jwks_uri: "https://keys.example/keys" });
  const onNotification = () => {};
  const ours: readonly Receive[] = [
    acs.createAcsReceiver({ resourceId: AUDIENCE, fetch, onNotification }),
    graph.createGraphReceiver({ appId: AUDIENCE, fetch, onNotification }),
  ];
  const pairs: { readonly own: Contestant; readonly least: Contestant }[] = [];
  for (const [index, { name, issuer, text }] of RECEIVERS.entries()) {
    const receive = ours[index];
    if (!receive) throw new RangeError(`There is no receiver for ${name}.`);
    const token = await new SignJWT({ tid: "t" })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setExpirationTime("1h")
      .sign(privateKey);
    pairs.push({
      own: { name, receive, token, text, rates: [] },
      least: { name: PEER, receive: leastOf(key, issuer), token, text, rates: [] },
    });
  }
  const plan = PLANS[extent];
  const all = pairs.flatMap(({ own, least }) => [own, least]);
  for (let round = 0; round <= plan.rounds; round++)
    for (const one of shuffled(all)) {
      const rate = await rateOf(one, plan);
      if (round > 0) one.rates.push(rate);
    }
  return pairs.map(({ own, least }) => ({
    name: own.name,
    unit: "/s",
    values: own.rates,
    peer: { name: least.name, values: least.rates },
  }));
}

/** What nobody who verifies a notification and reads it can do without. */
function leastOf(key: JWK, issuer: string): Receive {
  const keys = createLocalJWKSet({ keys: [key] });
  return async (request) => {
    const [, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
    await jwtVerify(token, keys, { algorithms: ["RS256"], issuer, audience: AUDIENCE });
    const body: unknown = JSON.parse(await request.text());
    return new Response(null, { status: body ? 202 : 400 });
  };
}

async function rateOf({ receive, token, text }: Contestant, { calls, clock }: Plan): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const before = clock();
  for (let call = 0; call < calls; call++) {
    const { status } = await receive(
      new Request("https://bot.example/", { method: "POST", headers, body: text }),
    );
    if (status !== 202) throw new Error(`A request was answered with ${status}.`);
  }
  return (calls * 1e9) / (clock() - before);
}
