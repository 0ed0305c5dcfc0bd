import { createControlClient, type Call, type NewCall } from "../../src/simulator/index.ts";

/** A variable that `verify client` sets. */
export function told(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: this is a program for verify client.`);
  return value;
}

const control = () => createControlClient({ url: told("CALL_HANDOFF_CONTROL_URL") });

/** Makes a call whose notifications nobody takes. */
export function newCall(
  service: NewCall["service"],
  kind: NewCall["kind"],
  scenario = "success",
): Promise<Call> {
  return control().createCall({ service, kind, scenario, callbackUri: "http://127.0.0.1:9/callbacks" });
}

/** Lets the next request be answered with 429 and a short wait. */
export function throttle(operation: string): Promise<void> {
  return control().addFault({ on: "request", operation, status: 429, retryAfter: 0.05 });
}
