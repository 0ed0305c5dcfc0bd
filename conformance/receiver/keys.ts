import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";
import { GateError } from "../gate/errors.ts";

/** A key and the id by which receivers know it. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** Its public half, as a key server gives it out. */
  readonly jwk: JWK;
}

/** Serves the keys that tokens are signed with. */
export interface KeyServer {
  /** The address of the OpenID configuration. */
  readonly configuration: string;
  /** Signs good tokens. Another one after `rotate`. */
  readonly good: SigningKey;
  /** Nothing that this one signs is to be believed. */
  readonly foreign: () => Promise<SigningKey>;
  /** Where an attacker would serve that one. */
  readonly foreignKeys: string;
  /** Whether anybody has read the OpenID configuration so far. */
  readonly wasRead: boolean;
  /** Signs by a new key from now on. The one before stays among those that are served. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

const CONFIGURATION = "/.well-known/openid-configuration";

// Once in a process, as making them takes longer than all else here.
let goodKey: Promise<SigningKey> | undefined;
let foreignKey: Promise<SigningKey> | undefined;

/**
 * Serves keys on 127.0.0.1.
 *
 * @param port - 0 for any that is free
 * @throws GateError for a port that cannot be listened at
 */
export async function startKeyServer(port: number): Promise<KeyServer> {
  const making = (goodKey ??= newKey());
  // It is needed late, and made meanwhile.
  const foreign = (foreignKey ??= newKey());
  foreign.catch(() => {});
  const first = await making;
  let keys = [first];
  let wasRead = false;
  const bodies: Readonly<Record<string, () => unknown>> = {
    [CONFIGURATION]: () => {
      wasRead = true;
      return {
        // What the real document says here is not what its tokens say; only the keys are to be read.
        issuer: ofGraph.issuers[0],
        jwks_uri: `${origin}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      };
    },
    "/keys": () => ({ keys: keys.map(({ jwk }) => jwk) }),
    "/foreign-keys": async () => ({ keys: [(await foreign).jwk] }),
  };
  const server = createServer(async ({ url = "" }, response) => {
    const body = await bodies[url.split("?", 1)[0] ?? ""]?.();
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ message }) =>
      reject(new GateError(`The keys cannot be served on port ${port} of 127.0.0.1: ${message}.`)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const origin = `http://127.0.0.1:${bound}`;
  return {
    configuration: origin + CONFIGURATION,
    get good() {
      return keys[0] ?? first;
    },
    foreign: () => foreign,
    foreignKeys: `${origin}/foreign-keys`,
    get wasRead() {
      return wasRead;
    },
    async rotate() {
      keys = [await newKey(), ...keys];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const id = crypto.randomUUID();
  return {
    id,
    privateKey,
    publicKey,
    jwk: { ...(await exportJWK(publicKey)), kid: id, alg: "RS256", use: "sig" },
  };
}
