/** What clients prove themselves with, and what tokens of notifications name. Known to everybody, so good for nothing else. */
export interface Credentials {
  /** Access key of the ACS resource, in base64. */
  readonly accessKey: string;
  /** Bearer token that both services take. */
  readonly token: string;
  /** App id of the Graph bot: the audience of Graph's tokens. A GUID. */
  readonly appId: string;
  /** Immutable resource id of the ACS resource: the audience of its tokens. A GUID. */
  readonly resourceId: string;
  /** Tenant that Graph's tokens name. A GUID. */
  readonly tenantId: string;
}

/** What a simulator takes unless it is told otherwise. */
export const defaultCredentials: Credentials = {
  accessKey: "Y2FsbC1oYW5kb2ZmIHNpbXVsYXRvciwgbm90IGEgc2VjcmV0",
  token: "call-handoff-simulator",
  // Of the documented examples, so that announced calls are those of the documents.
  appId: "24701998-1a73-4d42-8085-bf46ed0ae039",
  resourceId: "6b4d5eaf-1a2c-4d3e-9f70-8b9cad1e2f30",
  tenantId: "632899f8-2ea1-4604-8413-27bd2892079f",
};
