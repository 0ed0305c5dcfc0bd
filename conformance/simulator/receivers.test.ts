import { beforeAll, describe, expect, test } from "vitest";
import { flows, type Flow } from "../../src/flows/index.ts";
import { scenarios } from "../../src/simulator/index.ts";
import { playAll } from "./bot.ts";
import { itemsOf, read, type Item } from "./notified.ts";
import { inWords, tables } from "./outcomes.ts";
import { overHttp, together } from "./wirings.ts";

/** Those whose notifications a receiver has to refuse. */
const forged = ["unsigned", "wrongly-signed", "expired-token"];
/** Those that make notifications what the contract does not know. */
const strange = ["extra-members", "subcode-spelling"];
/** Those after which a call is not told of as the documents have it: all of it, once and in order. */
const disturbed = ["reordered", "duplicated", "dropped"];

const names = Object.keys(scenarios);

/** What came of the scenarios; filled before the tests. */
interface Run {
  readonly wire: Parameters<typeof playAll>[0];
  readonly names: readonly string[];
  played: Awaited<ReturnType<typeof playAll>>["played"];
  arrived: Item[];
}

const whole: Run = { wire: together, names, played: [], arrived: [] };
// A network changes nothing of what the other scenarios are about.
const part = { ...whole, wire: overHttp, names: ["success", "failure", "throttled", ...forged] };

const calls = ({ played }: Run, ...own: readonly string[]) =>
  played.filter(({ scenario }) => own.includes(scenario));
/** What arrived of a call, in order. */
const itemsFor = ({ arrived }: Run, id: string) => arrived.filter(({ callId }) => callId === id);

beforeAll(async () => {
  for (const run of [whole, part]) {
    const all = await playAll(run.wire, run.names);
    run.played = all.played;
    run.arrived = itemsOf(all);
  }
});

test("the tables have every scenario and every way", () => {
  const rows = tables.flatMap(({ scenario, ends }) => Object.keys(ends).map((way) => `${scenario} ${way}`));
  expect(rows.toSorted()).toEqual(whole.played.map(({ scenario, way }) => `${scenario} ${way}`).toSorted());
  expect(new Set(tables.map(({ scenario }) => scenario))).toEqual(new Set(names));
});

describe.each([
  ["in one process", whole],
  ["over http", part],
])("%s,", (_wiring, run) => {
  test.each(tables.filter(({ scenario }) => run.names.includes(scenario)))(
    "operations of $service end by $scenario as the table says",
    ({ scenario, ends }) => {
      const own = calls(run, scenario).filter(({ way }) => Object.hasOwn(ends, way));
      expect(Object.fromEntries(own.map(({ way, outcome }) => [way, inWords(outcome)]))).toEqual(ends);
    },
  );

  test("receivers take every notification that is signed as it has to be", () => {
    const ids = idsOf(calls(run, ...forged));
    const good = run.arrived.filter(({ callId, webhook }) => !ids.has(callId) || webhook === "incomingCall");
    expect(good.length).toBeGreaterThan(run.names.length * 8);
    for (const { webhook, status, item } of good)
      expect([webhook, status, item]).toEqual([
        webhook,
        webhook === "subscriptionValidation" ? 200 : 202,
        item,
      ]);
  });

  test.each(forged)("receivers refuse every notification of %s", (scenario) => {
    for (const { way, call, operation } of calls(run, scenario)) {
      const statuses = itemsFor(run, call.id).map(({ status }) => status);
      // Event Grid signs nothing: whoever has the secret of its address is believed.
      const wanted = operation === "acs.redirectCall" ? [202] : statuses.map(() => 401);
      expect([way, statuses]).toEqual([way, wanted]);
      expect(statuses.length).toBeGreaterThan(0);
    }
  });
});

