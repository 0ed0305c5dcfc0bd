/** The resource of the events. */
export const TOPIC =
  "/subscriptions/s/resourcegroups/g/providers/microsoft.communication/communicationservices/r";

/** What a call is redirected with. A secret. */
export const CONTEXT = "eyJhbGciOiJub25lIn0.eyJjYyI6IkgifQ.";

/** Data of an incoming call. */
export const call = {
  to: { kind: "communicationUser", rawId: "8:acs:a", communicationUser: { id: "8:acs:a" } },
  from: { kind: "phoneNumber", rawId: "4:+32", phoneNumber: { value: "+32" } },
  serverCallId: "s",
  callerDisplayName: "",
  incomingCallContext: CONTEXT,
  correlationId: "c",
};

/** An event in the Event Grid schema. */
export function event(eventType: string, data: unknown, more: object = {}): Record<string, unknown> {
  return {
    id: "d5546be8-227a-4db8-b2c3-4f06fd675fd6",
    topic: TOPIC,
    subject: "/caller/8:acs:a/recipient/8:acs:b",
    data,
    eventType,
    dataVersion: "1.0",
    metadataVersion: "1",
    eventTime: "2022-08-25T19:27:24.2415391Z",
    ...more,
  };
}

/** An event in CloudEvents. */
export function cloudEvent(type: string, data: unknown, more: object = {}): Record<string, unknown> {
  return {
    id: "1",
    source: TOPIC,
    subject: "s",
    type,
    data,
    time: "2022-08-25T19:27:24Z",
    specversion: "1.0",
    ...more,
  };
}
