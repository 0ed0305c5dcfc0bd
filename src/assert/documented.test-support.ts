import type { DocumentedRequest, DocumentedResponse } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import { flows, type FlowName } from "../../generated/flows.ts";

/** A documented message, and where it is shown. */
interface Documented<Message> {
  readonly id: string;
  readonly operation: FlowName;
  readonly example: number;
  readonly message: Message;
}

/** Every documented request for an operation. */
export const requests: readonly Documented<DocumentedRequest>[] = examples.flatMap((one) =>
  one.direction === "request" ? [{ ...one, operation: operationOf(one.operation) }] : [],
);

/** Every documented answer. */
export const responses: readonly Documented<DocumentedResponse>[] = examples.flatMap((one) =>
  one.direction === "response" ? [{ ...one, operation: operationOf(one.operation) }] : [],
);

/** Every documented notification; all are of Graph. */
export const notifications: readonly (Documented<DocumentedRequest> & {
  readonly apiVersion: "beta" | "v1.0";
})[] = examples.flatMap((one) =>
  one.direction === "notification"
    ? [
        {
          ...one,
          operation: operationOf(one.operation),
          apiVersion: one.apiVersion === "beta" ? "beta" : "v1.0",
        },
      ]
    : [],
);

/** The first documented course of an operation: the body of its request and the bodies of some of its notifications. */
export function course(operation: FlowName, kind: RegExp) {
  const isOwn = (one: Documented<unknown>) => one.operation === operation && one.example === 1;
  return {
    request: requests.find(isOwn)?.message.body,
    bodies: notifications.filter((one) => isOwn(one) && kind.test(one.id)).map(({ message }) => message.body),
  };
}

function operationOf(name: string): FlowName {
  const found = Object.keys(flows).find((flow): flow is FlowName => flow === name);
  if (found) return found;
  throw new Error(`${name} is no operation.`);
}
