import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import { callbackToken as ofAcs } from "../../generated/acs/received.ts";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";
import type { Credentials } from "./credentials.ts";

/** The services, which sign their notifications each in its own way. */
export type ServiceName = "acs" | "graph";

/** How a notification is signed. */
export type Signing = "good" | "wrong" | "expired";

/** Signs notifications as the services do. */
export interface Signer {
  /** The value of the `Authorization` header. */
  authorization(service: ServiceName, signing: Signing): Promise<string>;
  /** The public keys. */
  keys(): Promise<JWK[]>;
}

/** Whom tokens name as their issuer: the first of those that the vendor has. */
export const issuers = { acs: ofAcs.issuers, graph: ofGraph.issuers } as const;

/** How long tokens are good, in seconds, and for how long one is sent again, in milliseconds. */
const LIFETIME = 300;
const REUSE = 60_000;

/** Who asks Microsoft Graph to send notifications; any GUID does. */
const SENDER = "00000000-0000-4000-8000-000000000001";

/** A key and the id by which receivers know it again: one of its own, so that those of an earlier process are not it. */
interface SigningKey extends CryptoKeyPair {
  readonly id: string;
}

// Made when first needed, once in a process: that takes longer than all else here.
let goodKey: Promise<SigningKey> | undefined;
let otherKey: Promise<CryptoKeyPair> | undefined;

async function newKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  return { publicKey, privateKey, id: crypto.randomUUID() };
}

/**
 * Makes a signer. Tokens are dated by the real clock, also where the simulator's is stopped, as
 * whoever verifies them has no other.
 */
export function signer({ appId, resourceId, tenantId }: Credentials): Signer {
  const made = new Map<string, { readonly at: number; readonly token: Promise<string> }>();

  const sign = async (service: ServiceName, signing: Signing): Promise<string> => {
    const { id, ...good } = await (goodKey ??= newKey());
    const { privateKey } = signing === "wrong" ? await (otherKey ??= generateKeyPair("RS256")) : good;
    const from = Math.floor(Date.now() / 1000) - (signing === "expired" ? 3 * LIFETIME : 0);
    const claims = { iss: issuers[service][0], nbf: from, exp: from + LIFETIME };
    const isGraph = service === "graph";
    const token = new SignJWT(
      isGraph ? { ...claims, aud: appId, tid: tenantId, appid: SENDER } : { ...claims, aud: resourceId },
    );
    const header = { alg: "RS256", kid: id };
    return token
      .setProtectedHeader(isGraph ? { ...header, x5t: id, cty: "JWT" } : { ...header, typ: "JWT" })
      .sign(privateKey);
  };

  return {
    async authorization(service, signing) {
      const name = `${service} ${signing}`;
      let entry = made.get(name);
      // After a clock was set back, what is dated by it before would be of the future.
      if (!entry || Math.abs(Date.now() - entry.at) >= REUSE) {
        entry = { at: Date.now(), token: sign(service, signing) };
        made.set(name, entry);
      }
      return `Bearer ${await entry.token}`;
    },
    async keys() {
      const { publicKey, id } = await (goodKey ??= newKey());
      return [{ ...(await exportJWK(publicKey)), kid: id, alg: "RS256", use: "sig" }];
    },
  };
}
