import { expect, test } from "vitest";
import { runOwnClient } from "../parties/client.ts";
import type { Run } from "../report/check.ts";
import { verifyClient } from "./index.ts";
import { faultsOf } from "./program.test-support.ts";

const party = (name: string, ...more: string[]) => [
  process.execPath,
  "--import",
  "tsx",
  `conformance/parties/${name}.ts`,
  ...more,
];

const unused = ({ features = [] }: Run) => features.filter(({ exercised }) => !exercised).map(({ id }) => id);
const failed = ({ checks }: Run) => checks.filter(({ status }) => status === "failed").map(({ id }) => id);

test("our own clients pass every check of every version, and make use of all that is not deprecated", async () => {
  const report: string[] = [];
  const run = await verifyClient({
    run: (environment) => runOwnClient(environment, (text) => report.push(text)),
  });
  expect(report).toEqual([]);
  expect(faultsOf(run)).toEqual([]);
  expect(run.checks.filter(({ status }) => status === "excluded").map(({ id }) => id)).toEqual([
    "graph.redirect/client/target-disposition",
  ]);
  expect(unused(run).toSorted()).toEqual([
    "graph.redirect/deprecated-path",
    "graph.redirect/targetDisposition",
    "graph.transfer/deprecated-path",
  ]);
  // Each with the notifications that followed.
  const transfer = run.traces.find(({ operation }) => operation === "graph.transfer");
  expect(transfer?.exchanges.map(({ sender }) => sender)).toEqual([
    "target",
    "target",
    "gate",
    "gate",
    "gate",
  ]);
});

test("the official clients conform, and are told what they let through", async () => {
  const [acs, careless, graph] = await Promise.all([
    verifyClient({ command: party("official-acs-client"), filters: { versions: ["2026-03-12"] } }),
    verifyClient({ command: party("official-acs-client", "careless") }),
    verifyClient({ command: party("official-graph-client"), filters: { services: ["graph"] } }),
  ]);
  expect(faultsOf(acs)).toEqual([]);
  expect(faultsOf(graph)).toEqual([]);
  // An empty customCallingContext is sent with every transfer, and is right.
  expect(acs.traces[0]?.exchanges[0]?.request.body).toContain(
    '"customCallingContext":{"voipHeaders":{},"sipHeaders":{}}',
  );
  const features = (run: Run) => (run.features ?? []).filter(({ exercised }) => exercised).length;
  expect([features(acs), features(graph)]).toEqual([42, 24]);
  expect(failed(careless).toSorted()).toEqual([
    "acs.redirectCall/client/incoming-call-context",
    "acs.transferToParticipant/client/phone-number",
    "acs.transferToParticipant/client/sip-header-count",
    "acs.transferToParticipant/client/sip-header-name-characters",
    "acs.transferToParticipant/client/sip-header-name-length",
    "acs.transferToParticipant/client/sip-header-value-characters",
    "acs.transferToParticipant/client/sip-header-value-length",
    "acs.transferToParticipant/client/transferee",
    "acs.transferToParticipant/client/voip-header-name-length",
    "acs.transferToParticipant/client/voip-header-value-length",
  ]);
});
