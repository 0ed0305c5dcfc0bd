import { once } from "node:events";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { freePort, runModule, type Program } from "./program.ts";

/** Whom tokens are for, and who sends. */
export const IDS = {
  appId: "0b1a7a1e-5a3f-4d3c-8f0e-1c2d3e4f5a6b",
  resourceId: "5b9a2c1d-7e8f-4a0b-9c1d-2e3f4a5b6c7d",
  tenantId: "72f988bf-86f1-41af-91ab-2d7cd011db47",
} as const;
const EVENT_GRID = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

/** The kinds of receivers that verify tokens. */
export const KINDS = ["graph", "acs", "entra"] as const;
export type Kind = (typeof KINDS)[number];

const pair = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(pair.publicKey)), kid: "known", use: "sig" };

/** A bearer token as the service sends it, good for five minutes from a time on. */
export function tokenFor(kind: Kind, { at = Date.now(), kid = "known" } = {}): Promise<string> {
  const { appId, resourceId, tenantId } = IDS;
  const claims = {
    graph: { iss: "https://api.botframework.com", aud: appId, tid: tenantId },
    acs: { iss: "https://acscallautomation.communication.azure.com", aud: resourceId },
    entra: { iss: `https://sts.windows.net/${tenantId}/`, aud: appId, appid: EVENT_GRID },
  }[kind];
  const from = Math.floor(at / 1000);
  return new SignJWT({ ...claims, nbf: from, exp: from + 300 })
    .setProtectedHeader({ alg: "RS256", kid })
    .sign(pair.privateKey);
}

/** A key server in a process of its own, which can be killed, stopped and started again on its port. */
export interface KeyServer {
  readonly configuration: string;
  readonly start: () => Promise<void>;
  /** At once, as if it had crashed. */
  readonly kill: () => Promise<void>;
  /** It takes connections, and never answers. */
  readonly hang: () => void;
  readonly goOn: () => void;
}

/** Makes one that does not run yet. */
export async function keyServer(): Promise<KeyServer> {
  const port = await freePort();
  let running: Program | undefined;
  return {
    configuration: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
    async start() {
      running = runModule("key-process.ts", [String(port), JSON.stringify([jwk])]);
      await once(running.child, "message");
    },
    async kill() {
      running?.child.kill("SIGKILL");
      await running?.ended;
    },
    hang: () => void running?.child.kill("SIGSTOP"),
    goOn: () => void running?.child.kill("SIGCONT"),
  };
}
