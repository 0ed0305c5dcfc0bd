import type { Change, JsonObject } from "../change.ts";
import { textsOf } from "../json.ts";

/** Rules by which something may newly stand in a notification. */
const NEW = new Set(["received-member-added", "received-known-value-added", "received-kind-described"]);

/** Places of what is new in the notifications that these checks judge; none where something else is judged. */
export type News = (checks: readonly string[]) => readonly string[];

/**
 * Finds what is new in the notifications that checks of receivers are named by: `receiver/teams-extension-user` by a
 * member `teamsExtensionUser`. Other duties, such as to answer in time, are explained by nothing that a webhook tells.
 *
 * @param changes - those of the document
 * @param old - what was demanded before
 */
export function newsIn(changes: readonly Change[], old: readonly JsonObject[]): News {
  const told = changes.filter(({ side }) => side === "notification");
  const known = new Set(old.flatMap((row) => textsOf(row["checks"]).map(webhookOf)));
  const placesOf = (check: string): string[] => {
    const [webhook = "", group, ...name] = check.split("/");
    const own = told.filter(({ reaches }) => reaches.includes(webhook));
    if (group !== "receiver" || own.some(({ impact }) => impact === "breaking")) return [];
    const added = own.filter(({ rule }) => rule === "webhook-added");
    // Nobody receives by a webhook that there was not.
    if (added.length > 0 && !known.has(webhook)) return added.map(({ place }) => place);
    const wanted = wordsOf(name.join(" "));
    return own
      .filter((change) => NEW.has(change.rule) && isWithin(wanted, wordsIn(change)))
      .map(({ place }) => place);
  };
  return (checks) => {
    const places = checks.map(placesOf);
    return places.some((list) => list.length === 0) ? [] : [...new Set(places.flat())];
  };
}

/** Of `acs.incomingCall/receiver/batch`: `acs.incomingCall`. */
function webhookOf(check: string): string {
  return check.split("/")[0] ?? "";
}

/** Where something is new, and the values that are. */
function wordsIn({ place, message }: Change): ReadonlySet<string> {
  const values = Array.from(message.matchAll(/"([^"]*)"/g), ([, value]) => value);
  return wordsOf([place, ...values].join(" "));
}

/** Of `CallParticipant.isMuted` as of `call-participant is-muted`: call, participant, is, muted. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/);
  return new Set(words.filter(Boolean).map((word) => word.toLowerCase()));
}

function isWithin(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return words.size > 0 && [...words].every((word) => others.has(word));
}
