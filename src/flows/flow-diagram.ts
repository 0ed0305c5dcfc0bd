import type { Flow, FlowTransition } from "../../generated/contract.ts";
import type { Diagram, DiagramDivider, DiagramStep } from "./diagram.ts";

/**
 * The diagram of a flow in one variant: the request and its answer, what follows in order, and the ends beside each
 * other. What may come at any time is drawn once, dashed.
 */
export function flowDiagram(flow: Flow, variant: string): Diagram {
  const { title, parties, operation, variants } = flow;
  const own = flow.transitions.filter((transition) => transition.variants?.includes(variant) ?? true);
  return {
    title,
    subtitle: variants[variant]?.title ?? variant,
    parties: [parties.app, parties.service],
    steps: path(flow, own, flow.begins, operation, new Set()),
  };
}

function path(
  flow: Flow,
  own: readonly FlowTransition[],
  state: string,
  operation: string,
  seen: Set<string>,
): (DiagramStep | DiagramDivider)[] {
  const here = own.filter(({ from, to }) => from.includes(state) && to !== "same");
  const ends = here.filter(({ to, answer }) => flow.states[to]?.end && answer !== "other");
  const onward = here.filter(({ to, answer }) => !flow.states[to]?.end && answer !== "other");
  const aside = own.filter(
    ({ from, to, notification = "" }) => from.includes(state) && to === "same" && !seen.has(notification),
  );
  const steps: (DiagramStep | DiagramDivider)[] = [];
  for (const { notification = "" } of aside) {
    seen.add(notification);
    steps.push(told(flow, notification, true));
  }
  for (const transition of onward)
    steps.push(...stepsOf(flow, transition, operation), ...path(flow, own, transition.to, operation, seen));
  // An end that is reached from several states is drawn where the last of them is.
  const last = onward.length === 0;
  for (const [index, transition] of (last ? ends : ends.filter(({ from }) => from.length === 1)).entries()) {
    const { title = "", end = "" } = flow.states[transition.to] ?? {};
    if (ends.length > 1) steps.push({ divider: index === 0 ? "either" : "or" });
    steps.push(...stepsOf(flow, transition, operation), { divider: `${title} (${end})` });
    steps.push(...path(flow, own, transition.to, operation, seen));
  }
  return steps;
}

function stepsOf(flow: Flow, { answer, notification }: FlowTransition, operation: string): DiagramStep[] {
  if (answer === undefined) return [told(flow, notification ?? "", false)];
  return [
    { from: 0, to: 1, label: operation },
    { from: 1, to: 0, label: String(flow.success), dashed: true },
  ];
}

function told(flow: Flow, notification: string, dashed: boolean): DiagramStep {
  return { from: 1, to: 0, label: flow.notifications[notification]?.title ?? notification, dashed };
}
