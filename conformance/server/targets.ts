import type { VersionName } from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";
import { afterPatience } from "../../src/patience.ts";
import { GateError } from "../gate/errors.ts";
import { exchange } from "../gate/http.ts";
import type { Selected } from "../gate/selection.ts";
import { startTrace } from "../gate/tracer.ts";
import { findCalls, type Calls } from "./calls.ts";
import type { Listener } from "./listener.ts";
import { serviceOf, type ServerOptions } from "./options.ts";
import type { ServiceTarget } from "./stage.ts";

type Service = "acs" | "graph";

/** Where the target as a whole is, without a path of its own. */
export function originOf({ url, acsUrl, graphUrl }: ServerOptions): string {
  const given = url ?? acsUrl ?? graphUrl;
  if (given === undefined) throw new GateError("Which server? Give --url, or --acs-url and --graph-url.");
  return url === undefined
    ? addressOf("--acs-url or --graph-url", given).origin
    : withoutSlash(addressOf("--url", given).href);
}

/**
 * Finds out where each wanted version is, and how calls of it can be had.
 *
 * @throws GateError where nobody answers, or where an address is missing or is none
 */
export async function findTargets(
  options: ServerOptions,
  wanted: readonly Selected[],
  listener: Listener,
  timeout: number,
): Promise<(version: VersionName) => ServiceTarget> {
  originOf(options);
  const versions = [...new Set(wanted.map(({ version }) => version))];
  const bases = basesOf(options, versions);
  await reach([...new Set([...bases.values()].map((base) => new URL(base).origin))], timeout);
  const services = [...new Set(versions.map(serviceOf))];
  const calls = new Map<Service, Calls>();
  await Promise.all(
    services.map(async (service) => calls.set(service, await callsOf(options, service, listener, timeout))),
  );
  return (version) => {
    const base = bases.get(version);
    const own = calls.get(serviceOf(version));
    if (base === undefined || !own) throw new Error(`${version} is at no address.`);
    return { base, calls: own };
  };
}

function callsOf(
  options: ServerOptions,
  service: Service,
  listener: Listener,
  timeout: number,
): Promise<Calls> {
  const tracer = startTrace({
    id: `${service}/probe`,
    title: "Is there a control API?",
    operation: service,
    apiVersion: "",
  });
  const own = service === "acs" ? options.acsUrl : options.graphUrl;
  const origin =
    own === undefined || options.url !== undefined ? originOf(options) : addressOf("", own).origin;
  const probe = {
    service,
    apiVersion: "",
    operation: "",
    kind: "peerToPeer",
    scenario: "success",
    callbackUri: listener.open(tracer).url("registration"),
  } as const;
  return findCalls(origin, probe, options.prepareCall, options.callIds ?? [], timeout);
}

/** What comes before the path templates of each version. */
function basesOf(
  { url, acsUrl, graphUrl }: ServerOptions,
  versions: readonly VersionName[],
): Map<VersionName, string> {
  const graph = versions.filter((version) => serviceOf(version) === "graph");
  if (graphUrl !== undefined && graph.length > 1) {
    const segment = addressOf("--graph-url", graphUrl).pathname.match(/[^/]+(?=\/*$)/)?.[0];
    throw new GateError(
      `--graph-url is for one version: say which by --api-version${segment === undefined ? "" : `, such as --api-version ${segment}`}, and choose the rest of the run by --operation or --service.`,
    );
  }
  return new Map(
    versions.map((version) => {
      const isAcs = serviceOf(version) === "acs";
      const own = isAcs ? acsUrl : graphUrl;
      if (own !== undefined)
        return [version, withoutSlash(addressOf(isAcs ? "--acs-url" : "--graph-url", own).href)];
      if (url === undefined)
        throw new GateError(
          `There is no address for ${version}: give --url or --${serviceOf(version)}-url, or choose by --api-version.`,
        );
      return [version, withoutSlash(addressOf("--url", url).href) + routes[version][0].basePath];
    }),
  );
}

function addressOf(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "" && url.username === "")
    return url;
  throw new GateError(`${name} has to be an http:// or https:// address without user, query and fragment.`);
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}

/** Codes of a connection that nobody takes. Whatever else goes wrong says that somebody is there. */
const NOBODY = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;

/** Whether anybody is there, whatever is answered. */
async function reach(origins: readonly string[], timeout: number): Promise<void> {
  for (const origin of origins) {
    const limit = new AbortController();
    const forget = afterPatience(() => limit.abort(), timeout);
    try {
      await exchange(origin, { method: "GET", headers: {}, signal: limit.signal });
    } catch (error) {
      if (limit.signal.aborted)
        throw new GateError(`${origin} takes connections, but did not answer within ${timeout} ms.`);
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (NOBODY.test(code)) throw new GateError(`Nobody answers at ${origin} (${code}).`);
    } finally {
      forget();
    }
  }
}
