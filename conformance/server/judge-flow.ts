import type { Destination } from "../../generated/contract.ts";
import { callOf } from "../../src/flows/correlation.ts";
import { knownAs } from "../../src/flows/next.ts";
import { judgeNotification } from "../../src/validate/index.ts";
import { sentence } from "./answers.ts";
import type { Followed } from "./follow.ts";
import type { Address, Post } from "./listener.ts";
import { serviceOf } from "./options.ts";
import { bodyOf, isHandshake, itemsOf, type Item } from "./posts.ts";
import { addressIn, flowOf } from "./requests.ts";
import type { Scene, Stage, Subject } from "./stage.ts";
import { judgeToken } from "./tokens.ts";

/** A flow that was played, before it is judged. */
export interface PlayedFlow {
  readonly scene: Scene;
  readonly body: unknown;
  /** By `performance.now()`. */
  readonly answeredAt: number;
  /** How it was asked to end. `any` where that could not be asked. */
  readonly outcome: "success" | "failed" | "any";
  /** Whether the target was told where to send notifications. */
  readonly isTold: boolean;
}

const NOT_TOLD =
  "The target could not be told where to send notifications: it has no control API, and the request has no room for an address on this machine (prepareCall, or --callback-url).";

/** Judges all that came for a flow, each rule by its own check. */
export async function judgeFlow(
  stage: Stage,
  subject: Subject,
  { scene, body, answeredAt, outcome, isTold }: PlayedFlow,
  items: readonly Item[],
  followed: Followed,
): Promise<void> {
  const { verdicts, timeout } = stage;
  const { version, operation, id } = subject;
  const { tracer, call } = scene;
  const judge = (check: string, problems: readonly string[]) =>
    verdicts.judge(version, id(check), problems, tracer);
  if (items.length === 0 && !isTold)
    return verdicts.untestable(version, id("notification/complete"), NOT_TOLD, tracer);
  const { end, order, result, echo, afterEnd } = followed;
  judge(
    "notification/complete",
    end
      ? []
      : [
          `Expected a notification that tells the end within ${timeout} ms, saw ${items.length === 0 ? "none" : `${items.length} others`}.`,
        ],
  );
  // One that holds no items is judged all the same.
  const told = new Set(items.map(({ post }) => post));
  const posts = scene.inbox.posts.filter(
    (post) => told.has(post) || (itemsOf([post]).length === 0 && !isHandshake(post)),
  );
  await judgePosts(stage, subject, scene, posts);
  if (items.length === 0) return;
  judge("notification/order", order);
  const isOther = (outcome === "failed") !== (end === "failed") && end !== undefined && outcome !== "any";
  const otherEnd = isOther ? [`Expected the outcome that was asked for (${outcome}), saw ${end}.`] : [];
  judge("notification/result", [...result, ...otherEnd]);
  judge("notification/nothing-after-end", afterEnd);
  if (flowOf(operation).echo) judge("notification/operation-context", echo);
  const isEarly = items.some(({ post }) => post.at < answeredAt);
  judge(
    "notification/after-answer",
    isEarly ? ["A notification came before the answer to the request."] : [],
  );
  const ids = items.map(({ item }) => callOf(serviceOf(version), item)?.id);
  judge(
    "notification/correlation",
    ids.every((one) => one === (call.missing ? undefined : call.id))
      ? []
      : ["Expected every notification to name the call, saw one that names none or another."],
  );
  judge(...destinationOf(subject, body, items));
}

/** The rules of whole requests: what they hold, and by what token they prove who sends. */
async function judgePosts(
  stage: Stage,
  subject: Subject,
  { tracer }: Scene,
  posts: readonly Post[],
): Promise<void> {
  const { verdicts, keys, audience } = stage;
  const { version, operation, id } = subject;
  const { webhook } = flowOf(operation);
  for (const post of posts) {
    verdicts.judge(version, id("notification/payload"), payloadProblems(subject, webhook, post), tracer);
    if (!keys) continue;
    const service = serviceOf(version);
    const found = await judgeToken(service, post.headers["authorization"], keys, audience[service]);
    for (const [rule, problems] of Object.entries(found))
      verdicts.judge(version, id(`token/${rule}`), problems, tracer);
  }
}

const UNKNOWN_MEMBER = new Set(["additionalProperties", "unevaluatedProperties"]);

/** What is wrong with the body of a request and with its method. */
export function payloadProblems({ version }: Subject, webhook: string, post: Post): string[] {
  const { method, headers } = post;
  if (method !== "POST") return [`Expected POST, saw ${method}.`];
  const body = bodyOf(post);
  if (body === undefined) return ["Expected JSON, saw a body that is none."];
  // The token has checks of its own.
  const message = { path: {}, query: {}, headers: { authorization: "Bearer", ...headers }, body };
  const found = judgeNotification(version, webhook, message);
  // Receivers are asked to take members of events that they do not know, so that targets may send them.
  return found.filter(({ rule }) => serviceOf(version) !== "acs" || !UNKNOWN_MEMBER.has(rule)).map(sentence);
}

/** Whether each went to the address that is the first of those that there are. */
function destinationOf({ operation }: Subject, body: unknown, items: readonly Item[]): [string, string[]] {
  const flow = flowOf(operation);
  const isOverridden = addressIn(operation, body) !== undefined;
  const wrong = items.filter(({ item, post }) => {
    const [name] = knownAs(flow, item);
    const own = flow.notifications[name ?? ""]?.destinations ?? [];
    return name !== undefined && !allowed(own, isOverridden).includes(post.address);
  });
  const names = [...new Set(wrong.map(({ post }) => post.address))].join(", ");
  const expected = isOverridden ? "the address that the request names" : "the address of the call";
  return [
    isOverridden ? "notification/callback-override" : "notification/destination",
    wrong.length === 0
      ? []
      : [`Expected every notification at ${expected}, saw ${wrong.length} at another (${names}).`],
  ];
}

function allowed(destinations: readonly Destination[], isOverridden: boolean): readonly Address[] {
  // Where the request names an address, what always goes to the call's may go to either.
  if (isOverridden)
    return destinations[0]?.of === "request" ? ["override"] : ["override", "call", "registration"];
  // A call has an address of its own only where the target lets it have one.
  return ["call", "registration"];
}
