import { isRecord } from "../http/result.ts";
import { handshakeItem } from "./acs-notifications.ts";
import { flowNames, flowOf, type SimulatedCall } from "./calls.ts";
import { play, type Stage } from "./play.ts";
import { announcementOf } from "./script.ts";
import { scenarioOf } from "./scenarios.ts";
import type { Chance } from "./seed.ts";

/** Announces calls that ring. */
export interface Announcer {
  announce(call: SimulatedCall): void;
  /** Every endpoint is asked anew whether it wants events. */
  clear(): void;
}

/** Event Grid asks an endpoint once whether it wants events, and sends them only where it does. */
export function handshakes(stage: Stage, chance: Chance): Announcer {
  const asked = new Map<string, { wanted: boolean | undefined; waiting: (() => void)[] }>();

  const handshake = (call: SimulatedCall, address: string, go: () => void): void => {
    const known = asked.get(address);
    if (known?.wanted === true) return go();
    if (known?.wanted === undefined && known) return void known.waiting.push(go);
    const entry: { wanted: boolean | undefined; waiting: (() => void)[] } = {
      wanted: undefined,
      waiting: [go],
    };
    asked.set(address, entry);
    const code = chance.uuid();
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
          entry.wanted = taken;
          if (!taken) asked.delete(address);
          if (taken) for (const one of entry.waiting) one();
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
      const scenario = scenarioOf(call.scenario) ?? {};
      const { trouble, order: _, ...rest } = scenario;
      const situation = {
        call,
        flow,
        // What is to be lost is the end, not the beginning.
        scenario: trouble === undefined || trouble === "dropped" ? rest : { ...rest, trouble },
        bot: {},
        uuid: () => chance.uuid(),
      };
      const go = () => play(stage, situation, [announcement], { free: true });
      if (flow.context === undefined) go();
      else handshake(call, call.addresses.registration, go);
    },
    clear: () => asked.clear(),
  };
}

function repeats(text: string, code: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return isRecord(answer) && answer["validationResponse"] === code;
  } catch {
    return false;
  }
}
