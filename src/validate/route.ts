import type { Route } from "../../generated/contract.ts";
import type { VersionName } from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";

/** What the route table says of a request's method and address. */
export type RouteMatch =
  | {
      readonly kind: "matched";
      readonly version: VersionName;
      readonly route: Route;
      /** Path parameters, decoded. */
      readonly path: Readonly<Record<string, string>>;
    }
  /** The path is one of ours, the version that the query names is not; `version` is the newest. */
  | {
      readonly kind: "unknownVersion";
      readonly version: VersionName;
      readonly route: Route;
      readonly path: Readonly<Record<string, string>>;
    }
  | { readonly kind: "methodNotAllowed"; readonly allowed: readonly string[] }
  | { readonly kind: "notFound" };

interface Entry {
  readonly version: VersionName;
  readonly route: Route;
}

const table: readonly Entry[] = Object.entries(routes).flatMap(([name, list]) =>
  list.map((route) => ({ version: asVersionName(name), route })),
);

const pathOf = ({ route }: Entry) => `${route.matcher.source} ${route.pathParameters.join(" ")}`;

/** Together where they have the same path, as versions that the query names do. */
const byPath = [...new Set(table.map(pathOf))].map((path) => table.filter((entry) => pathOf(entry) === path));

/** Finds the operation that a request addresses. Colons in the path must be literal. */
export function findRoute(method: string, url: URL): RouteMatch {
  const { pathname } = url;
  const found: (Entry & { readonly path: Readonly<Record<string, string>> })[] = [];
  for (const entries of byPath) {
    const path = entries[0] && pathParameters(entries[0].route, pathname);
    if (path) for (const { version, route } of entries) found.push({ version, route, path });
  }
  if (found.length === 0) return { kind: "notFound" };
  const allowed = found.filter(({ route }) => route.method === method);
  if (allowed.length === 0) {
    return { kind: "methodNotAllowed", allowed: [...new Set(found.map(({ route }) => route.method))] };
  }
  const meant = allowed.find(({ route: { versionSelector } }) =>
    versionSelector.in === "path"
      ? true
      : url.searchParams.get(versionSelector.name) === versionSelector.value,
  );
  const newest = allowed.at(-1);
  if (meant) return { kind: "matched", ...meant };
  return newest ? { kind: "unknownVersion", ...newest } : { kind: "notFound" };
}

/** One expression for the paths of every operation in every version, below any origin. */
export function anyRoutePattern(): RegExp {
  const sources = new Set(
    table.map(({ route }) => route.matcher.source.replace(/^\^/, "").replace(/\$$/, "")),
  );
  return new RegExp(`^https?://[^/]+(?:${[...sources].join("|")})$`);
}

function pathParameters(route: Route, pathname: string): Record<string, string> | undefined {
  const match = route.matcher.exec(pathname);
  if (!match) return undefined;
  try {
    return Object.fromEntries(
      route.pathParameters.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]),
    );
  } catch {
    return undefined;
  }
}

function asVersionName(name: string): VersionName {
  if (!isVersionName(name)) throw new TypeError(`"${name}" is not a version.`);
  return name;
}

function isVersionName(name: string): name is VersionName {
  return Object.hasOwn(routes, name);
}
