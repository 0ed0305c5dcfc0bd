import { nodeDigest, serveSimulator } from "../../src/node/index.ts";
import { createSimulator, type NewCall, type Simulator } from "../../src/simulator/index.ts";
import { isHandoffError } from "../../src/index.ts";
import { GateError } from "../gate/errors.ts";
import { select } from "../gate/selection.ts";
import { collectVerdicts } from "../gate/verdicts.ts";
import { summarise, type Run } from "../report/check.ts";
import { hideInRun, hiding, type Hide } from "../report/secrets.ts";
import { credentialsOf, environmentOf } from "./environment.ts";
import { observed } from "./observe.ts";
import type { ClientOptions } from "./options.ts";
import { runParty, type Ended } from "./party.ts";
import { runChecks } from "./run-checks.ts";
import { clientWatch } from "./watch.ts";

export type { ClientOptions, RunClient } from "./options.ts";
export { clientRunChecks } from "./run-checks.ts";

/** Of how many calls the contexts are looked for in all texts. Where they belong they are hidden in any case. */
const MAX_CONTEXTS = 100;

/**
 * Judges a client of the services: starts a strict simulator on a free port of this machine, runs the client, and judges
 * every request that it makes. What the client is told by its environment:
 *
 * - `CALL_HANDOFF_CONTROL_URL`: the simulator, whose control API below `/simulator` makes calls.
 * - `CALL_HANDOFF_ACS_CONNECTION_STRING`, or `CALL_HANDOFF_ACS_ENDPOINT` with `CALL_HANDOFF_ACS_ACCESS_KEY`.
 * - `CALL_HANDOFF_GRAPH_BASE_URL`, up to and including the version, and `CALL_HANDOFF_GRAPH_TOKEN`, which ACS takes as
 *   well. The version is the newest, unless only others were asked for; every version is there at the same origin.
 * - `CALL_HANDOFF_OPENID_CONFIGURATION_URL`, `CALL_HANDOFF_GRAPH_APP_ID` and `CALL_HANDOFF_ACS_RESOURCE_ID`: keys and
 *   audiences of the tokens of notifications.
 *
 * Key and token are made for the run, unless the gate's own environment has them under the same names. Addresses of
 * notifications may be http:// on this machine.
 *
 * @throws GateError for a command that cannot be started, a filter that matches nothing, or calls that cannot be made
 */
export async function verifyClient(options: ClientOptions): Promise<Run> {
  const { filters = {}, command = [], run, calls = [], environment = process.env } = options;
  if (!run && command.length === 0) throw new GateError("There is no client: a command has to follow --.");
  const selected = select("client", filters);
  const credentials = credentialsOf(environment);
  const startedAt = new Date();
  const began = performance.now();
  const simulator = createSimulator({ strict: true, credentials, digest: nodeDigest });
  const secrets = new Set([credentials.accessKey, credentials.token]);
  const hide = hidingAll(secrets);
  const watch = clientWatch(selected, options.onProgress);
  const server = await serveSimulator(
    observed(simulator, {
      ...watch,
      secret: (text) => {
        if (secrets.size < MAX_CONTEXTS) secrets.add(text);
      },
    }),
  );
  let ended: Ended;
  try {
    for (const call of calls) prepare(simulator, call, secrets);
    ended = await runParty(options, environmentOf(server.url, credentials, selected), hide);
  } finally {
    // Whoever would take what is still to be told is gone.
    await server.close(0);
  }
  const verdicts = collectVerdicts(selected);
  const { facts, features, notes } = watch.conclude(filters, verdicts);
  const checks = [...verdicts.checks(), ...runChecks({ ended, ...facts })];
  const result: Run = {
    mode: "client",
    target: run ? "a client in this process" : command.join(" "),
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    summary: summarise(checks),
    checks,
    traces: verdicts.traces(),
    features,
    notes: [`The client: ${ended.how}`, ...notes],
  };
  return hideInRun(result, remembering(hide));
}

function prepare(simulator: Simulator, call: NewCall, secrets: Set<string>): void {
  try {
    simulator.createCall(call);
    if (call.incomingCallContext !== undefined) secrets.add(call.incomingCallContext);
  } catch (error) {
    if (!isHandoffError(error)) throw error;
    throw new GateError(`A call that was to be prepared cannot be made: ${error.message}`, { cause: error });
  }
}

/** Most texts of a run are there many times over. */
function remembering(hide: Hide): Hide {
  const known = new Map<string, string>();
  return (text) => {
    const hidden = known.get(text) ?? hide(text);
    known.set(text, hidden);
    return hidden;
  };
}

/** Hides what is secret by then. */
function hidingAll(secrets: ReadonlySet<string>): Hide {
  let known = 0;
  let hide: Hide = (text) => text;
  return (text) => {
    if (secrets.size !== known) hide = hiding([...secrets]);
    known = secrets.size;
    return hide(text);
  };
}