test.each([
  ["target-declines", "The target declined the call.", "The target declined the call."],
  ["busy", "The target is busy.", "The target is busy."],
  ["no-answer", "The target did not answer.", "The target did not answer."],
  ["target-in-no-tenant", "The target was not found in the tenant.", "The target was not found."],
])("%s: whoever follows the operation reads why", (scenario, graph, acs) => {
  const failed = calls(whole, scenario).flatMap(({ operation, outcome }) =>
    outcome.outcome === "failed" ? [`${operation}: ${outcome.message}`] : [],
  );
  const [of, by] = [`graph.transfer: ${graph}`, `acs.transferToParticipant: ${acs}`];
  expect(failed).toEqual([of, of, of, of, by, by]);
});

/** Of calls, and of those that consultative transfers of them end. */
function idsOf(made: readonly { readonly call: { readonly id: string; readonly relatedCallId?: string } }[]) {
  return new Set<string | undefined>(made.flatMap(({ call }) => [call.id, call.relatedCallId]));
}

describe("what is sent", () => {
  test("is allowed by every version, unless a trouble makes it strange", () => {
    const ids = idsOf(calls(whole, ...strange));
    expect(
      whole.arrived.filter(({ callId, violations }) => !ids.has(callId) && violations.length > 0),
    ).toEqual([]);
  });

  test("of extra-members and subcode-spelling is not: members that no version knows", () => {
    for (const { call, way } of calls(whole, "extra-members")) {
      const own = itemsFor(whole, call.id);
      expect(own.length).toBeGreaterThan(0);
      for (const { violations } of own)
        expect([way, violations.join()]).toEqual([way, expect.stringContaining("simulatedExtraMember")]);
    }
    for (const { call, operation } of calls(whole, "subcode-spelling")) {
      const end = itemsFor(whole, call.id).at(-1);
      expect(end?.violations.join().includes("subCode")).toBe(operation === "graph.transfer");
    }
  });

  test("follows the flow of each operation to the same end that the tracker comes to", () => {
    const apart = new Set([...forged, ...disturbed, "subcode-spelling"]);
    const own = calls(whole, ...names.filter((name) => !apart.has(name)));
    expect(own.length).toBeGreaterThan(100);
    for (const { scenario, way, operation, request, status, call, outcome } of own) {
      const { reasons, end } = read(operation, request, status, itemsFor(whole, call.id));
      expect([scenario, way, reasons, end]).toEqual([scenario, way, [], outcome.outcome]);
    }
  });

  test("comes twice by duplicated, the same in every letter", () => {
    for (const { operation, request, status, call } of calls(whole, "duplicated")) {
      const items = itemsFor(whole, call.id);
      const once = items.filter((_, index) => index % 2 === 0);
      expect(items.map(({ item }) => item)).toEqual(once.flatMap(({ item }) => [item, item]));
      expect(read(operation, request, status, once).reasons).toEqual([]);
    }
  });

  test("changes places by reordered: the last two after the request", () => {
    for (const { operation, request, status, call, way } of calls(whole, "reordered")) {
      const flow: Flow = flows[operation];
      const items = itemsFor(whole, call.id);
      const swaps = flow.ringsFor === undefined && items.length > 1;
      const straight = swaps ? [...items.slice(0, -2), ...items.slice(-2).toReversed()] : items;
      expect([way, read(operation, request, status, straight).reasons]).toEqual([way, []]);
      expect(read(operation, request, status, items).reasons.length > 0).toBe(swaps);
    }
  });

  test("lacks by dropped what would tell the end, and nothing else", () => {
    for (const { operation, request, status, call, way } of calls(whole, "dropped")) {
      const { reasons, end } = read(operation, request, status, itemsFor(whole, call.id));
      const [reason = ""] = reasons;
      const isTold = operation === "acs.redirectCall";
      expect([way, end]).toEqual([way, isTold ? "completed" : undefined]);
      // Out of a call of two the application leaves all the same.
      expect(reason.startsWith("CallDisconnected may not follow requested.")).toBe(way === "call of two");
      expect(reasons.length).toBeLessThan(2);
    }
  });
});
