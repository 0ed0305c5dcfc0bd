import { examples } from "../generated/examples.ts";
import { targetsOf } from "./cases/target.ts";
import { documentedExchanges } from "./checks/documented.ts";
import { documentedNotifications, sampleCheck, type Judges } from "./checks/messages.ts";
import { negativeChecks, type NegativeCounts } from "./checks/negatives.ts";
import { versionNames } from "./documents.ts";
import { secondOpinion } from "./judges/opinion.ts";
import { prismExceptions } from "./judges/prism-exceptions.ts";
import { prismJudge } from "./judges/prism.ts";
import { summarise, type Check, type Report } from "./report/check.ts";
import { servedByMsw } from "./servers/served-by-msw.ts";
import { servedByPrism } from "./servers/served-by-prism.ts";
import type { VersionName } from "../generated/versions.ts";

/** What a run of the contract judgement found, with the figures behind it. */
export interface ContractRun {
  readonly report: Report;
  readonly counts: NegativeCounts;
  /** Documented messages that at least one check judged. */
  readonly messagesJudged: number;
}

/** Judges specs, generated validators and clients by every documented message and by everything derived from them. */
export async function verifyContract(): Promise<ContractRun> {
  const startedAt = new Date();
  const counts: NegativeCounts = { negatives: 0, refusedByPrism: 0, exceptions: new Map() };
  const checks: Check[] = [];
  for (const version of versionNames) {
    checks.push(...(await exchangeChecks(version)), ...(await messageChecks(version, counts)));
  }
  checks.push(...staleExceptions(counts));
  const report: Report = {
    schemaVersion: 1,
    mode: "contract",
    target: versionNames.join(", "),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    summary: summarise(checks),
    checks,
  };
  return { report, counts, messagesJudged: judged(checks) };
}

async function exchangeChecks(version: VersionName): Promise<Check[]> {
  const prism = await servedByPrism(version);
  const overSocket = await guarded(version, "prism", () => documentedExchanges(version, prism));
  await prism.close();
  const msw = servedByMsw();
  const inProcess = await guarded(version, "msw", () => documentedExchanges(version, msw.served(version)));
  msw.close();
  return [...overSocket, ...inProcess];
}

async function messageChecks(version: VersionName, counts: NegativeCounts): Promise<Check[]> {
  const judges: Judges = { opinion: secondOpinion(version), prism: await prismJudge(version) };
  const checks: Check[] = [];
  for (const target of targetsOf(version)) {
    const label = `${target.operation} ${target.kind} ${target.status}`.trim();
    checks.push(
      ...(await guarded(version, label, async () => [
        ...(target.kind === "notification" ? await documentedNotifications(target, judges) : []),
        await sampleCheck(target, judges),
        ...(await negativeChecks(target, judges, counts)),
      ])),
    );
  }
  await judges.prism.close();
  return checks;
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

/** An exception that no fault needs any more hides a judge that has got better. */
function staleExceptions({ exceptions }: NegativeCounts): Check[] {
  return prismExceptions
    .filter(({ slug }) => !exceptions.has(slug))
    .map(({ slug }) =>
      harnessCheck("prism", slug, "failed", `The exception "${slug}" never applies: remove it.`),
    );
}

function harnessCheck(apiVersion: string, label: string, status: "error" | "failed", message: string): Check {
  const slug = label.replaceAll(/[^\w.-]+/g, "-");
  const source = { document: "conformance", place: label };
  return {
    id: `conformance/harness/${slug}`,
    operation: "conformance",
    apiVersion,
    level: "MUST",
    status,
    message,
    source,
    wire: [],
  };
}

function judged(checks: readonly Check[]): number {
  const seen = new Set(checks.map(({ source }) => `${source.document} ${source.place}`));
  return examples.filter(({ document, place }) => seen.has(`${document} ${place}`)).length;
}
