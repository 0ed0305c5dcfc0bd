import { describe, expectTypeOf, test } from "vitest";
import { createEventGridReceiver, type EventGridNotification } from "../acs/event-grid.ts";
import { createAcsReceiver, type AcsNotification, type InvalidNotification } from "../acs/webhook.ts";
import { createGraphReceiver, type GraphNotification } from "../graph/webhook.ts";
import type { VersionTypes } from "../../generated/operations.ts";

type Acs = VersionTypes["acs@2026-03-12"]["schemas"];
type Graph = VersionTypes["graph@beta"]["schemas"];

test("a receiver takes a Request and gives a Response", () => {
  const onNotification = () => {};
  expectTypeOf(createGraphReceiver({ appId: "a", onNotification })).toEqualTypeOf<
    (request: Request) => Promise<Response>
  >();
  expectTypeOf(
    createAcsReceiver({ resourceId: "a", onNotification }),
  ).returns.resolves.toEqualTypeOf<Response>();
  expectTypeOf(createEventGridReceiver).parameter(0).toHaveProperty("secret");
});

describe("an event of ACS narrows by its type", () => {
  test("in a switch that has a case for every type", () => {
    const told = (notification: AcsNotification | InvalidNotification): string => {
      expectTypeOf(notification.key).toEqualTypeOf<string>();
      switch (notification.type) {
        case "Microsoft.Communication.CallTransferFailed":
          expectTypeOf(notification.data).toEqualTypeOf<Acs["CallTransferFailed"]>();
          // @ts-expect-error a failed transfer has no target
          return String(notification.data.transferTarget);
        case "Microsoft.Communication.CallTransferAccepted":
          expectTypeOf(notification.data).toEqualTypeOf<Acs["CallTransferAccepted"]>();
          return notification.message.source;
        case "Microsoft.Communication.CallDisconnected":
          return String(notification.data.resultInformation?.subCode);
        case "Microsoft.Communication.ParticipantsUpdated":
          expectTypeOf(notification.data.participants).toEqualTypeOf<Acs["CallParticipant"][] | undefined>();
          return notification.type;
        case "unknown":
          expectTypeOf(notification.wireType).toEqualTypeOf<string>();
          expectTypeOf(notification.data).toEqualTypeOf<unknown>();
          return notification.message.type;
        case "invalid":
          expectTypeOf(notification.message).toEqualTypeOf<unknown>();
          return notification.where;
        default:
          return notification satisfies never;
      }
    };
    expectTypeOf(told).returns.toEqualTypeOf<string>();
  });

  test("and no other type can be asked for", () => {
    const told = (notification: AcsNotification) =>
      // @ts-expect-error the capital is missing
      notification.type === "Microsoft.Communication.callTransferFailed";
    expectTypeOf(told).returns.toEqualTypeOf<boolean>();
  });
});

describe("a notification of Graph narrows by the state of the call", () => {
  test("with its data", () => {
    const told = (notification: GraphNotification) => {
      if (notification.type === "terminated") {
        expectTypeOf(notification.data.state).toEqualTypeOf<"terminated">();
        expectTypeOf(notification.data.terminationReason).toEqualTypeOf<string | null | undefined>();
        expectTypeOf(notification.data.answeredBy).toEqualTypeOf<
          Graph["participantInfo"] | null | undefined
        >();
        expectTypeOf(notification.data.replacesContext).toEqualTypeOf<unknown>();
        expectTypeOf(notification.callId).toEqualTypeOf<string | undefined>();
      }
      if (notification.type === "collection")
        expectTypeOf(notification.data).toEqualTypeOf<readonly Readonly<Record<string, unknown>>[]>();
      if (notification.type === "unknown") expectTypeOf(notification.wireType).toEqualTypeOf<string>();
      if (notification.type === "call") expectTypeOf(notification.data).toEqualTypeOf<Graph["call"]>();
      return notification.changeType;
    };
    expectTypeOf(told).returns.toEqualTypeOf<"created" | "updated" | "deleted">();
  });
});

test("an incoming call narrows to its data", () => {
  const told = (notification: EventGridNotification) => {
    if (notification.type === "unknown") return notification.wireType;
    expectTypeOf(notification.data).toEqualTypeOf<Acs["IncomingCall"]>();
    return notification.data.incomingCallContext;
  };
  expectTypeOf(told).returns.toEqualTypeOf<string>();
});
