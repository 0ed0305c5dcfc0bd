import type { Mode } from "../gate/catalogue.ts";
import { usageText, type Usage } from "./usage.ts";
import { flagGroupsOf } from "./verify-flags.ts";

const SECRETS = [
  ["CALL_HANDOFF_ACS_ACCESS_KEY", "access key of the ACS resource"],
  ["CALL_HANDOFF_GRAPH_TOKEN", "bearer token of Graph"],
] as const;

const IDS = [
  ["CALL_HANDOFF_GRAPH_APP_ID", "as --app-id"],
  ["CALL_HANDOFF_ACS_RESOURCE_ID", "as --resource-id"],
] as const;

const NO_COLOR = ["NO_COLOR", "where it is set, nothing is coloured"] as const;

const DEFAULTS = "Credentials and ids are those of the simulator by default.";
const EXIT = "Exit code: 0 conforms, 1 does not, 2 wrong usage or configuration, 3 a fault of the gate.";

const OWN: Readonly<Record<Mode, Omit<Usage, "groups">>> = {
  server: {
    call: "verify server --url <url> [flags] [-- <command>]",
    about:
      "Plays client and receiver against a server that answers transfers and redirects, and judges its answers and notifications. A command after -- starts the server, and is ended after the run.",
    environment: [...SECRETS, ...IDS, NO_COLOR],
    rest: `${DEFAULTS}\n${EXIT}`,
  },
  client: {
    call: "verify client [flags] -- <command>",
    about: "Runs a command against a simulator, and judges every request that it sends.",
    environment: [
      ["CALL_HANDOFF_ACS_ACCESS_KEY", "access key that the simulator takes; default: one of this run"],
      ["CALL_HANDOFF_GRAPH_TOKEN", "bearer token that it takes; default: one of this run"],
      ["CALL_HANDOFF_GRAPH_APP_ID", "app id of the Graph bot; default: that of the simulator"],
      ["CALL_HANDOFF_ACS_RESOURCE_ID", "immutable id of the ACS resource; default: that of the simulator"],
      NO_COLOR,
    ],
    rest: [
      "The command is told of the simulator by these variables and by CALL_HANDOFF_ACS_ENDPOINT,",
      "CALL_HANDOFF_ACS_CONNECTION_STRING, CALL_HANDOFF_GRAPH_BASE_URL (with the version segment),",
      "CALL_HANDOFF_CONTROL_URL (makes calls: POST <url>/simulator/calls) and",
      `CALL_HANDOFF_OPENID_CONFIGURATION_URL.\n${EXIT}`,
    ].join(" "),
  },
  receiver: {
    call: "verify receiver --url <url> [flags] [-- <command>]",
    about:
      "Sends every documented notification to a webhook, and attacks on its tokens, and judges what it answers.",
    environment: [...IDS, NO_COLOR],
    rest: [
      "The receiver finds the keys by CALL_HANDOFF_OPENID_CONFIGURATION_URL, and the audiences by",
      "CALL_HANDOFF_GRAPH_APP_ID and CALL_HANDOFF_ACS_RESOURCE_ID; where it was started elsewhere they are",
      `printed, and can be fixed by flags. Ids are those of the simulator by default.\n${EXIT}`,
    ].join(" "),
  },
};

/** How a mode is called. */
export function usageOf(mode: Mode): string {
  return usageText({ ...OWN[mode], groups: flagGroupsOf(mode) });
}

/** How `verify` is called. */
export const VERIFY_USAGE = `Usage: call-handoff verify <mode> [flags]

  server     judge a server: a gateway or a mock of the operations
  client     judge a client: what a command sends
  receiver   judge a receiver: the webhook of a bot

Each has its own --help.
`;
