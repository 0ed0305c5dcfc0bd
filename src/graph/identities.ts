import { graphLimits } from "../../generated/limits.ts";
import { invalid } from "../errors.ts";

// The documents decide where `@odata.type` stands. The set has none: participants declare `identitySet`, no request
// shows the derived `communicationsIdentitySet`, three of eight show no type at all, and in an open type members may
// be added. An added member has nothing that declares its type, so it names it, as each documented phone number does.
const IDENTITY = "#microsoft.graph.identity";

// Type aliases and no interfaces, since only those fit a type with an index signature.

/** What an identity may say beside its id. */
export type Named = { readonly displayName?: string };

/** What an identity of a tenant may say beside its id. */
export type NamedInTenant = Named & { readonly tenantId?: string };

/**
 * A person in Microsoft Teams.
 *
 * @param id - Entra object id
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function user(id: string, more: NamedInTenant = {}) {
  return { user: { ...more, id: some("a user", id) } };
}

/**
 * A phone number. Only a bot that is an application instance with a number of its own can reach one.
 *
 * @param id - in E.164 form, such as `+12345678901`
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a number of another form
 */
export function phone(id: string) {
  if (new RegExp(graphLimits.phone.pattern, "u").test(id)) return { phone: { "@odata.type": IDENTITY, id } };
  throw invalid("A phone number has to be in E.164 form, such as +12345678901.");
}

/**
 * An application, such as another bot. Calls reach a resource account by its application, not as a user.
 *
 * @param id - Entra application id
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function application(id: string, more: Named = {}) {
  return { application: { ...more, id: some("an application", id) } };
}

/**
 * A resource account, which can hold a phone number.
 *
 * @param id - Entra object id
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function applicationInstance(id: string, more: NamedInTenant = {}) {
  return {
    applicationInstance: { "@odata.type": IDENTITY, ...more, id: some("an application instance", id) },
  };
}

/**
 * Somebody whom the service does not disclose.
 *
 * @param id - as the service told it
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function encrypted(id: string) {
  return { encrypted: { "@odata.type": IDENTITY, id: some("an encrypted identity", id) } };
}

/**
 * Somebody who joined without signing in.
 *
 * @param id - as the service told it
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function guest(id: string, more: Named & { readonly email?: string } = {}) {
  return { guest: { "@odata.type": IDENTITY, ...more, id: some("a guest", id) } };
}

/**
 * A user of Skype for Business on premises.
 *
 * @param id - as the service told it
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function onPremises(id: string, more: Named = {}) {
  return { onPremises: { "@odata.type": IDENTITY, ...more, id: some("a user on premises", id) } };
}

/**
 * A user of Azure Communication Services.
 *
 * @param id - such as `8:acs:{resource}_{user}`
 * @param more - with the id of the resource
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id
 */
export function azureCommunicationServicesUser(
  id: string,
  more: Named & { readonly azureCommunicationServicesResourceId?: string } = {},
) {
  return {
    azureCommunicationServicesUser: {
      "@odata.type": IDENTITY,
      ...more,
      id: some("a user of Communication Services", id),
    },
  };
}

function some(what: string, id: string): string {
  if (typeof id === "string" && id !== "") return id;
  throw invalid(`The id of ${what} has to be text that is not empty.`);
}
