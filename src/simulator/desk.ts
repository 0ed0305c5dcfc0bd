import * as validators from "../../generated/simulator/validators.js";
import { controlPaths } from "../../generated/simulator/paths.ts";
import type { Validator } from "../../generated/contract.ts";
import { HandoffError, invalid, isHandoffError } from "../errors.ts";
import { violationsOf } from "../validate/violation.ts";
import { json } from "./answers.ts";
import { isFlowName } from "./calls.ts";
import type { ClockChange, Fault, NewCall } from "./control.ts";
import { isTooDeep } from "./judge.ts";
import { answerPage } from "./page/answer.ts";
import { issuers, type Signer } from "./signer.ts";
import type { Simulator } from "./simulator.ts";
import { openIdConfigurations } from "./vendor-keys.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** What the control API needs of a simulator. */
export type Controlled = Pick<
  Simulator,
  | "scenarios"
  | "createCall"
  | "getCall"
  | "listCalls"
  | "addFault"
  | "getJournal"
  | "subscribe"
  | "setClock"
  | "reset"
>;

type ControlName = keyof typeof controlPaths;

interface Asked {
  readonly request: WireRequest;
  readonly url: URL;
  readonly id: string;
}

/** Whether a path is one of the control API. */
export function isControlPath(pathname: string): boolean {
  return pathname === "/simulator" || pathname.startsWith("/simulator/");
}

/**
 * The request as one to the control API; `undefined` where it is none. The vendors' own OpenID configurations are part of
 * it, so that receivers need not be told of the simulator.
 */
export function toControl(request: WireRequest): WireRequest | undefined {
  const { pathname, href } = new URL(request.url);
  if (isControlPath(pathname)) return request;
  if (!openIdConfigurations.includes(href)) return undefined;
  return { ...request, url: new URL(controlPaths.getOpenIdConfiguration.path, href).href };
}

/**
 * Answers a request to the control API.
 *
 * @param closing - answers that still stream, by how each is ended
 */
export async function answerAsControl(
  simulator: Controlled,
  signer: Signer,
  request: WireRequest,
  closing: Set<() => void>,
): Promise<WireAnswer> {
  if (request.tooLong) return problem(413, "RequestEntityTooLarge", "The body is too long.");
  const url = new URL(request.url);
  const here = matching(url.pathname);
  const found = here.find(({ method }) => method === request.method);
  try {
    const page = request.method === "GET" ? await answerPage(request, simulator, closing) : undefined;
    if (page) return page;
    if (found) return await answers[found.name](simulator, { request, url, id: found.id }, signer);
  } catch (error) {
    if (isHandoffError(error, "ERR_INVALID_ARGUMENT"))
      return problem(400, "InvalidArgument", error.message, error.where);
    throw error;
  }
  if (here.length === 0) return problem(404, "NotFound", "The control API has no such path.");
  const allow = here.map(({ method }) => method).join(", ");
  const answer = problem(405, "MethodNotAllowed", `This path takes ${allow}.`);
  return { ...answer, headers: { ...answer.headers, allow } };
}

type Answer = (simulator: Controlled, asked: Asked, signer: Signer) => WireAnswer | Promise<WireAnswer>;

const NOTHING: WireAnswer = { status: 204, headers: {} };

const answers: Readonly<Record<ControlName, Answer>> = {
  createCall: (simulator, { request }) =>
    json(controlPaths.createCall.status, simulator.createCall(checkedCall(bodyOf(request)))),
  listCalls: (simulator) => json(200, simulator.listCalls()),
  getCall(simulator, { id }) {
    const call = simulator.getCall(id);
    return call ? json(200, call) : problem(404, "NotFound", "There is no such call.");
  },
  listScenarios: ({ scenarios }) => json(200, scenarios),
  reset(simulator) {
    simulator.reset();
    return NOTHING;
  },
  addFault(simulator, { request }) {
    simulator.addFault(checkedFault(bodyOf(request)));
    return NOTHING;
  },
  setClock: async (simulator, { request }) =>
    json(200, await simulator.setClock(checkedClockChange(bodyOf(request)))),
  getJournal(simulator, { url }) {
    const [call, after] = [url.searchParams.get("call"), url.searchParams.get("after")];
    if (after !== null && !/^\d{1,15}$/.test(after))
      throw new HandoffError("ERR_INVALID_ARGUMENT", "after has to be a whole number.", {
        where: "/query/after",
      });
    return json(
      200,
      simulator.getJournal({
        ...(call !== null && { call }),
        ...(after !== null && { after: Number(after) }),
      }),
    );
  },
  getOpenIdConfiguration: (_, { url }) =>
    json(200, {
      issuer: issuers.graph[0],
      jwks_uri: `${url.origin}${controlPaths.getKeys.path}`,
      id_token_signing_alg_values_supported: ["RS256"],
      issuers,
    }),
  getKeys: async (_, __, signer) => json(200, { keys: await signer.keys() }),
  getPage: () => problem(404, "NotFound", "There is no page."),
  watchJournal: () => problem(404, "NotFound", "There are no events."),
};

