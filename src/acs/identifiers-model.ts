import { invalid } from "../errors.ts";

/** The clouds of Microsoft that Teams identities live in. */
export const clouds = ["public", "dod", "gcch"] as const;

/** A cloud of Microsoft. Absent means `public`. */
export type Cloud = (typeof clouds)[number];

/** A user of a Communication Services resource. */
export interface CommunicationUser {
  readonly kind: "communicationUser";
  readonly communicationUser: { readonly id: string };
}

/** A phone number, or a caller who withholds it. `isAnonymous` and `assertedId` are known since 2025-06-15. */
export interface PhoneNumber {
  readonly kind: "phoneNumber";
  readonly phoneNumber: {
    readonly value: string;
    readonly isAnonymous?: boolean;
    readonly assertedId?: string;
  };
}

/** A user of Microsoft Teams, or a visitor without an account. */
export interface MicrosoftTeamsUser {
  readonly kind: "microsoftTeamsUser";
  readonly microsoftTeamsUser: {
    readonly userId: string;
    readonly isAnonymous?: boolean;
    readonly cloud?: Cloud;
  };
}

/** An application in Microsoft Teams, such as a call queue. */
export interface MicrosoftTeamsApp {
  readonly kind: "microsoftTeamsApp";
  readonly microsoftTeamsApp: { readonly appId: string; readonly cloud?: Cloud };
}

/** A Teams Phone user who is reached through a Communication Services resource. Known since 2025-06-15. */
export interface TeamsExtensionUser {
  readonly kind: "teamsExtensionUser";
  readonly teamsExtensionUser: {
    readonly userId: string;
    readonly tenantId: string;
    readonly resourceId: string;
    readonly cloud?: Cloud;
  };
}

/** An identifier that is known by its `rawId` alone. */
export interface UnknownIdentifier {
  readonly kind: "unknown";
  readonly rawId: string;
}

/** Any identifier, told apart by `kind`. */
export type Identifier =
  | CommunicationUser
  | PhoneNumber
  | MicrosoftTeamsUser
  | MicrosoftTeamsApp
  | TeamsExtensionUser
  | UnknownIdentifier;

/**
 * Gives back a cloud that this package knows.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for any other
 */
export function knownCloud(cloud: string): Cloud {
  const known = clouds.find((name) => name === cloud);
  if (known) return known;
  throw invalid(`A cloud has to be one of ${clouds.join(", ")}.`);
}
