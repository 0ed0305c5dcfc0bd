import { microsoftTeamsUser, phoneNumber, type AcsSchemas } from "call-handoff/acs";
import { phone, readIdentities, user, type GraphSchemas } from "call-handoff/graph";

/** Somebody whom both services can reach: a phone number, or a Teams user by the Entra object id. */
export type Target = { readonly phone: string } | { readonly teamsUser: string };

/**
 * Decides who gets a call that rings.
 *
 * @param caller - the caller's phone number; `undefined` for whoever calls without one
 * @returns `undefined` to let it ring
 */
export type Route = (caller: string | undefined) => Target | undefined;

const DESKS: readonly { readonly prefix: string; readonly target: Target }[] = [
  { prefix: "+1", target: { phone: "+14255550123" } },
  { prefix: "+44", target: { phone: "+442079460123" } },
];

const ON_DUTY: Target = { teamsUser: "550fae72-d251-43ec-868c-373732c2704f" };

/** The rule of this bot: callers from a country with a desk get that desk, all others the person on duty. */
export const byCountry: Route = (caller) =>
  DESKS.find(({ prefix }) => caller?.startsWith(prefix))?.target ?? ON_DUTY;

/** The caller's number in an announcement of ACS. */
export function acsCaller({ from }: AcsSchemas["IncomingCall"]): string | undefined {
  return from.phoneNumber?.value;
}

/** The caller's number in an announcement of Graph. */
export function graphCaller({ source }: GraphSchemas["call"]): string | undefined {
  return readIdentities(source?.identity).find(({ kind }) => kind === "phone")?.id;
}

/** The target as ACS writes it. */
export function acsTarget(target: Target) {
  return "phone" in target ? phoneNumber(target.phone) : microsoftTeamsUser(target.teamsUser);
}

/** The target as Graph writes it. */
export function graphTarget(target: Target) {
  return { identity: "phone" in target ? phone(target.phone) : user(target.teamsUser) };
}
