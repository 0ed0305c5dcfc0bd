import type { Flow } from "../../../generated/contract.ts";
import { flows } from "../../../generated/flows.ts";
import { knownAs } from "../../../src/flows/next.ts";
import { valueAt } from "../../../src/pointer.ts";
import { findRoute } from "../../../src/validate/index.ts";
import type { WireExchange } from "../check.ts";

const FLOWS: readonly Flow[] = Object.values(flows);

/** What a request is, in a few words: an operation, the notifications that it tells, or else its address. */
export function labelOf({ request }: WireExchange): string {
  const { method, url, body } = request;
  const path = pathOf(url);
  if (!URL.canParse(url)) return `${method} ${path}`;
  const match = findRoute(method, new URL(url));
  if ("route" in match) return match.route.operation;
  const told = itemsOf(body).flatMap((item) => notificationTitle(item) ?? []);
  return told.length > 0 ? told.join(", ") : `${method} ${path}`;
}

/** The events of Call Automation, or the items of Graph. */
function itemsOf(body: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [];
  }
  const items: unknown = valueAt(parsed, "/value") ?? parsed;
  return Array.isArray(items) ? items : [items];
}

function notificationTitle(item: unknown): string | undefined {
  for (const flow of FLOWS) {
    const [name] = knownAs(flow, item);
    if (name !== undefined) return flow.notifications[name]?.title;
  }
  // Of no flow, such as types and states that are made up to see what becomes of them.
  const known = ["/type", "/eventType", "/resourceData/state"]
    .map((place) => valueAt(item, place))
    .find(isText);
  return known?.split(".").at(-1);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** The last two parts of a path, which is what differs between requests. */
function pathOf(url: string): string {
  const path = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] ?? url;
  const parts = path.split("/").filter((part) => part !== "");
  return `${parts.length > 2 ? "…" : ""}/${parts.slice(-2).join("/")}`;
}
