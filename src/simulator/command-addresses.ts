import { graphVersions } from "../../generated/operations.ts";
import type { paths } from "../../generated/simulator/types.ts";
import type { Credentials } from "./credentials.ts";
import type { Simulator } from "./simulator.ts";
import { visible, type Paint } from "./terminal.ts";

const CONTROL = "/simulator" satisfies keyof paths;
const KEY_CONFIGURATION = "/simulator/.well-known/openid-configuration" satisfies keyof paths;
const SECRETS: ReadonlySet<string> = new Set<keyof Credentials>(["accessKey", "token"]);

/** What a bot has to be told to use the simulator. Secrets of the user are left out. */
export interface Addresses extends Partial<Credentials> {
  readonly kind: "started";
  readonly url: string;
  /** Endpoint of the ACS resource. */
  readonly endpoint: string;
  /** Of the ACS resource; absent where the user has a key of their own. */
  readonly connectionString?: string;
  /** Base URLs of Graph, by version. */
  readonly graph: Readonly<Record<string, string>>;
  /** The control API. */
  readonly control: string;
  /** Where the keys of the notifications' tokens are. */
  readonly openIdConfiguration: string;
  /** With it the same happens again. */
  readonly seed: number;
}

/** All that a bot has to be told. */
export function addressesOf(
  url: string,
  { credentials, seed }: Pick<Simulator, "credentials" | "seed">,
  own: ReadonlySet<keyof Credentials>,
): Addresses {
  const shown: Partial<Credentials> = Object.fromEntries(
    Object.entries(credentials).filter(([name]) => !(SECRETS.has(name) && isOwn(own, name))),
  );
  const { accessKey } = shown;
  return {
    kind: "started",
    url,
    endpoint: url,
    ...(accessKey !== undefined && { connectionString: `endpoint=${url}/;accesskey=${accessKey}` }),
    graph: Object.fromEntries(graphVersions.map((version) => [version, `${url}/${version}`])),
    control: url + CONTROL,
    openIdConfiguration: url + KEY_CONFIGURATION,
    seed,
    ...shown,
  };
}

function isOwn(own: ReadonlySet<string>, name: string): boolean {
  return own.has(name);
}

/** The same for people. */
export function addressLines(addresses: Addresses, paint: Paint): string {
  const { url, endpoint, graph, control, openIdConfiguration } = addresses;
  const { accessKey, token, appId, resourceId, tenantId } = addresses;
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ["ACS endpoint", endpoint],
    ["connection string", addresses.connectionString ?? `endpoint=${url}/;accesskey=(yours)`],
    ["access key", accessKey ?? "(yours)"],
    ["resource id", resourceId],
    ...Object.entries(graph).map(([version, address]) => [`Graph ${version}`, address] as const),
    ["app id", appId],
    ["tenant id", tenantId],
    ["token", token ?? "(yours)"],
    ["control", control],
    ["keys", openIdConfiguration],
    ["seed", String(addresses.seed)],
  ];
  const lines = rows.map(([name, value = ""]) => `  ${paint("dim", name.padEnd(18))} ${visible(value)}`);
  return [`A simulator of ACS and Graph listens at ${paint("bold", url)}`, ...lines, ""].join("\n");
}
