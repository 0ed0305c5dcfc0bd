import { flows } from "../../../generated/flows.ts";
import type { NotificationEntry } from "../control.ts";

/** The name of the one that sends requests. */
export const BOT = "Bot";

/** A service's name for people; its own where no flow knows it. */
export function serviceTitle(service: string | undefined): string {
  const flow = Object.values(flows).find(({ operation }) => operation.split(".")[0] === service);
  return flow?.parties.service ?? service ?? "Service";
}

/** An id that still can be told from its neighbours, which may begin or end alike. */
export function shortened(id: string): string {
  return id.length <= 20 ? id : `${cut(id, 8)}${Array.from(id).slice(-6).join("")}`;
}

/** At most so many characters. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text.slice(0, most * 2 + 2));
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}…`;
}

/** The time of day, to the millisecond, in UTC. */
export function timeOfDay(at: string): string {
  return at.slice(11, 23);
}

/** What became of a notification. */
export function outcomeWord(outcome: NotificationEntry["outcome"]): string {
  return outcome === "givenUp" ? "given up" : outcome;
}
