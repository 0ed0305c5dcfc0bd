import { flows, type FlowName } from "../../generated/flows.ts";
import { defaultCredentials } from "../../src/simulator/index.ts";
import { matchesGlob } from "../gate/glob.ts";
import { select, type Selected } from "../gate/selection.ts";
import { collectVerdicts } from "../gate/verdicts.ts";
import type { Listening } from "../process/index.ts";
import { fails, harnessCheck, summarise, type Check, type Run } from "../report/check.ts";
import { hideInRun, hiding } from "../report/secrets.ts";
import { acceptPlays, accessPlays, plainPlays, refusePlays, type JudgeLater, type Play } from "./cases.ts";
import { excludeLacks } from "./excluded.ts";
import { flowPlays } from "./flows.ts";
import { findKeys } from "./keys.ts";
import { startListener } from "./listener.ts";
import type { ServerOptions } from "./options.ts";
import { startServer } from "./process.ts";
import { repeatabilityPlays } from "./repeated.ts";
import { limited } from "./limit.ts";
import { judgeRest } from "./rest.ts";
import { sender } from "./sender.ts";
import type { Stage, Subject } from "./stage.ts";
import { statePlays } from "./states.ts";
import { findTargets, originOf } from "./targets.ts";

export type { CallWanted, Lack, PrepareCall, PreparedCall, ServerOptions } from "./options.ts";
export { lacks } from "./options.ts";

/** How many short plays run at once. */
const MAX_PLAYS = 6;

/**
 * Plays client and receiver against a server that answers the operations.
 *
 * @throws GateError for options that cannot be used, a filter that matches nothing, or a target that cannot be reached
 */
export async function verifyServer(options: ServerOptions): Promise<Run> {
  const startedAt = new Date();
  const { timeout = 5000, settle = 250, filters = {}, without = [], listenPort = 0 } = options;
  const selected = select("server", filters);
  let done = 0;
  const verdicts = collectVerdicts(selected, () => options.onProgress?.(++done));
  const wanted = excludeLacks(verdicts, selected, without);
  const credentials = { ...defaultCredentials, ...options.credentials };
  const hide = hiding([credentials.accessKey, credentials.token]);
  originOf(options);
  const listener = await startListener(listenPort);
  let started: Listening | undefined;
  const notes: string[] = [];
  let problem: string | undefined;
  try {
    started = await startServer(options, credentials);
    const target = await findTargets(options, wanted, listener, timeout);
    const configuration =
      options.openIdConfiguration ?? `${originOf(options)}/simulator/.well-known/openid-configuration`;
    const stage: Stage = {
      verdicts,
      send: sender(credentials, timeout),
      listener,
      target,
      callbackUrl: options.callbackUrl,
      keys: await findKeys(configuration, options.openIdConfiguration !== undefined, timeout),
      inTurn: limited(MAX_PLAYS),
      audience: { acs: credentials.resourceId, graph: credentials.appId },
      hide,
      timeout,
      settle,
    };
    const later = await Promise.all(subjectsOf(wanted).map((subject) => playAll(stage, subject, wanted)));
    // One quiet period for all flows, in which nothing more may come.
    await new Promise((resolve) => setTimeout(resolve, settle));
    for (const judge of later.flat()) await judge();
    judgeRest(stage, wanted);
    problem = await started?.problem();
  } finally {
    await listener.close();
    if (started) notes.push(...(await started.end(fails(verdicts.checks()))));
  }
  const checks = verdicts.checks();
  if (problem !== undefined) checks.push(commandCheck(problem));
  const run: Run = {
    mode: "server",
    target: [options.url, options.acsUrl, options.graphUrl].filter(Boolean).join(", "),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    summary: summarise(checks),
    checks,
    traces: verdicts.traces(),
    notes,
  };
  return hideInRun(run, hide);
}

/** A server that is gone at the end may have answered all that it was asked, and conforms no more for that. */
function commandCheck(problem: string): Check {
  const message = `Expected the command to listen and to run until the end, but ${problem}.`;
  const expectation = "The command that starts the server runs until the end.";
  return { ...harnessCheck("all", "command", "failed", message), expectation };
}

function subjectsOf(selected: readonly Selected[]): Subject[] {
  const names = new Map(
    selected.map(({ info, version }) => [`${version} ${info.operation}`, { info, version }]),
  );
  return [...names.values()].map(({ info, version }) => ({
    version,
    operation: flowName(info.operation),
    id: (check) => `${info.operation}/${check}`,
  }));
}

/** Runs all that a wanted check needs; what is judged at the end is given back. */
async function playAll(stage: Stage, subject: Subject, wanted: readonly Selected[]): Promise<JudgeLater[]> {
  const { version, operation } = subject;
  const ids = wanted.flatMap((one) => (one.version === version ? [one.info.id] : []));
  const followed = flowPlays(stage, subject);
  const others = [
    ...acceptPlays(stage, subject),
    ...plainPlays(stage, subject),
    ...refusePlays(stage, subject),
    ...accessPlays(stage, subject),
    ...statePlays(stage, subject),
    ...repeatabilityPlays(stage, subject),
  ];
  const isWanted = ({ checks }: Play) =>
    ids.some((id) => checks.some((glob) => matchesGlob(id, `${operation}/${glob}`)));
  // Flows mostly wait; the others take their turns, so that notifications need not wait for them.
  const later = await Promise.all([
    ...followed.filter(isWanted).map(({ run }) => run()),
    ...others.filter(isWanted).map(({ run }) => stage.inTurn(run)),
  ]);
  return later.filter((judge) => judge !== undefined);
}

function flowName(operation: string): FlowName {
  const name = Object.keys(flows).find((one): one is FlowName => one === operation);
  if (!name) throw new Error(`${operation} has no flow.`);
  return name;
}
