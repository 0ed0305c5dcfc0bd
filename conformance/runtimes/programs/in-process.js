import { createSimulator } from "call-handoff/simulator";
import { playAll } from "../../simulator/bot.ts";
import { inWords, tables } from "../../simulator/outcomes.ts";

/**
 * Hands calls on in every way and every scenario, by our clients, to a simulator in the same process, whose notifications
 * our receivers verify and the tracker follows to their end. Gives a check for each.
 */
export async function judgeInProcess() {
  const names = [...new Set(tables.map(({ scenario }) => scenario))];
  const { played, arrived } = await playAll(wire, names);
  const seen = new Map(played.map(({ scenario, way, outcome }) => [`${scenario}, ${way}`, inWords(outcome)]));
  const outcomes = tables.flatMap(({ scenario, ends }) =>
    Object.entries(ends).map(([way, wanted]) => check(`${scenario}, ${way}`, wanted, seen)),
  );
  const statuses = arrived.map(({ status }) => status);
  const verified = [
    ["notifications taken", 202],
    ["subscriptions agreed to", 200],
    ["forged notifications refused", 401],
  ].map(([name, status]) => ({ name, ok: statuses.includes(status), message: `none of ${statuses.length}` }));
  return [...outcomes, ...verified];
}

function check(name, wanted, seen) {
  const found = seen.get(name);
  return { name, ok: found === wanted, message: `${found} and not ${wanted}` };
}

async function wire(deliver) {
  const simulator = createSimulator({ running: false, strict: true, deliver });
  const url = "http://localhost:4010";
  return {
    simulator,
    url,
    bot: "http://localhost",
    fetch: simulator.fetch,
    close: () => simulator.close(),
  };
}
