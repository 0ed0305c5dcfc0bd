import type { CallPlace, Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";

/** A service, as receivers and flows name it. */
export type Service = "acs" | "graph";

/** The flows of a service that notifications belong to. */
export function flowsOf(service: Service): readonly FlowName[] {
  return FOLLOWED.filter((name) => serviceOf(name) === service);
}

/** The service of a flow. */
export function serviceOf(flow: FlowName): Service {
  return flow.startsWith("acs.") ? "acs" : "graph";
}

/** Whether notifications follow the answer. If not, it is the end of the operation. */
export function isFollowed(name: FlowName): boolean {
  const flow: Flow = flows[name];
  return flow.call !== undefined;
}

const FOLLOWED = Object.keys(flows)
  .filter((name): name is FlowName => Object.hasOwn(flows, name))
  .filter(isFollowed);

/** The call that a notification is of. */
export interface NamedCall {
  readonly id: string;
  /** Whether it is of the call itself, not of a part such as its participants. */
  readonly whole: boolean;
}

/** The call that a notification names; `undefined` where it names none. */
export function callOf(service: Service, message: unknown): NamedCall | undefined {
  for (const name of flowsOf(service)) {
    const flow: Flow = flows[name];
    for (const place of flow.call ?? []) {
      const found = namedAt(place, message);
      if (found) return found;
    }
  }
  return undefined;
}

/** What a notification repeats of a request, by which its operation can be told where it names no call. */
export function contextOf(service: Service, message: unknown): string | undefined {
  for (const name of flowsOf(service)) {
    const { echo }: Flow = flows[name];
    const context = echo && valueAt(message, echo.notification);
    if (typeof context === "string" && context !== "") return context;
  }
  return undefined;
}

function namedAt({ at, paths }: CallPlace, message: unknown): NamedCall | undefined {
  const value = valueAt(message, at);
  if (typeof value !== "string" || value === "") return undefined;
  if (!paths) return { id: value, whole: true };
  const segments = segmentsOf(value.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, "").replace(/[?#][^]*$/, ""));
  for (const path of paths) {
    const template = segmentsOf(path);
    // A version may stand before the path.
    for (const start of [0, 1]) {
      const own = segments.slice(start, start + template.length);
      const id = own.at(-1);
      const fits = template.every(
        (segment, index) => segment === "{id}" || segment.toLowerCase() === own[index]?.toLowerCase(),
      );
      if (fits && id !== undefined && own.length === template.length)
        return { id: decoded(id), whole: segments.length === start + template.length };
    }
  }
  return undefined;
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
