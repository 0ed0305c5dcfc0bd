import type { FlowName } from "../../generated/flows.ts";
import { isFollowed } from "../../src/flows/correlation.ts";
import { valueAt } from "../../src/pointer.ts";
import type { WireRequest } from "../parties/server.ts";
import { addressPlace, isRecord, setAt } from "../server/requests.ts";
import {
  edited,
  heldBack,
  isAnnouncement,
  isEnd,
  readdressed,
  taken,
  without,
  withItems,
} from "./deliveries.ts";
import { bodyOf, callIn, isFor, parsed } from "./server-requests.ts";
import type { ServerMutation } from "./server.ts";
import { tokenMutations } from "./tokens.ts";

/** Servers whose notifications are right but for one thing. */
export function notificationMutations(operation: FlowName): ServerMutation[] {
  if (!isFollowed(operation)) return unfollowed(operation);
  const isAcs = operation.startsWith("acs.");
  const isRedirect = operation === "graph.redirect";
  const mutations: ServerMutation[] = [
    {
      check: "notification/complete",
      about: "A server that never tells the end.",
      deliver: async (delivery, send) => (isEnd(operation, delivery) ? taken() : send(delivery)),
    },
    {
      check: "notification/payload",
      about: "A server whose notifications lack a member that they have to have.",
      deliver: edited(operation, (item) =>
        setAt(item, isAcs ? "/specversion" : "/resourceData/@odata.type", isAcs ? undefined : 5),
      ),
    },
    {
      check: "notification/destination",
      about: "A server that sends notifications elsewhere than to the call's address.",
      deliver: (delivery, send) =>
        send(
          isAnnouncement(operation, delivery)
            ? delivery
            : readdressed(delivery, /\/(?:call|registration)$/, "/override"),
        ),
    },
    {
      check: "notification/correlation",
      about: "A server whose notifications name another call.",
      deliver: edited(operation, (item) => {
        const places = isAcs ? ["/data/callConnectionId", "/source", "/subject"] : ["/resourceUrl"];
        const other = isAcs ? "calling/callConnections/no-such-call" : "/communications/calls/no-such-call";
        for (const place of places) setAt(item, place, place.startsWith("/data") ? "no-such-call" : other);
      }),
    },
    {
      check: "notification/nothing-after-end",
      about: "A server that tells the end twice.",
      deliver: async (delivery, send) => {
        const answer = await send(delivery);
        // Under an id of its own, as it would be the same one delivered again otherwise.
        const again = () =>
          withItems(delivery, (item) => setAt(item, "/id", isAcs ? crypto.randomUUID() : undefined));
        if (isEnd(operation, delivery)) await send(again());
        return answer;
      },
    },
    {
      check: "notification/after-answer",
      about: "A server whose notifications overtake its answer.",
      ...overtaking(operation),
    },
    ...tokenMutations(),
  ];
  if (!isRedirect) mutations.push(...transferMutations(operation, isAcs));
  else mutations.push(...redirectMutations(operation));
  if (addressPlace(operation) !== undefined)
    mutations.push({
      check: "notification/callback-override",
      about: "A server that does not heed the address that a request names.",
      deliver: (delivery, send) => send(readdressed(delivery, /\/override$/, "/registration")),
    });
  return mutations;
}

function transferMutations(operation: FlowName, isAcs: boolean): ServerMutation[] {
  const mutations: ServerMutation[] = [
    {
      check: "notification/order",
      about: isAcs
        ? "A server that tells that the call is over before it tells what became of the transfer."
        : "A server that never tells that the target has accepted.",
      deliver: isAcs ? heldBack(operation, "accepted") : without(operation, "transferAccepted"),
    },
    {
      check: "notification/failure",
      about: "A server whose transfers never fail.",
      // Whoever asked for a failure did not get it.
      also: ["notification/result"],
      answer: (request, right) => right(withoutScenario(request)),
    },
    {
      check: "notification/result",
      about: isAcs
        ? "A server that reports a failure of what was to succeed."
        : "A server that ends a transfer with a code that the documents do not know.",
      deliver: isAcs
        ? edited(operation, (item) => {
            if (item["type"] === "Microsoft.Communication.CallTransferAccepted")
              item["type"] = "Microsoft.Communication.CallTransferFailed";
          })
        : edited(operation, (item) => {
            const data = item["resourceData"];
            if (!isRecord(data) || data["state"] !== "terminated") return;
            delete data["terminationReason"];
            data["resultInfo"] = {
              "@odata.type": "#microsoft.graph.resultInfo",
              code: 1,
              subcode: 2,
              message: "",
            };
          }),
    },
  ];
  if (isAcs)
    mutations.push({
      check: "notification/operation-context",
      about: "A server whose events do not repeat the operationContext.",
      deliver: edited(operation, (item) => setAt(item, "/data/operationContext", undefined)),
    });
  return mutations;
}

function redirectMutations(operation: FlowName): ServerMutation[] {
  return [
    {
      check: "notification/incoming",
      about: "A server whose announcement of a call names no address of the call.",
      deliver: (delivery, send) =>
        send(
          isAnnouncement(operation, delivery)
            ? withItems(delivery, (item) => setAt(item, "/resourceData/callbackUri", undefined))
            : delivery,
        ),
    },
  ];
}

/** Holds the answer back until something was told of the call. */
function overtaking(operation: FlowName): Pick<ServerMutation, "answer" | "deliver"> {
  const waiting = new Map<string, () => void>();
  return {
    answer: async (request, right) => {
      const told = new Promise<void>((resolve) => waiting.set(callIn(request), resolve));
      const answer = await right(request);
      const isTaken = isFor(operation, request) && answer.status < 300;
      if (isTaken) await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 1500))]);
      return answer;
    },
    deliver: async (delivery, send) => {
      const answer = await send(delivery);
      const isAside = isAnnouncement(operation, delivery);
      for (const [id, tell] of waiting) if (id !== "" && !isAside && delivery.body.includes(id)) tell();
      return answer;
    },
  };
}

/** Of an operation that nothing follows. */
function unfollowed(operation: FlowName): ServerMutation[] {
  const addresses = new Map<unknown, string>();
  return [
    {
      check: "notification/none",
      about: "A server that tells of the end of a call that was redirected.",
      answer: async (request, right) => {
        const answer = await right(request);
        const address = addresses.get(valueAt(bodyOf(request), "/incomingCallContext"));
        const made = typeof answer.body === "string" ? parsed(answer.body) : undefined;
        const context = valueAt(made, "/incomingCallContext");
        const callback = valueAt(bodyOf(request), "/callbackUri");
        if (context !== undefined && typeof callback === "string") addresses.set(context, callback);
        if (isFor(operation, request) && answer.status < 300 && address !== undefined)
          await fetch(address, {
            method: "POST",
            body: '[{"type":"Microsoft.Communication.CallDisconnected"}]',
          });
        return answer;
      },
    },
    {
      check: "notification/incoming",
      about: "A server whose announcement of a call holds another context.",
      deliver: (delivery, send) =>
        send(
          withItems(delivery, (item) => {
            if (isRecord(item["data"]) && "incomingCallContext" in item["data"])
              setAt(item, "/data/incomingCallContext", "another");
          }),
        ),
    },
  ];
}

/** A call that is asked for with a scenario, and made without. */
function withoutScenario(request: WireRequest): WireRequest {
  if (new URL(request.url).pathname !== "/simulator/calls") return request;
  return { ...request, body: request.body.replace('"scenario":"failure"', '"scenario":"success"') };
}
