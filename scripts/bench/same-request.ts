/** Holds the contestants to the same work: a comparison of different requests would say nothing. */
import { isDeepStrictEqual } from "node:util";
import type { Contestant } from "./contestant.ts";
import type { Loopback } from "./loopback.ts";
import { operationContext } from "./requests.ts";

/** What has to come at the server. */
export interface Expected {
  readonly path: string;
  readonly body: object;
}

/** @throws Error for a contestant that sends something else, no credential, or does not read the answer */
export async function holdToSameRequest(
  { name, call }: Contestant,
  { seen }: Loopback,
  { path, body }: Expected,
): Promise<void> {
  const answer = await call();
  if (!isDeepStrictEqual(answer, { operationContext })) throw new Error(`${name} gives no parsed answer.`);
  const request = await seen();
  const sent: unknown = JSON.parse(request.body);
  if (request.url !== path) throw new Error(`${name} sends to ${request.url}, not ${path}.`);
  if (!isDeepStrictEqual(sent, body)) throw new Error(`${name} sends another body: ${request.body}`);
  if (!request.headers["authorization"]) throw new Error(`${name} sends no credential.`);
}
