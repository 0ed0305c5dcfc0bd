import { acsVersions } from "../../generated/operations.ts";
import type { Route } from "../../src/validate/index.ts";
import { catalogue } from "../gate/catalogue.ts";
import type { JournalViolation } from "../../src/simulator/index.ts";
import type { Address } from "./address.ts";
import { ownFindings } from "./own-rules.ts";
import { repetitions } from "./repeated.ts";
import { REST, slugOf } from "./rules.ts";
import type { Asked, Finding, SeenRequest } from "./seen.ts";
import { isShownBy, SIGNED } from "./subjects.ts";

/** Judges requests in the order in which they come. */
export type Judge = (seen: SeenRequest, address: Address) => Finding[];

/** The last parts of the ids of all checks of clients, by operation and version. */
const slugs = new Map<string, Set<string>>();
for (const { id, mode, operation, versions } of catalogue.values())
  for (const version of mode === "client" ? versions : []) {
    const key = `${operation} ${version}`;
    slugs.set(key, (slugs.get(key) ?? new Set()).add(id.split("/")[2] ?? ""));
  }

/** Makes a judge. Whatever is wrong with a request reaches exactly one check. */
export function clientJudge(): Judge {
  const repeated = repetitions();
  return (seen, address) => {
    if (address.kind === "stranger" || address.kind === "elsewhere") return [];
    const { asked, route } = address;
    if (address.kind !== "operation") return [wrongAddress(seen, address)];
    const own = slugs.get(`${asked.operation} ${asked.version}`) ?? new Set();
    const broken = distinct(seen.entry.violations).map((violation) => broke(violation, seen, route));
    const found = [...broken, ...ownFindings(seen, asked, route), ...repeated(seen)];
    const judged = [...own].filter((slug) => isShownBy(seen, slug)).map((slug): Finding => ({ slug }));
    return [
      ...judged,
      ...found.map((finding) => (own.has(finding.slug) ? finding : { ...finding, slug: REST })),
    ];
  };
}

function wrongAddress(
  { entry }: SeenRequest,
  { kind, route }: Extract<Address, { readonly asked: Asked }>,
): Finding {
  const right = `${route.method} ${route.basePath}${route.template}`;
  const asked = `${entry.method} ${shortened(entry.path.replace(/\?.*/, ""))}`;
  return { slug: kind, problem: `Expected ${right}, saw ${asked}.` };
}

function broke(violation: JournalViolation, seen: SeenRequest, route: Route): Finding {
  const { where, rule } = violation;
  if (rule === "security") return unproved(seen);
  const { expected, received } = inPlainWords(violation, seen, route) ?? violation;
  const problem = `Expected ${shortened(expected)} at ${shortened(where)}, saw ${received}.`;
  return { slug: slugOf(violation), problem };
}

/** A format is told by its pattern as well, and each type that would do by itself. */
function distinct(violations: readonly JournalViolation[]): JournalViolation[] {
  const at = (place: string, name: string) =>
    violations.filter(({ where, rule }) => where === place && rule === name);
  return violations.flatMap((one): JournalViolation[] => {
    const { where, rule } = one;
    if (rule === "pattern" && at(where, "format").length > 0) return [];
    if (rule !== "type") return [one];
    const types = at(where, rule);
    const expected = [...new Set(types.map((other) => other.expected))].join(" or ");
    return types[0] === one ? [{ ...one, expected }] : [];
  });
}

/** Of what is no secret, more than a pattern and a length. */
function inPlainWords(
  { where, received }: JournalViolation,
  { message }: SeenRequest,
  { contentTypes }: Route,
): Pick<JournalViolation, "expected" | "received"> | undefined {
  const shown = (text: string | undefined) =>
    text !== undefined && /^[\w.+/-]{1,60}(?:;.*)?$/.test(text) ? text.replace(/;.*/, "") : received;
  if (where === "/headers/content-type")
    return { expected: contentTypes.join(" or "), received: shown(message.headers["content-type"]) };
  if (where === "/query/api-version")
    return { expected: acsVersions.join(" or "), received: shown(message.query["api-version"]) };
  return undefined;
}

/** Why the proof of who sends was not taken, without a word of it. */
function unproved({ request, answer }: SeenRequest): Finding {
  const { authorization } = request.headers;
  if (authorization === undefined)
    return {
      slug: "credentials",
      problem: "Expected a proof of who sends at /headers/authorization, saw nothing.",
    };
  if (!SIGNED.test(authorization))
    return {
      slug: "credentials",
      problem:
        "Expected the token or the access key of the run at /headers/authorization, saw another proof.",
    };
  const text = typeof answer.body === "string" ? answer.body : "";
  const missing = ["x-ms-date", "x-ms-content-sha256"].find((name) => request.headers[name] === undefined);
  const why =
    missing !== undefined
      ? `${missing} was not sent`
      : text.includes('"ContentHash"')
        ? "x-ms-content-sha256 is not the hash of the body"
        : "it is not that of method, path with query, x-ms-date, host and hash of the body";
  return {
    slug: "signature",
    problem: `Expected the signature of the request at /headers/authorization, saw another: ${why}.`,
  };
}

/** What users write can be long. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)} …` : text;
}
