import type { DiagramStep } from "../../flows/diagram.ts";
import type { JournalEntry, NotificationEntry, RequestEntry } from "../control.ts";
import { cut, outcomeWord } from "./words.ts";

const BOT = 0;
const SERVICE = 1;
/** Longer ones would make the diagram wider than what shows it. */
const LABEL = 44;
/** So that a name that is cut leaves room for ` (deviating)` or ` (attempt 2)`. */
const NAME = LABEL - 13;

/** The messages of an entry, there and back, as they stand in the diagram. They lead to the entry's details. */
export function stepsOf(entry: JournalEntry): DiagramStep[] {
  const steps = entry.kind === "request" ? requested(entry) : notified(entry);
  // To inside the details: browsers open closed ones around what an address leads to.
  const href = `#wire-${entry.sequence}`;
  return steps.map((step) => ({ ...step, label: cut(step.label, LABEL), href }));
}

function requested({ operation, method, path, verdict, status, code }: RequestEntry): DiagramStep[] {
  const name = operation ?? `${method} ${path}`;
  const label = verdict === "deviating" ? `${cut(name, NAME)} (deviating)` : name;
  const answer = [status === 0 ? "no answer" : String(status), ...(code === undefined ? [] : [code])].join(
    " ",
  );
  return [
    { from: BOT, to: SERVICE, label },
    { from: SERVICE, to: BOT, label: answer, dashed: true },
  ];
}

function notified({ title, outcome, attempts }: NotificationEntry): DiagramStep[] {
  // Nothing was sent, or nothing yet.
  if (attempts.length === 0)
    return [{ from: SERVICE, to: BOT, label: `${cut(title, NAME)}: ${outcomeWord(outcome)}`, dashed: true }];
  return attempts.flatMap(({ status }, index): DiagramStep[] => {
    const last = index === attempts.length - 1;
    const answer = status === undefined ? "no answer" : String(status);
    const again = index === 0 ? "" : ` (attempt ${index + 1})`;
    const end = last && outcome !== "taken" ? `, ${outcomeWord(outcome)}` : "";
    return [
      { from: SERVICE, to: BOT, label: `${cut(title, NAME)}${again}` },
      { from: BOT, to: SERVICE, label: `${answer}${end}`, dashed: true },
    ];
  });
}
