import { isRecord } from "../http/result.ts";
import { handshakeItem } from "./acs-notifications.ts";
import { flowNames, flowOf, type SimulatedCall } from "./calls.ts";
import { play, type Stage } from "./play.ts";
import { announcementOf } from "./script.ts";
import { forSingle, scenarioOf } from "./scenarios.ts";
import type { Chance } from "./seed.ts";

/** Announces calls that ring. */
export interface Announcer {
  announce(call: SimulatedCall): void;
  /** Every endpoint is asked anew whether it wants events. */
  clear(): void;
}

/** How many endpoints are known; the oldest are asked again. */
const MAX_ENDPOINTS = 1000;

/** A call that waits for the answer of its endpoint. */
interface Waiting {
  readonly call: SimulatedCall;
  readonly go: () => void;
}

/** Event Grid asks an endpoint once whether it wants events, and sends them only where it does. */
export function handshakes(stage: Stage, chance: Chance): Announcer {
  /** The calls that wait for an endpoint's answer, or `wanted` once it was good. */
  const asked = new Map<string, Waiting[] | "wanted">();

  const handshake = (waiting: Waiting): void => {
    const { call, go } = waiting;
    const address = call.addresses.registration;
    const known = asked.get(address);
    if (known === "wanted") return go();
    if (known) return void known.push(waiting);
    const all = [waiting];
    asked.set(address, all);
    const [oldest] = asked.keys();
    if (asked.size > MAX_ENDPOINTS && oldest !== undefined) asked.delete(oldest);
    const code = chance.uuid();
    stage.outstanding++;
    stage.time.after(stage.pace, () =>
      stage.deliveries.send(
        {
          service: call.service,
          callId: call.id,
          names: ["handshake"],
          title: "SubscriptionValidation",
          address,
          body: [handshakeItem(code, chance.uuid(), stage.time.now())],
          headers: { "aeg-event-type": "SubscriptionValidation" },
          signed: false,
          troubles: [],
          patient: true,
          isGood: (text, status) => status === 200 && repeats(text, code),
        },
        (taken) => {
          stage.outstanding--;
          const isKnown = asked.get(address) === all;
          if (taken) {
            if (isKnown) asked.set(address, "wanted");
            for (const one of all) one.go();
            return;
          }
          if (isKnown) asked.delete(address);
          release(call);
          // Each of the others asks for itself, so that the journal tells why it is not announced.
          for (const one of all.slice(1)) handshake(one);
        },
      ),
    );
    return undefined;
  };

  return {
    announce(call) {
      const name = flowNames(call.service, call.kind).find((one) => flowOf(one).ringsFor !== undefined);
      const flow = name && flowOf(name);
      const announcement = flow && announcementOf(flow);
      if (!flow || announcement === undefined || call.kind !== "incoming") return;
      const situation = {
        call,
        flow,
        scenario: forSingle(scenarioOf(call.scenario) ?? {}),
        bot: {},
        uuid: () => chance.uuid(),
      };
      call.announcing = [];
      const over = () => release(call);
      const go = () => play(stage, situation, [announcement], { free: true, regardless: true, over });
      if (flow.context === undefined) go();
      else handshake({ call, go });
    },
    clear: () => asked.clear(),
  };
}

/** The announcement is through, or there will be none. */
function release(call: SimulatedCall): void {
  const waiting = call.announcing ?? [];
  call.announcing = undefined;
  for (const one of waiting) one();
}

function repeats(text: string, code: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return isRecord(answer) && answer["validationResponse"] === code;
  } catch {
    return false;
  }
}
