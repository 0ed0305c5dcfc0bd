import { valueAt } from "../pointer.ts";
import { redactBody, redactHeaders, redactUrl } from "../validate/redact.ts";
import type { Access } from "./access.ts";
import { refusal, refusalOf, type RefusalDetails, type RefusalName } from "./answers.ts";
import { flowOf, isFlowName } from "./calls.ts";
import type { JournalViolation } from "./control.ts";
import type { Faults } from "./faults.ts";
import type { Recorder } from "./journal.ts";
import { judge, type Judged } from "./judge.ts";
import { callOf, operate, type Operator } from "./operate.ts";
import type { RepeatabilityJournal } from "./repeatability.ts";
import type { Chance } from "./seed.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** What the answering of services needs. */
export interface Services {
  readonly strict: boolean;
  readonly operator: Operator;
  readonly access: Access;
  readonly faults: Faults;
  readonly recorder: Recorder;
  readonly repeatability: RepeatabilityJournal;
  /** For ids that answers have and nothing depends on. */
  readonly chance: Chance;
}

/** What was found out of a request on the way to its answer. */
interface Course {
  /** When it came, by the clock of the simulator. */
  readonly at: string;
  callId?: string;
  replayed?: boolean;
  readonly violations: JournalViolation[];
  readonly notes: string[];
}

/** How many broken rules an entry of the journal tells. */
const MAX_VIOLATIONS = 100;

/** An answer that breaks the connection. */
const BROKEN: WireAnswer = { status: 0, headers: {} };

/** Answers a request as its service would, and writes down both. */
export async function answerAsService(services: Services, request: WireRequest): Promise<WireAnswer> {
  const { recorder, operator, strict } = services;
  const started = performance.now();
  const at = new Date(operator.stage.time.now()).toISOString();
  const judged = judge(request, strict);
  const course: Course = { at, violations: [...judged.violations], notes: [...judged.notes] };
  const answer = await decide(services, request, judged, course);
  const { match } = judged.verdict;
  const known = "route" in match ? match : undefined;
  const url = request.url.slice(request.url.indexOf("/", request.url.indexOf("//") + 2));
  const { code, message } = errorOf(answer);
  recorder.add({
    kind: "request",
    at,
    service: judged.service,
    ...(known && { operation: known.route.operation, version: known.version }),
    ...(course.callId !== undefined && { callId: course.callId }),
    method: request.method,
    path: redactUrl(url, known?.route.queryParameters),
    headers: redactHeaders(Object.entries(request.headers)),
    ...(request.body !== "" && { body: redactBody(request.body) }),
    status: answer.status,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    duration: Math.round((performance.now() - started) * 100) / 100,
    verdict: course.violations.length > 0 ? "deviating" : "conforming",
    violations: course.violations.slice(0, MAX_VIOLATIONS),
    notes: course.notes,
    leniencies: [...judged.leniencies],
    ...(course.replayed && { replayed: true }),
  });
  return answer;
}

/** What an answer says that tells of an error. */
function errorOf({ status, body }: WireAnswer): { readonly code?: string; readonly message?: string } {
  if (status < 400 || typeof body !== "string") return {};
  const error: unknown = JSON.parse(body);
  const code = valueAt(error, "/error/code");
  const message = valueAt(error, "/error/message");
  return { ...(typeof code === "string" && { code }), ...(typeof message === "string" && { message }) };
}

