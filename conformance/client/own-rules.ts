import { features } from "../../generated/features.ts";
import { flows } from "../../generated/flows.ts";
import { graphLimits } from "../../generated/limits.ts";
import type { Route } from "../../src/validate/index.ts";
import { isFoundAt } from "./places.ts";
import type { Asked, Finding, SeenRequest } from "./seen.ts";

/** What is said of requests beside what the simulator has against them. */
export function ownFindings(seen: SeenRequest, asked: Asked, route: Route): Finding[] {
  return [
    ...deprecated(seen, asked, route),
    ...phoneNumbers(seen, asked),
    ...callbacks(seen),
    ...calls(seen, asked),
  ];
}

function deprecated({ message }: SeenRequest, { operation, version }: Asked, route: Route): Finding[] {
  const found: Finding[] = [];
  if (route.deprecated)
    found.push({
      slug: "deprecated-path",
      problem: `Expected a path that is not deprecated, saw ${route.basePath}${route.template}.`,
    });
  for (const { deprecated: isDeprecated, shown, id } of features[version][operation] ?? [])
    if (isDeprecated && isFoundAt(message, shown.at))
      found.push({
        slug: "deprecated-parameter",
        problem: `Expected nothing at ${shown.at}, as ${id.split("/").at(-1)} is deprecated, saw a value.`,
      });
  return found;
}

const NUMBER = new RegExp(graphLimits.phone.pattern, "u");

/** No schema of ACS says what a number looks like. */
function phoneNumbers({ message }: SeenRequest, { operation, version }: Asked): Finding[] {
  const places = ["targetParticipant", "transferee", "target"].map(
    (name) => `/body/${name}/phoneNumber/value`,
  );
  const knowsAnonymous = features[version][operation]?.some(({ id }) =>
    id.endsWith("/phoneNumber/isAnonymous"),
  );
  const isWrong = (value: unknown) =>
    typeof value === "string" && !NUMBER.test(value) && !(knowsAnonymous && value === "anonymous");
  return [...places, "/body/sourceCallerIdNumber/value"]
    .filter((place) => isFoundAt(message, place, isWrong))
    .map((place) => ({
      slug: "phone-number",
      problem: `Expected a number in E.164 form at ${place}, saw other text.`,
    }));
}

/** Nothing is published of what ACS takes for an address but that it has to be reached from outside. */
function callbacks({ message }: SeenRequest): Finding[] {
  const place = "/body/operationCallbackUri";
  const isWrong = (value: unknown) => typeof value === "string" && !canBeCalled(value);
  if (!isFoundAt(message, place, isWrong)) return [];
  return [{ slug: "callback", problem: `Expected an https address at ${place}, saw another text.` }];
}

function canBeCalled(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" ||
    (protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname))
  );
}

/** What became of a request that breaks no rule. What a test asks to go wrong is not its fault. */
function calls({ entry, call }: SeenRequest, { operation }: Asked): Finding[] {
  const { status, violations, message } = entry;
  if (violations.length > 0 || ![202, 204, 400, 404, 409].includes(status)) return [];
  const isLate = status === 404 && call?.kind === "incoming" && !call.handedOn;
  const isTimed = operation === "graph.redirect";
  if (isTimed && isLate) {
    const problem = `Expected a redirect within ${flows[operation].ringsFor} seconds, saw one when the call had stopped ringing.`;
    return [{ slug: "in-time", problem }];
  }
  const inTime: Finding[] = isTimed && status === 202 ? [{ slug: "in-time" }] : [];
  if (status < 300) return [{ slug: "call" }, ...inTime];
  return [
    {
      slug: "call",
      problem: `Expected a call that can be handed on, saw one of which the answer is ${status}: ${message ?? "nothing more"}`,
    },
  ];
}
