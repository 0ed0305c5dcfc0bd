import { acceptedCases } from "./accepted.ts";
import { judgeRefusal, judgeSuccess } from "./answers.ts";
import type { Prepared } from "./calls.ts";
import { leastBody, withCall } from "./requests.ts";
import { refusedCases } from "./refused.ts";
import {
  hasDeprecatedPath,
  openScene,
  refusedProblems,
  takenProblems,
  type Scene,
  type Stage,
  type Subject,
} from "./stage.ts";

/** What is judged when everything has ended and nothing more has come for a while. */
export type JudgeLater = () => void | Promise<void>;

/** Something that is tried on the target, and the checks that it is for. */
export interface Play {
  readonly checks: readonly string[];
  readonly run: () => Promise<JudgeLater | void>;
}

/** Requests that have to be taken, each for its own check. */
export function acceptPlays(stage: Stage, subject: Subject): Play[] {
  return acceptedCases(subject.operation).map(({ slug, about, kind, change }) => ({
    checks: [`accepts/${slug}`],
    run: async () => {
      const title = `a request with ${about}`;
      const scene = await openScene(stage, subject, {
        slug: `accepts-${slug}`,
        title,
        ...(kind && { kind }),
      });
      await take(stage, subject, scene, `accepts/${slug}`, title, change);
    },
  }));
}

/** The least request once more: without the headers that may be left out, and at the deprecated path. */
export function plainPlays(stage: Stage, subject: Subject): Play[] {
  const tries = [
    ["accepts/without-repeatability", "a request without the repeatability headers", false],
    ["deprecated/path", "a request at the deprecated path", true],
  ] as const;
  const isTried = (deprecated: boolean) =>
    deprecated ? hasDeprecatedPath(subject) : subject.version.startsWith("acs@");
  return tries
    .filter(([, , deprecated]) => isTried(deprecated))
    .map(([check, title, deprecated]) => ({
      checks: [check],
      run: async () => {
        const scene = await openScene(stage, subject, { slug: check.replace("/", "-"), title });
        await take(stage, subject, scene, check, title, (body) => body, deprecated);
      },
    }));
}

async function take(
  stage: Stage,
  subject: Subject,
  scene: Scene,
  check: string,
  about: string,
  change: (body: Record<string, unknown>) => Record<string, unknown>,
  deprecated = false,
): Promise<void> {
  const { verdicts } = stage;
  const { version, operation, id } = subject;
  const { call, tracer } = scene;
  if (call.missing) return missing(stage, subject, check, scene);
  const body = withCall(operation, change(leastBody(operation, call)), call);
  const answer = await scene.send(scene.request(body, { deprecated }));
  verdicts.judge(version, id(check), takenProblems(about, answer), tracer);
  await judgeSuccess(stage, subject, answer, body, tracer);
}

/** Requests that have to be refused, each for its own check. */
export function refusePlays(stage: Stage, subject: Subject): Play[] {
  const unused: Prepared[] = [];
  return refusedCases(subject.operation).map(({ slug, about, spoil }) => ({
    checks: [`refuses/${slug}`, "error/*"],
    run: () => refuse(stage, subject, `refuses/${slug}`, about, unused, (scene) => spoil(scene.request())),
  }));
}

/** Requests without credentials, and with those of nobody. */
export function accessPlays(stage: Stage, subject: Subject): Play[] {
  const unused: Prepared[] = [];
  const tries = [
    ["access/missing-credentials", "without credentials", "none"],
    ["access/wrong-credentials", "with credentials that nobody gave out", "wrong"],
  ] as const;
  return tries.map(([check, about, access]) => ({
    checks: [check],
    run: () => refuse(stage, subject, check, about, unused, (scene) => ({ ...scene.request(), access })),
  }));
}

async function refuse(
  stage: Stage,
  subject: Subject,
  check: string,
  about: string,
  unused: Prepared[],
  spoiled: (scene: Scene) => ReturnType<Scene["request"]>,
): Promise<void> {
  const slug = check.replace("/", "-");
  const call = unused.pop();
  const scene = await openScene(stage, subject, { slug, title: `a request ${about}`, ...(call && { call }) });
  if (scene.call.missing) return missing(stage, subject, check, scene);
  const answer = await scene.send(spoiled(scene));
  const problems = refusedProblems(`a request ${about}`, answer);
  // A call that was not handed on is as good as new.
  if (problems.length === 0) unused.push(scene.call);
  stage.verdicts.judge(subject.version, subject.id(check), problems, scene.tracer);
  return judgeRefusal(stage, subject, answer, scene.tracer);
}

/** Says of a check that there was no call for it. */
export function missing({ verdicts }: Stage, { version, id }: Subject, check: string, { call }: Scene): void {
  if (!call.missing) return;
  if (call.missing === "excluded") verdicts.exclude(version, id(check), call.reason);
  else verdicts.untestable(version, id(check), call.reason);
}
