import { controlPaths } from "../../generated/simulator/paths.ts";
import { createSimulator, type Call } from "../../src/simulator/index.ts";
import { clientsOf } from "./clients.ts";
import { inbox, type Inbox } from "./inbox.ts";
import { KINDS, type Kind, type LoadScenario } from "./kinds.ts";
import { newCallOf, planOf, type Planned } from "./plan.ts";
import { readingOf, type Reading } from "./reading.ts";

/** What is told of a call that was handed on, and of the call that it replaced. */
export interface Told {
  readonly own: Reading;
  readonly related: Reading;
}

/** What came for a call. */
export function toldOf(kind: Kind, call: Call, { of }: Inbox): Told {
  const request = kind.request(call);
  const { id, incomingCallContext, relatedCallId } = call;
  const related = relatedCallId === undefined ? [] : of(relatedCallId);
  return {
    own: readingOf(kind.flow, request, of(incomingCallContext ?? id)),
    related: readingOf(kind.flow, undefined, related),
  };
}

const APPLICATION = "http://127.0.0.1";

/**
 * What is told of each kind of call in each scenario where nothing else goes on: one call after the other, in one
 * process, by a clock that stands still.
 */
export async function expectations(scenarios: readonly LoadScenario[]): Promise<(planned: Planned) => Told> {
  const simulator = createSimulator({
    strict: true,
    running: false,
    async deliver(request) {
      const receive = box.receivers[new URL(request.url).pathname];
      return receive ? receive(request) : new Response(null, { status: 404 });
    },
  });
  const box = inbox({
    openIdConfiguration: APPLICATION + controlPaths.getOpenIdConfiguration.path,
    fetch: (url, init) => simulator.fetch(url, init),
    allowLoopbackHttp: true,
  });
  const [clients] = clientsOf(APPLICATION, (url, { method, headers, body }) =>
    simulator.fetch(url, { method, headers, body }),
  );
  const told = new Map<Kind, Map<LoadScenario, Told>>();
  if (!clients) throw new RangeError("There are no clients.");
  for (const planned of planOf(scenarios.length * KINDS.length, scenarios, 1)) {
    const { kind, scenario } = planned;
    const call = simulator.createCall(newCallOf(planned, APPLICATION));
    await simulator.settle();
    const status = await kind.send(clients, call);
    if (status !== 202 && status !== 204) throw new Error(`${kind.flow} was answered with ${status}.`);
    await simulator.settle();
    const ofKind = told.get(kind) ?? new Map<LoadScenario, Told>();
    told.set(kind, ofKind.set(scenario, toldOf(kind, call, box)));
  }
  await simulator.close();
  return ({ kind, scenario }) => {
    const found = told.get(kind)?.get(scenario);
    if (!found) throw new RangeError(`Nobody knows what ${kind.flow} tells with ${scenario}.`);
    return found;
  };
}
