import { acs, old, redirect, remove, set, transfer, type Edits } from "./edit.ts";

/** Wrong edits to the operations of ACS. */
export const operationEdits: Edits = {
  "a path that is spelled otherwise": {
    version: acs,
    edit: [{ op: "move", from: redirect, path: "/paths/~1calling~1callConnections:redirectCall" }],
    found: [
      "/calling/callConnections:redirect, path",
      "acs.redirectCall, path",
      ...["acs.redirectCall query api-version, values", "acs.redirectCall, dependent parameters"].map(
        (row) => `stale ${row}`,
      ),
      "stale acs.redirectCall header repeatability-first-sent, pattern",
      "stale acs.redirectCall header repeatability-request-id, pattern",
      "stale acs.redirectCall, security",
    ],
  },
  "a path parameter by another name": {
    version: acs,
    edit: [
      { op: "move", from: transfer, path: transfer.replace("callConnectionId", "id") },
      set("/components/parameters/callConnectionId/name", "id"),
    ],
    found: [
      "acs.transferToParticipant path callConnectionId, parameter",
      "acs.transferToParticipant path id, parameter",
      "acs.transferToParticipant, path",
    ],
  },
  "a query parameter that is not official": {
    version: acs,
    edit: [set(`${redirect}/post/parameters/-`, { name: "mode", in: "query", schema: { type: "string" } })],
    found: ["acs.redirectCall query mode, parameter"],
  },
  "a header that is required": {
    version: acs,
    edit: [set("/components/parameters/repeatabilityRequestId/required", true)],
    found: [
      "acs.redirectCall header repeatability-request-id, required",
      "acs.transferToParticipant header repeatability-request-id, required",
    ],
  },
  "a header without its format": {
    version: acs,
    edit: [remove("/components/parameters/repeatabilityFirstSent/schema/format")],
    found: [
      "acs.redirectCall header repeatability-first-sent, format",
      "acs.transferToParticipant header repeatability-first-sent, format",
    ],
  },
  "a body that may be left out": {
    version: acs,
    edit: [set(`${redirect}/post/requestBody/required`, false)],
    found: ["acs.redirectCall body, required"],
  },
  "another media type": {
    version: acs,
    edit: [
      {
        op: "move",
        from: `${redirect}/post/requestBody/content/application~1json`,
        path: `${redirect}/post/requestBody/content/application~1xml`,
      },
    ],
    found: ["acs.redirectCall body, media types"],
  },
  "another status": {
    version: acs,
    edit: [{ op: "move", from: `${redirect}/post/responses/204`, path: `${redirect}/post/responses/202` }],
    found: ["acs.redirectCall, statuses"],
  },
  "a body where there is none": {
    version: acs,
    edit: [
      set(`${redirect}/post/responses/204`, {
        description: "",
        content: { "application/json": { schema: { type: "object" } } },
      }),
    ],
    found: ["acs.redirectCall 204, media types"],
  },
  "a response header that is not official": {
    version: acs,
    edit: [set(`${transfer}/post/responses/202/headers`, { "Retry-After": { schema: { type: "integer" } } })],
    found: ["acs.transferToParticipant 202, headers"],
  },
  "errors that are not described": {
    version: acs,
    edit: [remove(`${redirect}/post/responses/default`)],
    found: ["acs.redirectCall default, status"],
  },
  "the credentials of another service": {
    version: acs,
    edit: [set("/security", [{ entra: [] }])],
    found: [
      "acs.redirectCall, security",
      "acs.transferToParticipant, security",
      "stale acs.redirectCall, security",
      "stale acs.transferToParticipant, security",
    ],
  },
  "another server": {
    version: old,
    edit: [set("/servers/0/url", "https://contoso.communications.azure.com")],
    found: ["servers, addresses"],
  },
};
