import type { HandoffError } from "../errors.ts";
import { unverified } from "../webhooks/unverified.test-support.ts";
import {
  createGraphReceiver,
  type GraphNotification,
  type GraphReceiverOptions,
  type InvalidNotification,
} from "./webhook.ts";

/** What a receiver hands on. */
export type Delivered = GraphNotification | InvalidNotification;

/** What became of a request. */
export interface Taken {
  readonly status: number;
  readonly items: Delivered[];
  readonly error: HandoffError | undefined;
}

/** Gives a request to a receiver that asks for no token. */
export async function take(request: Request, options: Partial<GraphReceiverOptions> = {}): Promise<Taken> {
  const items: Delivered[] = [];
  let error: HandoffError | undefined;
  const receive = unverified(createGraphReceiver, {
    appId: "app",
    onNotification: (one) => items.push(one),
    onRefused: (refused) => (error = refused),
    ...options,
  });
  const { status } = await receive(request);
  return { status, items, error };
}

/** Path of the call in the documented examples. */
export const URL_OF_CALL = "/communications/calls/341a0500-d4bf-4224-8b19-1581168d328b";

/** One notification. */
export function item(resourceData: unknown, more: object = {}): Record<string, unknown> {
  return { changeType: "updated", resourceUrl: URL_OF_CALL, resourceData, ...more };
}
