import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose";

/** A key that signs tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** Makes a key of 2048 bits. */
export async function signingKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig" } };
}

/** Signs claims as they are. */
export function signed(
  { kid, privateKey }: SigningKey,
  claims: JWTPayload,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid, ...header }).sign(privateKey);
}

/** A real server with an OpenID configuration and keys. */
export interface KeyServer {
  readonly configuration: string;
  /** The keys that it gives out. */
  keys: JWK[];
  /** What the configuration holds beside or instead of its `jwks_uri`. */
  extra: Record<string, unknown>;
  /** Answers everything with this status where set. */
  status: number | undefined;
  /** Sends everybody to this address where set. */
  redirect: string | undefined;
  /** Never answers. */
  silent: boolean;
  /** Paths that were asked for. */
  readonly requests: string[];
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  restart(): Promise<void>;
}

/** Starts a key server on a port of its own. */
export async function startKeyServer(keys: readonly JWK[]): Promise<KeyServer> {
  let server: Server;
  let port = 0;
  const listen = async () => {
    server = createServer((request, response) => {
      state.requests.push(request.url ?? "");
      if (state.silent) return;
      const body =
        request.url === "/keys"
          ? { keys: state.keys }
          : {
              issuer: "https://elsewhere.example",
              jwks_uri: `http://127.0.0.1:${port}/keys`,
              ...state.extra,
            };
      if (state.redirect !== undefined) {
        response.writeHead(302, { location: state.redirect }).end();
        return;
      }
      response.writeHead(state.status ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
    port = address.port;
  };
  const state: KeyServer = {
    get configuration() {
      return `http://127.0.0.1:${port}/.well-known/openid-configuration`;
    },
    keys: [...keys],
    extra: {},
    status: undefined,
    redirect: undefined,
    silent: false,
    requests: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
    restart: listen,
  };
  await listen();
  return state;
}
