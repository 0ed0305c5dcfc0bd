import { examples } from "../../generated/examples.ts";
import { targetsOf } from "./cases/target.ts";
import { deprecatedPaths } from "./checks/deprecated.ts";
import { documentedExchanges, type Served } from "./checks/documented.ts";
import { documentedMessageChecks, sampleCheck, type Judges } from "./checks/messages.ts";
import { negativeChecks, type NegativeCounts } from "./checks/negatives.ts";
import { versionNames } from "./documents.ts";
import { prismExceptions } from "./judges/prism-exceptions.ts";
import { secondOpinion } from "./judges/opinion.ts";
import { prismJudge } from "./judges/prism.ts";
import type { PrismServers } from "./servers/prism.ts";
import { harnessCheck, summarise, type Check, type Run, type Trace } from "../report/check.ts";
import { servedByMsw } from "./servers/served-by-msw.ts";
import type { VersionName } from "../../generated/versions.ts";

/** What a run of the contract judgement found, with the figures behind it. */
export interface ContractRun {
  readonly run: Run;
  readonly counts: NegativeCounts;
  /** Documented messages that at least one check judged. */
  readonly messagesJudged: number;
}

/** Judges specs, generated validators and clients by every documented message and by everything derived from them. Leaves the servers open. */
export async function verifyContract(
  servers: PrismServers,
  versions: readonly VersionName[] = versionNames,
): Promise<ContractRun> {
  const startedAt = new Date();
  const counts: NegativeCounts = { negatives: 0, refusedByPrism: 0, exceptions: new Map() };
  // All at once, because everything that needs no server can be judged before Prism listens.
  const messages = await Promise.all(versions.map((version) => messageChecks(version, servers, counts)));
  const exchanges: Check[] = [];
  const traces: Trace[] = [];
  for (const version of versions) exchanges.push(...(await exchangeChecks(version, servers, traces)));
  // What one version has no need of, another may have.
  const stale = versions.length === versionNames.length ? staleExceptions(counts) : [];
  const checks = [...exchanges, ...messages.flat(), ...stale];
  const judgedMessages = judged(checks);
  const run: Run = {
    mode: "contract",
    target: versions.join(", "),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    summary: summarise(checks),
    checks,
    traces,
    notes: notesOf(counts, judgedMessages),
  };
  return { run, counts, messagesJudged: judgedMessages };
}

/** The figures behind the verdicts. */
function notesOf({ negatives, refusedByPrism, exceptions }: NegativeCounts, messages: number): string[] {
  return [
    `${messages} of ${examples.length} documented messages judged.`,
    `${negatives} faults shown to the judges; Prism refused ${refusedByPrism} and could not see:`,
    ...prismExceptions.map(({ slug, reason }) => `${exceptions.get(slug) ?? 0} ${slug}: ${reason}`),
  ];
}

async function exchangeChecks(
  version: VersionName,
  servers: PrismServers,
  traces: Trace[],
): Promise<Check[]> {
  const judge = async (served: Served) => [
    ...(await documentedExchanges(version, served, traces)),
    ...(await deprecatedPaths(version, served, traces)),
  ];
  const overSocket = await guarded(version, "prism", async () =>
    judge({ url: await servers.address(version), name: "prism", complaints: prismComplaints }),
  );
  const msw = servedByMsw();
  const inProcess = await guarded(version, "msw", () => judge(msw.served(version)));
  msw.close();
  return [...overSocket, ...inProcess];
}

/** Prism lists what it found wrong in a header. */
function prismComplaints(response: Response): string {
  return response.headers.get("sl-violations") ?? "";
}

async function messageChecks(
  version: VersionName,
  servers: PrismServers,
  counts: NegativeCounts,
): Promise<Check[]> {
  const judges: Judges = { opinion: secondOpinion(version), prism: prismJudge(version, servers) };
  const checks = targetsOf(version).map((target) =>
    guarded(version, `${target.operation} ${target.kind} ${target.status}`.trim(), async () => [
      ...(await documentedMessageChecks(target, judges)),
      await sampleCheck(target, judges),
      ...(await negativeChecks(target, judges, counts)),
    ]),
  );
  return (await Promise.all(checks)).flat();
}

/** An exception that no fault needs any more hides a judge that has got better. */
function staleExceptions({ exceptions }: NegativeCounts): Check[] {
  return prismExceptions
    .filter(({ slug }) => !exceptions.has(slug))
    .map(({ slug }) =>
      harnessCheck("prism", slug, "failed", `The exception "${slug}" never applies: remove it.`),
    );
}

function judged(checks: readonly Check[]): number {
  const seen = new Set(checks.map(({ source }) => `${source.document} ${source.place}`));
  return examples.filter(({ document, place }) => seen.has(`${document} ${place}`)).length;
}

/** A fault of the harness is an error of its own and no verdict on what is judged. */
async function guarded(version: VersionName, label: string, run: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await run();
  } catch (error) {
    return [
      harnessCheck(
        version,
        label,
        "error",
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ),
    ];
  }
}
