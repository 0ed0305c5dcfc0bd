/**
 * The gate from code: what `call-handoff verify` does, for configurations and for a CI that has a runner of its own; and
 * what `call-handoff diff` does. For Node.js.
 *
 * @example
 * ```ts
 * import { fails, verifyServer, writeReports } from "call-handoff/conformance";
 *
 * const run = await verifyServer({ url: "http://127.0.0.1:4010", filters: { operations: ["graph.transfer"] } });
 * writeReports([{ kind: "junit", file: "reports/gate.xml" }], [run], {
 *   strict: false,
 *   stdout: process.stdout,
 *   env: process.env,
 *   secrets: [],
 * });
 * if (fails(run.checks)) process.exitCode = 1;
 * ```
 *
 * @module
 */
export { verifyClient, type ClientOptions, type RunClient } from "./client/index.ts";
export {
  defineConfig,
  type ClientConfig,
  type Config,
  type Duration,
  type ModeConfig,
  type ReceiverConfig,
  type ServerConfig,
} from "./command/config.ts";
export type { CheckId } from "./gate/catalogue.ts";
export type { Change, Contract, Impact, JsonObject, Side } from "./diff/change.ts";
export { compareContracts, type Comparison } from "./diff/compare.ts";
export { ContractError, type ContractErrorCode } from "./diff/contract-error.ts";
export { readContract, type ReadContract } from "./diff/contract.ts";
export { GateError } from "./gate/errors.ts";
export type { KnownFailing } from "./gate/known-failing.ts";
export type { Filters } from "./gate/selection.ts";
export { verifyReceiver, type ReceiverOptions } from "./receiver/index.ts";
export {
  fails,
  type Check,
  type Feature,
  type Level,
  type Report,
  type Run,
  type Source,
  type Status,
  type Summary,
  type Trace,
  type WireExchange,
} from "./report/check.ts";
export { consoleReport, type ConsoleOptions } from "./report/console.ts";
export { ReportError, writeReports, type ReportOptions, type ReportTarget } from "./report/index.ts";
export {
  verifyServer,
  type CallWanted,
  type Lack,
  type PrepareCall,
  type PreparedCall,
  type ServerOptions,
} from "./server/index.ts";
export { requirements } from "../generated/requirements.ts";
export type { Requirement } from "../generated/contract.ts";
