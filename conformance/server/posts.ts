import { valueAt } from "../../src/pointer.ts";
import type { Post } from "./listener.ts";

/** One notification, and the request that it came in. */
export interface Item {
  readonly item: unknown;
  readonly post: Post;
}

/** The notifications of requests, in the order in which they came. What cannot be read holds none. */
export function itemsOf(posts: readonly Post[]): Item[] {
  return posts.flatMap((post) => {
    const body = bodyOf(post);
    const value = valueAt(body, "/value");
    const list: unknown[] = Array.isArray(body) ? body : Array.isArray(value) ? value : [body];
    return list.filter((item) => typeof item === "object" && item !== null).map((item) => ({ item, post }));
  });
}

/** Whether it is the question of Event Grid whether events are wanted. */
export function isHandshake({ headers }: Post): boolean {
  return headers["aeg-event-type"]?.toLowerCase() === "subscriptionvalidation";
}

/** The body of a request, `undefined` where it is no JSON. */
export function bodyOf({ body }: Post): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
