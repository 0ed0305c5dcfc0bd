import { newRepeatability } from "../../src/acs/index.ts";
import { valueAt } from "../../src/pointer.ts";
import { missing, type Play } from "./cases.ts";
import type { Post } from "./listener.ts";
import { itemsOf } from "./posts.ts";
import { flowOf } from "./requests.ts";
import type { Answer, Outgoing } from "./sender.ts";
import { openScene, takenProblems, type Stage, type Subject } from "./stage.ts";

/** One request sent twice under one id: one after the other, and both at once. */
export function repeatabilityPlays(stage: Stage, subject: Subject): Play[] {
  if (!subject.version.startsWith("acs@")) return [];
  const tries = [
    ["repeatability/sequential", "a request that is sent again under its Repeatability-Request-ID", false],
    [
      "repeatability/concurrent",
      "a request that is sent twice at once under one Repeatability-Request-ID",
      true,
    ],
  ] as const;
  return tries.map(([check, title, atOnce]) => ({
    checks: [check],
    run: async () => {
      const scene = await openScene(stage, subject, { slug: check.replace("/", "-"), title });
      if (scene.call.missing) return missing(stage, subject, check, scene);
      const request = repeatable(scene.request());
      const first = scene.send(request);
      if (!atOnce) await first;
      const answers = await Promise.all([first, scene.send(request)]);
      const problems = [...answers.flatMap((answer) => takenProblems(title, answer)), ...sameness(answers)];
      // A second execution shows in what follows, too.
      return () => {
        const found = [...problems, ...executions(subject, scene.inbox.posts)];
        stage.verdicts.judge(subject.version, subject.id(check), found, scene.tracer);
      };
    },
  }));
}

function repeatable(request: Outgoing): Outgoing {
  const { requestId, firstSent } = newRepeatability();
  const pair = { "repeatability-request-id": requestId, "repeatability-first-sent": firstSent };
  return { ...request, headers: { ...request.headers, ...pair } };
}

function sameness([first, second]: readonly Answer[]): string[] {
  if (first?.status === undefined || second?.status === undefined || first.status === second.status)
    return [];
  return [`Expected the same answer twice, saw ${first.status} and ${second.status}.`];
}

/** Ends that are told under different ids are those of different executions. */
function executions({ operation }: Subject, posts: readonly Post[]): string[] {
  const { transitions, states, notifications, id: place = "" } = flowOf(operation);
  const ends = transitions.filter(({ to, notification }) => notification !== undefined && states[to]?.end);
  const told = itemsOf(posts).filter(({ item }) =>
    ends.some(({ notification = "", from, to }) => {
      const isFirstEnd = from.every((state) => states[state]?.end === undefined) && to !== "same";
      const where = Object.entries(notifications[notification]?.where ?? {});
      return isFirstEnd && where.every(([at, values]) => values.some((value) => value === valueAt(item, at)));
    }),
  );
  const ids = new Set(told.map(({ item }) => valueAt(item, place)));
  return ids.size > 1 ? [`Expected one outcome of one execution, saw ${ids.size}.`] : [];
}