async function decide(
  services: Services,
  request: WireRequest,
  judged: Judged,
  course: Course,
): Promise<WireAnswer> {
  const { service, verdict, refusing } = judged;
  const { match } = verdict;
  const ids = idsOf(services, request, judged, course);
  const refuse = (name: RefusalName, details: RefusalDetails = {}): WireAnswer => {
    const answer = refusal(service, name, { ...details, ids: innerError(ids, name === "throttled") });
    return { ...answer, headers: { ...answer.headers, ...ids.headers } };
  };
  if (match.kind === "notFound") return refuse("unknownPath", { violations: refusing });
  if (match.kind === "methodNotAllowed")
    return refuse("wrongMethod", { violations: refusing, headers: { allow: match.allowed.join(", ") } });
  const { route } = match;
  if (request.tooLong) {
    const rule = { where: "/body", rule: "maxBytes", expected: "a shorter body", received: "a longer one" };
    course.violations.splice(0, Infinity, { ...rule, source: "our choice: no document has a limit" });
    return refuse("tooLarge", { violations: course.violations });
  }
  const access = await services.access(service, request);
  if (access) {
    course.violations.push({
      where: "/headers/authorization",
      rule: "security",
      expected: "a proof of who sends the request",
      received: request.headers["authorization"] === undefined ? "nothing" : "one that is not good",
      source: `${route.operation}: security`,
    });
    return refuse(access.name, access.details);
  }
  if (match.kind === "unknownVersion") return refuse("unknownVersion", { violations: refusing });
  const name = route.operation;
  if (!isFlowName(name)) throw new TypeError(`${name} has no flow.`);
  const body = verdict.message?.body;
  const call = callOf(services.operator.calls, flowOf(name), match.path, body);
  const id = call?.id ?? Object.values(match.path)[0];
  if (id !== undefined) course.callId = id;
  if (refusing.length > 0) {
    const isMediaType = refusing.some(({ where }) => where === "/headers/content-type");
    return refuse(isMediaType ? "wrongMediaType" : "invalid", { violations: refusing });
  }
  const fault = services.faults.forRequest(name);
  if (fault?.disconnect === "before") return BROKEN;
  if (fault && fault.disconnect === undefined) {
    const status = fault.status ?? 503;
    const after = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
    return refuse(refusalOf(status), { status, headers: after });
  }
  const work = async (): Promise<WireAnswer> => {
    const done = operate(services.operator, route, name, call, body);
    if (done.refused === undefined)
      return { ...done.answer, headers: { ...done.answer.headers, ...ids.headers } };
    // What is asked of the call is no fault of the request; what is asked of the request is one.
    if (done.refused === "invalid")
      course.violations.push({
        where: `/body${flowOf(name).transferee ?? ""}`,
        rule: "groupCall",
        expected: "who is transferred",
        received: "nothing",
        source: `${name}: group calls`,
      });
    return refuse(done.refused, {
      ...(done.message !== undefined && { message: done.message }),
      ...(done.retryAfter !== undefined && { headers: { "retry-after": String(done.retryAfter) } }),
    });
  };
  const answer = await repeatably(
    services,
    request,
    Object.keys(route.dependentHeaders)[0],
    course,
    work,
    refuse,
  );
  return fault ? BROKEN : answer;
}

/** Carries a request out once, where it has an id for that. */
async function repeatably(
  { repeatability, operator }: Services,
  { method, url, headers, body }: WireRequest,
  header: string | undefined,
  course: Course,
  work: () => Promise<WireAnswer>,
  refuse: (name: RefusalName, details?: RefusalDetails) => WireAnswer,
): Promise<WireAnswer> {
  const id = header === undefined ? undefined : headers[header];
  if (id === undefined) return work();
  const fingerprint = await operator.digest.sha256(`${method} ${url} ${body}`);
  const done = await repeatability.once(id, fingerprint, work);
  if (done) {
    course.replayed = done.replayed;
    return done.answer;
  }
  course.violations.push({
    where: `/headers/${header}`,
    rule: "repeatability",
    expected: "an id of its own, or the same request",
    received: "the id of another request",
    source: "our choice: no document says what happens",
  });
  return refuse("reusedRequestId");
}

interface Ids {
  readonly headers: Readonly<Record<string, string>>;
  readonly date: string;
}

/** Ids by which a request can be found again, in the headers that each service uses for them. */
function idsOf({ chance }: Services, { headers }: WireRequest, { service }: Judged, { at }: Course): Ids {
  const name = service === "acs" ? "x-ms-client-request-id" : "client-request-id";
  const client = headers[name];
  return {
    date: at.slice(0, 19),
    headers: {
      ...(service === "graph" && { "request-id": chance.uuid() }),
      ...(client !== undefined && { [name]: client }),
    },
  };
}

/** What Graph's errors say of the request; more of one that was throttled. */
function innerError({ date, headers }: Ids, isThrottled: boolean): Record<string, string> {
  const throttled = isThrottled ? { code: "429", status: "429", message: "Please retry after" } : {};
  return { ...throttled, date, ...headers };
}
