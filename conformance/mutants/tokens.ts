import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import type { Delivered, Right, WireAnswer, WireRequest } from "../parties/server.ts";
import type { ServerMutation } from "./server.ts";

/** A key that a mutant publishes beside the simulator's, to sign what that would not. */
const ownKey = once(() => generateKeyPair("RS256"));
const KID = "mutant";

/** Servers whose tokens are right but for one thing. */
export function tokenMutations(): ServerMutation[] {
  const now = () => Math.floor(Date.now() / 1000);
  return [
    {
      check: "token/present",
      about: "A server whose notifications have no token.",
      deliver: (delivery, send) => {
        const headers = Object.entries(delivery.headers).filter(([name]) => name !== "authorization");
        return send({ ...delivery, headers: Object.fromEntries(headers) });
      },
    },
    {
      check: "token/signature",
      about: "A server that signs with a key that it does not publish.",
      deliver: async (delivery, send) => send(await resigned(delivery, (claims) => claims)),
    },
    signing("token/issuer", "A server whose tokens are issued by somebody else.", (claims) => ({
      ...claims,
      iss: "https://issuer.example",
    })),
    signing("token/audience", "A server whose tokens are for somebody else.", (claims) => ({
      ...claims,
      aud: "00000000-0000-4000-8000-000000000000",
    })),
    signing("token/lifetime", "A server whose tokens have expired.", (claims) => ({
      ...claims,
      nbf: now() - 7200,
      exp: now() - 3600,
    })),
  ];
}

/** A server that signs with a key that it does publish, and says something else. */
function signing(check: string, about: string, change: (claims: JWTPayload) => JWTPayload): ServerMutation {
  return {
    check,
    about,
    answer: publishing,
    deliver: async (delivery, send) => send(await resigned(delivery, change)),
  };
}

async function publishing(request: WireRequest, right: Right): Promise<WireAnswer> {
  const answer = await right(request);
  if (new URL(request.url).pathname !== "/simulator/keys") return answer;
  const { publicKey } = await ownKey();
  const key = { ...(await exportJWK(publicKey)), kid: KID, alg: "RS256", use: "sig" };
  return { ...answer, body: JSON.stringify({ keys: [key] }) };
}

async function resigned(delivery: Delivered, change: (claims: JWTPayload) => JWTPayload): Promise<Delivered> {
  const token = delivery.headers["authorization"]?.replace(/^Bearer /, "");
  // Event Grid signs nothing.
  if (token === undefined) return delivery;
  const { privateKey } = await ownKey();
  const signed = await new SignJWT(change(decodeJwt(token)))
    .setProtectedHeader({ alg: "RS256", kid: KID })
    .sign(privateKey);
  return { ...delivery, headers: { ...delivery.headers, authorization: `Bearer ${signed}` } };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
