import { graphLimits } from "../../generated/limits.ts";
import type { GraphVersion, NewestGraphVersion } from "../../generated/operations.ts";
import { invalid } from "../errors.ts";
import type { GraphSchemas } from "./client.ts";

/**
 * Gives back the request of a transfer, if the phone numbers in it are in E.164 form.
 *
 * For another version than the newest, name it: `transferRequest<"beta">({ … })`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` with a message that says where a number has another form. No value
 * stands in it
 */
export function transferRequest<V extends GraphVersion = NewestGraphVersion>(
  request: GraphSchemas<V>["transferRequest"],
): GraphSchemas<V>["transferRequest"] {
  const { transferTarget, transferee }: GraphSchemas["transferRequest"] = request;
  const broken = [
    ...brokenByPhone("transferTarget", transferTarget),
    ...(transferee ? brokenByPhone("transferee", transferee) : []),
  ];
  if (broken.length === 0) return request;
  throw invalid(`The transfer breaks documented limits: ${broken.join("; ")}.`);
}

/**
 * Gives back the request of a redirect, if it keeps every documented limit: 1 to 25 targets, a timeout of 15 to 90
 * whole seconds, an `https://` callback address, and phone numbers in E.164 form.
 *
 * For another version than the newest, name it: `redirectRequest<"beta">({ … })`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` with a message that names every limit that is broken, and where. No
 * address and no phone number stands in it
 */
export function redirectRequest<V extends GraphVersion = NewestGraphVersion>(
  request: GraphSchemas<V>["redirectRequest"],
): GraphSchemas<V>["redirectRequest"] {
  const broken = brokenByRedirect(request);
  if (broken.length === 0) return request;
  throw invalid(`The redirect breaks documented limits: ${broken.join("; ")}.`);
}

function brokenByRedirect({ targets, timeout, callbackUri }: GraphSchemas["redirectRequest"]): string[] {
  const { minItems, maxItems } = graphLimits.targets;
  const { minimum, maximum } = graphLimits.timeout;
  const broken: string[] = [];
  if (targets.length < minItems || targets.length > maxItems)
    broken.push(`targets: ${minItems} to ${maxItems} targets, not ${targets.length}`);
  for (const [index, target] of targets.entries()) broken.push(...brokenByPhone(`targets[${index}]`, target));
  const isWithin = (seconds: number) => Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum;
  if (typeof timeout === "number" && !isWithin(timeout))
    broken.push(`timeout: ${minimum} to ${maximum} whole seconds, not ${timeout}`);
  if (typeof callbackUri === "string" && !matches(graphLimits.callbackUri, callbackUri))
    broken.push("callbackUri: an https:// address");
  return broken;
}

function brokenByPhone(place: string, { identity }: GraphSchemas["dialledIdentity"]): string[] {
  const id = identity?.phone?.id;
  if (typeof id !== "string" || matches(graphLimits.phone, id)) return [];
  return [`${place}.identity.phone.id: a number in E.164 form, such as +12345678901`];
}

function matches({ pattern }: { readonly pattern: string }, text: string): boolean {
  return new RegExp(pattern, "u").test(text);
}
