import { defaultCredentials, type Credentials } from "../../src/simulator/index.ts";
import { redactUrl } from "../../src/validate/index.ts";
import { GateError } from "../gate/errors.ts";
import { select } from "../gate/selection.ts";
import { collectVerdicts } from "../gate/verdicts.ts";
import { acceptsConnection, startListening, type Listening } from "../process/index.ts";
import { fails, summarise, type Run } from "../report/check.ts";
import { excludeUnasked, plansFor, prepared } from "./choose.ts";
import { startKeyServer } from "./keys.ts";
import type { ReceiverOptions } from "./options.ts";
import { judgeProcess } from "./process.ts";
import { runPlans } from "./run-plans.ts";
import { scrubber, secretsOf } from "./scrub.ts";
import { sender } from "./sender.ts";
import { targetsOf } from "./targets.ts";

export type { ReceiverOptions } from "./options.ts";

/**
 * Judges a receiver: sends it every documented flow, signed as the services sign, and what it has to refuse.
 *
 * @throws GateError for addresses that are missing, filters that match nothing, a command that cannot be started, and
 *   ports that something else has
 */
export async function verifyReceiver(options: ReceiverOptions): Promise<Run> {
  const { services = ["acs", "graph"], filters = {}, timeout = 5000, command } = options;
  const startedAt = new Date();
  const began = performance.now();
  const selected = select("receiver", { ...filters, services: filters.services ?? services });
  const targets = targetsOf(options, selected);
  let done = 0;
  const verdicts = collectVerdicts(selected, () => options.onProgress?.(++done));
  const asked = excludeUnasked(options, selected, targets, verdicts);
  if (asked.length === 0)
    throw new GateError(
      "Nothing is left to be judged: what was chosen needs --event-grid-url, --rotate-keys or a command.",
    );

  const credentials = credentialsOf(options);
  const secrets = targets.all.flatMap(secretsOf);
  const starting = startKeyServer(options.issuerPort ?? 0);
  const plans = prepared(plansFor(options, asked, targets, credentials, starting));
  const keys = await starting;
  const notes: string[] = [];
  let started: Listening | undefined;
  let close = () => {};
  try {
    const environment = {
      CALL_HANDOFF_OPENID_CONFIGURATION_URL: keys.configuration,
      CALL_HANDOFF_GRAPH_APP_ID: credentials.appId,
      CALL_HANDOFF_ACS_RESOURCE_ID: credentials.resourceId,
    };
    if (command) {
      const env = { ...(options.env ?? process.env), ...environment };
      const patience = options.startTimeout ?? 10_000;
      started = await startListening(command, targets.all, { env, timeout: patience, secrets });
    } else {
      await options.onReady?.(Object.entries(environment).map(([name, value]) => `${name}=${value}`));
      await reach(targets.all, timeout);
    }

    if (started?.fault === undefined) {
      const send = sender(targets.addressOf, timeout, scrubber(secrets));
      started?.onEnd(() => send.stop("the command has ended"));
      close = send.close;
      const versions = [...new Set(asked.map(({ version }) => version))];
      await runPlans({ verdicts, sender: send, versions, timeout }, plans);
      const isSigned = plans.some(
        ({ webhook }) => webhook === "graph.commsNotifications" || webhook === "acs.callAutomationEvents",
      );
      if (isSigned && !keys.wasRead)
        notes.push(`The receiver has not read the OpenID configuration at ${keys.configuration}.`);
    }
    if (started) await judgeProcess(started, asked, verdicts);
  } finally {
    close();
    if (started) notes.push(...(await started.end(fails(verdicts.checks()))));
    await keys.close();
  }
  const checks = verdicts.checks();
  return {
    mode: "receiver",
    target: targets.all.map((address) => redactUrl(address)).join(", "),
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    summary: summarise(checks),
    checks,
    traces: verdicts.traces(),
    notes,
  };
}

/** @throws GateError where nobody listens, as nothing could be judged then */
async function reach(addresses: readonly string[], timeout: number): Promise<void> {
  for (const address of addresses) {
    const { protocol, hostname, port, origin } = new URL(address);
    const number = Number(port) || (protocol === "https:" ? 443 : 80);
    if (await acceptsConnection(number, hostname.replace(/^\[|\]$/g, ""), timeout)) continue;
    throw new GateError(
      `Nobody listens at ${origin}: start the receiver first, or give its command after --.`,
    );
  }
}

function credentialsOf({ appId, resourceId, tenantId }: ReceiverOptions): Credentials {
  return {
    ...defaultCredentials,
    ...(appId !== undefined && { appId }),
    ...(resourceId !== undefined && { resourceId }),
    ...(tenantId !== undefined && { tenantId }),
  };
}
