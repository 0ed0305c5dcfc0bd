import {
  acsVersions,
  graphVersions,
  newestAcsVersion,
  newestGraphVersion,
} from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";
import { findRoute, type Route, type VersionName } from "../../src/validate/index.ts";
import type { Asked } from "./seen.ts";

/** What the method and the address of a request mean. */
export type Address =
  /** One of the operations. */
  | { readonly kind: "operation"; readonly asked: Asked; readonly route: Route }
  /** One of them, but by another method, or by an address that is none of its own. */
  | { readonly kind: "method" | "path"; readonly asked: Asked; readonly route: Route }
  /** Something else of calls, which no document of ours tells of. */
  | { readonly kind: "stranger" }
  /** Nothing of calls. */
  | { readonly kind: "elsewhere" };

interface Entry {
  readonly version: VersionName;
  readonly route: Route;
}

const table: readonly Entry[] = [
  ...acsVersions.map((name) => `acs@${name}` as const),
  ...graphVersions.map((name) => `graph@${name}` as const),
].flatMap((version) => routes[version].map((route): Entry => ({ version, route })));

/** Finds out what a request is for, also where its address is wrong. */
export function addressOf(method: string, url: URL): Address {
  const match = findRoute(method, url);
  if ("route" in match) {
    const { route, version } = match;
    return { kind: "operation", asked: { operation: route.operation, version }, route };
  }
  if (match.kind === "methodNotAllowed") {
    const right = findRoute(match.allowed[0] ?? "", url);
    if ("route" in right) {
      const { route, version } = right;
      return { kind: "method", asked: { operation: route.operation, version }, route };
    }
  }
  const meant = meantBy(url);
  if (meant) {
    const { route, version } = meant;
    return { kind: "path", asked: { operation: route.operation, version }, route };
  }
  return /\/calling(?:\/|$)|\/(?:communications|app)\/calls(?:\/|$)/i.test(url.pathname)
    ? { kind: "stranger" }
    : { kind: "elsewhere" };
}

/** The operation that a wrong address comes nearest to: by its last word and by what it speaks of. */
function meantBy(url: URL): Entry | undefined {
  const path = plain(url.pathname).toLowerCase().replace(/\/+$/, "");
  const service = /callconnections/.test(path) ? "acs" : /\/calls(?:\/|$)/.test(path) ? "graph" : undefined;
  if (!service) return undefined;
  const verb = lastWord(path);
  const version = service === "acs" ? acsVersion(url) : graphVersion(path);
  return table.find(
    (entry) => entry.version === version && lastWord(entry.route.template).toLowerCase() === verb,
  );
}

function acsVersion(url: URL): VersionName {
  const asked = url.searchParams.get("api-version");
  return `acs@${acsVersions.find((name) => name === asked) ?? newestAcsVersion}`;
}

function graphVersion(path: string): VersionName {
  const [, first] = path.split("/");
  return `graph@${graphVersions.find((name) => name === first) ?? newestGraphVersion}`;
}

function lastWord(path: string): string {
  return path.split(/[/:]/).at(-1) ?? "";
}

function plain(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
