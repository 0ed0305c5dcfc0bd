/**
 * Checks what a client sends and receives against the contract, by the generated validators. In a subpath of its
 * own, as the validators are many times the size of a client.
 *
 * @example
 * ```ts
 * import { createAcsClient } from "call-handoff/acs";
 * import { checked } from "call-handoff/check";
 *
 * const acs = checked(createAcsClient({ connectionString }));
 * const result = await acs.redirectCall({ incomingCallContext, target });
 * // rejects with ERR_INVALID_REQUEST, and sends nothing, where the request breaks the contract
 * for (const { where, expected } of result.violations) console.warn(where, expected);
 * ```
 *
 * @module
 */
import type { Route } from "../../generated/contract.ts";
import type { AcsVersion, GraphVersion, VersionName } from "../../generated/operations.ts";
import { versions } from "../../generated/versions.ts";
import type { AcsClient, AcsOperations } from "../acs/client.ts";
import { HandoffError } from "../errors.ts";
import type { GraphClient, GraphOperations } from "../graph/client.ts";
import { throwing, type OperationResult, type OrThrow } from "../http/result.ts";
import { judgeResponseText } from "../validate/http.ts";
import { judgeRequest, judgeResponse } from "../validate/judge.ts";
import type { Violation } from "../validate/violation.ts";

export type { Violation } from "../validate/violation.ts";

/** Operations whose results also tell which rules the answer breaks. */
export type CheckedOperations<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (...args: infer Arguments) => Promise<infer Result>
    ? (...args: Arguments) => Promise<Result & { readonly violations: readonly Violation[] }>
    : never;
};

/** A client that checks. */
export type Checked<Client, Operations> = Omit<Client, keyof Operations | "orThrow"> &
  CheckedOperations<Operations> & { readonly orThrow: OrThrow<CheckedOperations<Operations>> };

type Operation = (...args: unknown[]) => Promise<OperationResult<number, unknown, unknown>>;

/**
 * Makes of a client one that checks each request strictly before it is sent, and each answer tolerantly.
 *
 * An operation then also rejects with `ERR_INVALID_REQUEST`, whose `violations` say where the request breaks the
 * contract. What an answer breaks is in `violations` of the result.
 */
export function checked<V extends AcsVersion>(client: AcsClient<V>): Checked<AcsClient<V>, AcsOperations<V>>;
export function checked<V extends GraphVersion>(
  client: GraphClient<V>,
): Checked<GraphClient<V>, GraphOperations<V>>;
export function checked(client: AcsClient | GraphClient): object {
  const [service, apiVersion] =
    "apiVersion" in client ? (["acs", client.apiVersion] as const) : (["graph", client.version] as const);
  const version = versionName(`${service}@${apiVersion}`);
  const routes: readonly Route[] = versions[version].routes;
  const operations: Record<string, Operation> = {};
  for (const route of routes.filter(({ deprecated }) => !deprecated)) {
    const verb = route.operation.slice(service.length + 1);
    const operation: unknown = Reflect.get(client, verb);
    if (isOperation(operation)) operations[verb] = checkedOperation(version, route, operation);
  }
  return { ...client, ...operations, orThrow: throwing(service, operations) };
}

function checkedOperation(version: VersionName, route: Route, operation: Operation): Operation {
  const { pathParameters, versionSelector } = route;
  return async (...args) => {
    const ids = args.slice(0, pathParameters.length).map(String);
    const violations = judgeRequest(version, route.operation, {
      path: Object.fromEntries(pathParameters.map((name, index) => [name, ids[index] ?? ""])),
      query: versionSelector.in === "query" ? { [versionSelector.name]: versionSelector.value } : {},
      headers: { "content-type": "application/json" },
      body: args[pathParameters.length],
    });
    if (violations.length > 0) {
      const list = violations.map(
        ({ where, expected, received }) => `${where}: ${expected}, not ${received}`,
      );
      const message = `The request breaks the contract of ${version} at ${list.join("; ")}.`;
      throw new HandoffError("ERR_INVALID_REQUEST", message, { violations });
    }
    const result = await operation(...args);
    return { ...result, violations: violationsOf(version, route.operation, result) };
  };
}

/** What an answer breaks. A body that did not come to its end is no fault of its content. */
function violationsOf(
  version: VersionName,
  operation: string,
  result: OperationResult<number, unknown, unknown>,
): Violation[] {
  const { status, headers, text, fault } = result;
  if (fault) return [];
  const body: unknown = result.ok ? result.data : result.error;
  if (body === undefined)
    return judgeResponseText(version, operation, status, headers, text ?? "", "tolerant");
  // As it was parsed: what nests deeply can be parsed, but not be written as text again.
  return judgeResponse(
    version,
    operation,
    status,
    { headers: Object.fromEntries(headers), body },
    "tolerant",
  );
}

function isOperation(member: unknown): member is Operation {
  return typeof member === "function";
}

function versionName(name: string): VersionName {
  const known = Object.keys(versions).find((version): version is VersionName => version === name);
  if (known) return known;
  throw new RangeError(`There is no version ${name}.`);
}
