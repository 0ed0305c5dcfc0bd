import { SignJWT } from "jose";
import { callbackToken as ofAcs } from "../../generated/acs/received.ts";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";
import type { Credentials } from "../../src/simulator/index.ts";
import type { KeyServer, SigningKey } from "./keys.ts";

/** The services, which sign their notifications each in its own way. */
export type Service = "acs" | "graph";

/** Claims or a header of a token; members that are `undefined` are left out. */
export type Members = Readonly<Record<string, unknown>>;

/** Makes tokens. */
export interface Mint {
  readonly keys: Promise<KeyServer>;
  /** Who issues tokens of a service. */
  issuers(service: Service): readonly string[];
  /** What a good token says. */
  claims(service: Service, changed?: Members): Members;
  /** What the header of a good token says. */
  header(service: Service, changed?: Members): Promise<Members>;
  /** Signs by RS256, with the good key where no other is given. */
  sign(service: Service, claims: Members, header?: Members, key?: SigningKey): Promise<string>;
  /** A good `Authorization` header. The same one for a minute. */
  bearer(service: Service, issuer?: string): Promise<string>;
}

/** How long tokens are good, in seconds, as those of both services, and for how long one is sent again, in milliseconds. */
const LIFETIME = 300;
const REUSE = 60_000;

/** Who asks Microsoft Graph to send notifications; any GUID does. */
const SENDER = "00000000-0000-4000-8000-000000000001";

const issuers = { acs: ofAcs.issuers, graph: ofGraph.issuers } as const;

/** Makes a mint. The keys may be under way still. */
export function mint(keys: Promise<KeyServer>, { appId, resourceId, tenantId }: Credentials): Mint {
  const made = new Map<string, { readonly until: number; readonly token: Promise<string> }>();
  const own: Mint = {
    keys,
    issuers: (service) => issuers[service],
    claims(service, changed) {
      const from = Math.floor(Date.now() / 1000);
      const times = { iss: issuers[service][0], nbf: from, exp: from + LIFETIME };
      return service === "graph"
        ? { ...times, aud: appId, tid: tenantId, appid: SENDER, ...changed }
        : { ...times, aud: resourceId, ...changed };
    },
    async header(service, changed) {
      const { id } = (await keys).good;
      const header = { alg: "RS256", kid: id };
      // As seen of the real ones.
      return service === "graph"
        ? { ...header, x5t: id, cty: "JWT", ...changed }
        : { ...header, typ: "JWT", ...changed };
    },
    async sign(service, claims, header, key) {
      const { privateKey } = key ?? (await keys).good;
      const protectedHeader = { alg: "RS256", ...present(await own.header(service, header)) };
      return new SignJWT(present(claims)).setProtectedHeader(protectedHeader).sign(privateKey);
    },
    async bearer(service, issuer = issuers[service][0]) {
      const name = [service, issuer, (await keys).good.id].join();
      let entry = made.get(name);
      if (!entry || Date.now() >= entry.until) {
        entry = { until: Date.now() + REUSE, token: own.sign(service, own.claims(service, { iss: issuer })) };
        made.set(name, entry);
      }
      return `Bearer ${await entry.token}`;
    },
  };
  return own;
}

function present(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