/** @throws HandoffError `ERR_INVALID_ARGUMENT` unless it is a call that can be made */
export function checkedCall(value: unknown): NewCall {
  if (!isNewCall(value)) throw faultOf("The call", value, validators.createCall);
  const { id = "", data = {} } = value;
  if (!isWritable(id))
    throw new HandoffError("ERR_INVALID_ARGUMENT", "The id cannot stand in an address.", {
      where: "/body/id",
    });
  if (!isSmall(data))
    throw new HandoffError(
      "ERR_INVALID_ARGUMENT",
      `data has to be JSON of at most ${MAX_DATA} characters that is not nested deeply.`,
      { where: "/body/data" },
    );
  return value;
}

/** How long the data of a call may be, since it is kept with the call. */
const MAX_DATA = 65_536;

function isSmall(data: unknown): boolean {
  try {
    const text = JSON.stringify(data);
    return text.length <= MAX_DATA && !isTooDeep(text);
  } catch {
    return false;
  }
}

/** Half a surrogate pair cannot be written in UTF-8. */
function isWritable(id: string): boolean {
  try {
    encodeURIComponent(id);
    return true;
  } catch {
    return false;
  }
}

/** @throws HandoffError `ERR_INVALID_ARGUMENT` unless it is a fault */
export function checkedFault(value: unknown): Fault {
  if (isFault(value)) {
    const { operation } = { operation: undefined, ...value };
    if (operation === undefined || isFlowName(operation)) return value;
    throw new HandoffError("ERR_INVALID_ARGUMENT", "There is no operation of this name.", {
      where: "/body/operation",
    });
  }
  throw faultOf("The fault", value, validators.addFault);
}

/** @throws HandoffError `ERR_INVALID_ARGUMENT` unless it is a change of the clock */
export function checkedClockChange(value: unknown): ClockChange {
  if (isClockChange(value)) return value;
  throw faultOf("The change", value, validators.setClock);
}

const isNewCall = (value: unknown): value is NewCall => validators.createCall(value);
const isFault = (value: unknown): value is Fault => validators.addFault(value);
const isClockChange = (value: unknown): value is ClockChange => validators.setClock(value);

function faultOf(what: string, value: unknown, validator: Validator): HandoffError {
  const [first] = violationsOf(validator, value);
  const { where = "", expected = "something else", received = "this" } = first ?? {};
  const place = where === "" ? "" : ` at ${where}`;
  return new HandoffError(
    "ERR_INVALID_ARGUMENT",
    `${what} cannot be used${place}: ${expected} expected, ${received} received.`,
    { where: `/body${where}` },
  );
}

function bodyOf({ body }: WireRequest): unknown {
  try {
    if (!isTooDeep(body)) {
      const parsed: unknown = JSON.parse(body);
      return parsed;
    }
  } catch {}
  throw invalid("The body has to be JSON that is not nested deeply.");
}

function problem(status: number, code: string, message: string, target?: string): WireAnswer {
  return json(status, { error: { code, message, ...(target !== undefined && { target }) } });
}

/** The operations of the control API whose path this is. */
function matching(pathname: string): { name: ControlName; method: string; id: string }[] {
  return Object.entries(controlPaths).flatMap(([name, { method, path }]) => {
    const id = idIn(pathname, path);
    return id !== undefined && isControlName(name) ? [{ name, method, id }] : [];
  });
}

/** The id where the template has one, and the empty text where it has none. */
function idIn(pathname: string, template: string): string | undefined {
  const [before = "", after] = template.split("{id}");
  if (after === undefined) return pathname === template ? "" : undefined;
  const id = pathname.slice(before.length, pathname.length - after.length);
  if (pathname !== before + id + after || id === "" || id.includes("/")) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

function isControlName(name: string): name is ControlName {
  return Object.hasOwn(controlPaths, name);
}
