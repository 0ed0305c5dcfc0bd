import type { Change } from "../change.ts";
import { isObject, isSame, listed, objectOf, shown, textsOf, without } from "../json.ts";
import { found, type FlowPair, type FlowRule } from "./found.ts";

/** What a part of a flow tells: where a request says something, where notifications do, or in what words. */
type Kind = "request" | "notification" | "wording" | "status" | "webhook" | "beginning";

const KINDS: Readonly<Record<string, Kind>> = {
  title: "wording",
  parties: "wording",
  success: "status",
  webhook: "webhook",
  begins: "beginning",
  "context.request": "request",
  "context.notification": "notification",
  "echo.request": "request",
  "echo.notification": "notification",
  targets: "request",
  transferee: "request",
  replaces: "request",
  call: "notification",
  id: "notification",
  result: "notification",
};

/** Parts that are compared elsewhere. */
const ELSEWHERE = new Set([
  "variants",
  "states",
  "notifications",
  "transitions",
  "echo.of",
  "targets.ringFor.one",
  "targets.ringFor.several",
  "ringsFor",
  "callEnds",
]);

const RULES: Readonly<Record<Kind, { readonly changed: FlowRule; readonly added: FlowRule }>> = {
  request: { changed: "flow-request-place-changed", added: "flow-request-place-added" },
  notification: { changed: "flow-notification-place-changed", added: "flow-notification-place-added" },
  wording: { changed: "flow-reworded", added: "flow-reworded" },
  status: { changed: "flow-success-changed", added: "flow-success-changed" },
  webhook: { changed: "flow-webhook-changed", added: "flow-webhook-changed" },
  beginning: { changed: "flow-begins-changed", added: "flow-begins-changed" },
};

/** What holds for the whole flow: names, places, times. */
export function compareParts(pair: FlowPair): Change[] {
  return [
    ...comparePart(pair, [], pair.old, pair.revised),
    ...compareEcho(pair),
    ...compareRinging(pair),
    ...compareEnd(pair),
  ];
}

function comparePart(pair: FlowPair, path: readonly string[], old: unknown, revised: unknown): Change[] {
  const name = path.join(".");
  if (isSame(old, revised) || ELSEWHERE.has(name)) return [];
  if (isObject(old) && isObject(revised))
    return [...new Set([...Object.keys(old), ...Object.keys(revised)])].flatMap((member) =>
      comparePart(pair, [...path, member], old[member], revised[member]),
    );
  // What comes or goes as a whole is told once, by a rule of its own.
  if (name === "echo" || name === "targets.ringFor") return [];
  const kind = kindOf(path) ?? (name === "context" ? "request" : undefined);
  const rule = kind ? RULES[kind][old === undefined ? "added" : "changed"] : "flow-part-changed";
  return [
    found(
      pair.operation,
      rule,
      path,
      `${name} was ${shown(old)} and is ${shown(revised)}.`,
      presenceOf(old, revised),
    ),
  ];
}

function kindOf(path: readonly string[]): Kind | undefined {
  return path.map((_, index) => KINDS[path.slice(0, index + 1).join(".")]).find((kind) => kind !== undefined);
}

function presenceOf(old: unknown, revised: unknown) {
  if (old === undefined) return "new";
  return revised === undefined ? "old" : "both";
}

function compareEcho({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [old, revised].map((flow) => textsOf(objectOf(flow["echo"])["of"]));
  const gone = without(before ?? [], after ?? []);
  const fresh = without(after ?? [], before ?? []);
  return [
    ...(gone.length > 0
      ? [
          found(
            operation,
            "flow-echo-removed",
            ["echo"],
            `${listed(gone)} no longer repeats what the request said.`,
            presenceOf(old["echo"], revised["echo"]),
          ),
        ]
      : []),
    ...(fresh.length > 0
      ? [
          found(
            operation,
            "flow-echo-added",
            ["echo"],
            `${listed(fresh)} now repeats what the request said.`,
            presenceOf(old["echo"], revised["echo"]),
          ),
        ]
      : []),
  ];
}

function compareRinging({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [secondsOf(old["ringsFor"]), secondsOf(revised["ringsFor"])];
  const [targets, newTargets] = [old, revised].map((flow) => objectOf(flow["targets"])["ringFor"]);
  const [times, newTimes] = [timesOf(targets), timesOf(newTargets)];
  return [
    ...(before === after
      ? []
      : [
          found(
            operation,
            after < before ? "flow-ring-time-shortened" : "flow-ring-time-lengthened",
            ["ringsFor"],
            `The call rang for ${spoken(before)} and rings for ${spoken(after)}.`,
            presenceOf(old["ringsFor"], revised["ringsFor"]),
          ),
        ]),
    ...(times === newTimes
      ? []
      : [
          found(
            operation,
            "flow-target-ring-time-changed",
            ["targets", "ringFor"],
            `Targets rang for ${times} and ring for ${newTimes}.`,
            presenceOf(targets, newTargets),
          ),
        ]),
  ];
}

/** Where nothing is said of a time, there is no end of it. */
function secondsOf(value: unknown): number {
  return typeof value === "number" ? value : Infinity;
}

function spoken(seconds: number): string {
  return seconds === Infinity ? "as long as it takes" : `${seconds} s`;
}

function timesOf(ringFor: unknown): string {
  if (!isObject(ringFor)) return "an unknown time";
  return `${shown(ringFor["one"])} s (one) or ${shown(ringFor["several"])} s (several)`;
}

function compareEnd({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [old["callEnds"], revised["callEnds"]];
  if (isSame(before, after)) return [];
  return [
    found(
      operation,
      before === undefined ? "flow-notification-place-added" : "flow-call-end-changed",
      ["callEnds"],
      `The end of the call was known by ${shown(before)} and is known by ${shown(after)}.`,
      presenceOf(before, after),
    ),
  ];
}
