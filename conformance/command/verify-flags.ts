import type { Mode } from "../gate/catalogue.ts";
import { lacks } from "../server/options.ts";
import type { Flag } from "./flags.ts";

const TIMEOUT: Flag = {
  name: "timeout",
  value: "<duration>",
  about: "how long an answer or a notification may take, such as 5s or 250ms; default: 5s",
};

const START_TIMEOUT: Flag = {
  name: "start-timeout",
  value: "<duration>",
  about: "how long a command has until its port accepts connections; default: 10s",
};

const CHOICE: readonly Flag[] = [
  {
    name: "operation",
    value: "<name>",
    many: true,
    about: "only checks of this operation or webhook, such as graph.transfer",
  },
  {
    name: "api-version",
    value: "<version>",
    many: true,
    about: "only checks in this version, such as beta or acs@2026-03-12",
  },
  {
    name: "check",
    value: "<id>",
    many: true,
    about: "only this check; * stands for anything within a segment of ids, ** for anything",
  },
  { name: "service", value: "<acs|graph>", many: true, about: "only checks of this service; default: both" },
  { name: "list", about: "print the chosen checks, and run nothing" },
];

const VERDICT: readonly Flag[] = [
  {
    name: "known-failing",
    value: "<file>",
    about: "checks that are known to fail: in each line an id or glob, and the reason",
  },
  { name: "strict", about: "let a failed SHOULD fail the run" },
  {
    name: "report",
    value: "<kind=file>",
    many: true,
    about:
      "also write a report: json=<file>, junit=<file>, html=<file>, or github for annotations and a job summary",
  },
  {
    name: "config",
    value: "<file>",
    about: "default: call-handoff.config.mjs or call-handoff.config.ts of this folder, where there is one",
  },
  { name: "help", about: "this" },
];

const AUDIENCES: readonly Flag[] = [
  { name: "app-id", value: "<guid>", about: "app id of the Graph bot, the audience of Graph's tokens" },
  {
    name: "resource-id",
    value: "<guid>",
    about: "immutable id of the ACS resource, the audience of its tokens",
  },
];

const ADDRESSES: readonly Flag[] = [
  {
    name: "url",
    value: "<url>",
    about: "where the target is: ACS at <url>/calling/…, Graph at <url>/beta and <url>/v1.0",
  },
  { name: "acs-url", value: "<url>", about: "ACS alone, if it is elsewhere" },
  {
    name: "graph-url",
    value: "<url>",
    about: "Graph alone, if it is elsewhere, up to and including the version segment",
  },
];

const SERVER: readonly Flag[] = [
  ...ADDRESSES,
  {
    name: "call-id",
    value: "<id>",
    many: true,
    about: "a call that stands, where the target has no control API and there is no prepareCall",
  },
  {
    name: "openid-configuration",
    value: "<url>",
    about:
      "where the keys of tokens are named; default: /simulator/.well-known/openid-configuration of the target",
  },
  {
    name: "callback-url",
    value: "<url>",
    about: "an https address that leads to the gate's listener, for the override address of a Graph redirect",
  },
  {
    name: "listen-port",
    value: "<number>",
    about: "where the gate listens for notifications on 127.0.0.1; default: any free port",
  },
  {
    name: "without",
    value: "<lack>",
    many: true,
    about: `what the target is known to lack, whose checks are then excluded: ${lacks.join(", ")}`,
  },
  {
    name: "settle",
    value: "<duration>",
    about: "how long nothing may come after everything has ended; default: 250ms",
  },
  START_TIMEOUT,
  TIMEOUT,
  ...AUDIENCES,
];

const CLIENT: readonly Flag[] = [
  { name: "command-timeout", value: "<duration>", about: "how long the command may run; default: 600s" },
];

const RECEIVER: readonly Flag[] = [
  { name: "url", value: "<url>", about: "where it takes the notifications of both services" },
  { name: "acs-url", value: "<url>", about: "where it takes mid-call events of ACS, if that is elsewhere" },
  { name: "graph-url", value: "<url>", about: "where it takes notifications of Graph, if that is elsewhere" },
  {
    name: "event-grid-url",
    value: "<url>",
    about: "where it takes what Event Grid tells of incoming calls; default: that is not judged",
  },
  START_TIMEOUT,
  {
    name: "issuer-port",
    value: "<number>",
    about: "where the gate serves the keys on 127.0.0.1; default: any free port",
  },
  {
    name: "rotate-keys",
    about: "change the keys at the end of the run; receivers may wait before they read keys again",
  },
  TIMEOUT,
  ...AUDIENCES,
];

/** The flags of a mode alone, those that choose checks, and those about the verdict, with the title of each group. */
export function flagGroupsOf(mode: Mode): readonly (readonly [title: string, flags: readonly Flag[]])[] {
  return [OWN[mode], ["Choice", CHOICE], ["Verdict", VERDICT]];
}

const OWN: Readonly<Record<Mode, readonly [title: string, flags: readonly Flag[]]>> = {
  server: ["Server", SERVER],
  client: ["Client", CLIENT],
  receiver: ["Receiver", RECEIVER],
};
