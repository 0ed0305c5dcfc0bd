import { features, type DocumentedFeature, type Shown } from "../../generated/features.ts";
import { flows } from "../../generated/flows.ts";
import { routes } from "../../generated/routes.ts";
import { begin } from "../../src/flows/index.ts";
import type { Flow } from "../../generated/contract.ts";
import type { Route, VersionName } from "../../src/validate/index.ts";
import type { Feature } from "../report/check.ts";
import { isFoundAt } from "./places.ts";
import type { Asked, Finding, SeenRequest } from "./seen.ts";
import { SIGNED } from "./subjects.ts";

/** What a request is looked at for. */
interface Look {
  readonly seen: SeenRequest;
  readonly route: Route;
  readonly findings: readonly Finding[];
}

interface Offered extends Pick<DocumentedFeature, "id" | "title"> {
  readonly isShown: (look: Look) => boolean;
}

/** Collects what the client makes use of. */
export interface FeatureList {
  /** Looks at a request, whatever is wrong with it. */
  note(asked: Asked, look: Look): void;
  list(): Feature[];
}

/** Makes a list of what the contract offers in these operations and versions. */
export function featureList(wanted: readonly Asked[]): FeatureList {
  const used = new Set<string>();
  const offers = new Map(wanted.map((asked) => [nameOf(asked), { asked, offered: offeredBy(asked) }]));
  return {
    note(asked, look) {
      const name = nameOf(asked);
      for (const { id, isShown } of offers.get(name)?.offered ?? []) {
        const key = `${name} ${id}`;
        if (!used.has(key) && isShown(look)) used.add(key);
      }
    },
    list: () =>
      [...offers].flatMap(([name, { asked, offered }]) =>
        offered.map(({ id, title }): Feature => ({
          id,
          operation: asked.operation,
          apiVersion: asked.version.slice(asked.version.indexOf("@") + 1),
          title,
          exercised: used.has(`${name} ${id}`),
        })),
      ),
  };
}

function nameOf({ operation, version }: Asked): string {
  return `${operation} ${version}`;
}

function offeredBy({ operation, version }: Asked): Offered[] {
  const documented = (features[version][operation] ?? []).map(
    ({ id, title, deprecated, shown }): Offered => ({
      id,
      title: deprecated ? `${title.replace(/: Deprecated$/, "")} (deprecated)` : title,
      isShown: ({ seen }) => isAt(seen, shown),
    }),
  );
  return [
    ...documented,
    ...variantsOf(operation),
    ...accessOf(operation, version),
    ...conductOf(operation, version),
  ];
}

/** Whether a request shows something at a place. */
export function isAt({ message }: Pick<SeenRequest, "message">, shown: Shown): boolean {
  return isFoundAt(
    message,
    shown.at,
    (value, name) =>
      (shown.equals === undefined || value === shown.equals) &&
      (shown.count === undefined || countOf(value, shown.uncounted) === shown.count) &&
      (shown.length === undefined || lengthOf(value) === shown.length) &&
      (shown.nameLength === undefined || lengthOf(name) === shown.nameLength),
  );
}

function countOf(value: unknown, uncounted: string | undefined): number {
  if (typeof value !== "object" || value === null) return -1;
  return Object.keys(value).filter((name) => name !== uncounted).length;
}

function lengthOf(value: unknown): number {
  return typeof value === "string" ? Array.from(value).length : -1;
}

/** The ways that the flow of an operation can go. */
function variantsOf(operation: string): Offered[] {
  if (!isFlow(operation)) return [];
  const flow: Flow = flows[operation];
  const names = Object.entries(flow.variants);
  if (names.length < 2) return [];
  return names.map(([name, { title }]) => ({
    id: `${operation}/variant/${name}`,
    title,
    isShown: ({ seen }) => begin(operation, seen.message.body).variant === name,
  }));
}

function isFlow(operation: string): operation is keyof typeof flows {
  return Object.hasOwn(flows, operation);
}

function accessOf(operation: string, version: VersionName): Offered[] {
  if (!version.startsWith("acs@")) return [];
  const begins = (pattern: RegExp) => (look: Look) =>
    pattern.test(look.seen.request.headers["authorization"] ?? "");
  return [
    { id: `${operation}/access-key`, title: "Signed with an access key", isShown: begins(SIGNED) },
    { id: `${operation}/token`, title: "With a token of Microsoft Entra", isShown: begins(/^Bearer /i) },
  ];
}

function conductOf(operation: string, version: VersionName): Offered[] {
  const own: readonly Route[] = routes[version].filter((route) => route.operation === operation);
  const found = (slug: string) => (look: Look) =>
    look.findings.some((finding) => finding.slug === slug && finding.problem === undefined);
  const offered: Offered[] = [
    {
      id: `${operation}/waits`,
      title: "Waits as long as Retry-After says before it sends a request again",
      isShown: found("retry"),
    },
  ];
  if (own.some(({ dependentHeaders }) => Object.keys(dependentHeaders).length > 0))
    offered.push({
      id: `${operation}/sent-again`,
      title: "Sends a request again under its id and first date",
      isShown: found("repeatability-first-sent"),
    });
  for (const { template } of own.filter(({ deprecated }) => deprecated))
    offered.push({
      id: `${operation}/deprecated-path`,
      title: `The path ${template} (deprecated)`,
      isShown: ({ route }) => route.deprecated,
    });
  return offered;
}
