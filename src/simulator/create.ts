import { webDigest, type Digest } from "../acs/digest.ts";
import { HandoffError, invalid, noOthers } from "../errors.ts";
import { systemClock } from "../http/clock.ts";
import { accessJudge } from "./access.ts";
import { addressRules, type AddressRules } from "./addresses.ts";
import { handshakes } from "./announce.ts";
import { callRegistry, stateOf, type SimulatedCall } from "./calls.ts";
import { refusal } from "./answers.ts";
import type { Call, NewCall } from "./control.ts";
import { defaultCredentials, type Credentials } from "./credentials.ts";
import { deliveries } from "./deliveries.ts";
import { answerAsControl, checkedCall, checkedClockChange, checkedFault, toControl } from "./desk.ts";
import { faultList } from "./faults.ts";
import { recorder } from "./journal.ts";
import { newCall } from "./new-call.ts";
import type { Stage } from "./play.ts";
import { repeatabilityJournal } from "./repeatability.ts";
import { scenarios } from "./scenarios.ts";
import { chance } from "./seed.ts";
import { answerAsService, type Services } from "./services.ts";
import { serviceOf } from "./judge.ts";
import { signer } from "./signer.ts";
import type { Simulator } from "./simulator.ts";
import { simulatedTime } from "./time.ts";
import { answering } from "./web.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** How a simulator behaves. Times are in milliseconds. */
export interface SimulatorOptions {
  /**
   * Refuses every request that breaks the contract, also by members that the services would let pass. Otherwise the
   * journal tells of those. Default: `false`.
   */
  readonly strict?: boolean;
  /** Decides ids and everything else that is left to chance: with the same seed the same happens. Default: 1. */
  readonly seed?: number;
  /**
   * Whether time passes by itself. A stopped clock begins on 1 January 2026, and is moved by `advance` and `settle`, so
   * that tests need not wait. Tokens are dated by the real clock, so receivers are to be given none. Default: `true`.
   */
  readonly running?: boolean;
  /** Between the answer and the first notification, and between one notification and the next. Default: 10. */
  readonly pace?: number;
  /** What clients prove themselves with, and what tokens name. Default: `defaultCredentials`. */
  readonly credentials?: Partial<Credentials>;
  /** Hosts beside this machine that notifications may be sent to, over https. Default: none. */
  readonly allowHosts?: readonly string[];
  /**
   * Takes notifications in the place of the network, such as a receiver in the same process. Default: the global
   * `fetch`, looked up at each delivery.
   */
  readonly deliver?: (request: Request) => Response | Promise<Response>;
  /** How long a receiver may take to answer, in real time. Default: 5,000. */
  readonly deliveryTimeout?: number;
  /** How long the next notification of a call waits for the answer to the one before, in real time. Default: 1,000. */
  readonly patience?: number;
  /** Longest body of a request, in bytes. Default: 1,048,576. */
  readonly maxBytes?: number;
  /** How many calls are known at once; the oldest make room. Default: 50,000. */
  readonly maxCalls?: number;
  /** How many entries the journal keeps. Default: 10,000. */
  readonly maxEntries?: number;
  /** Makes the digests of signatures. Default: WebCrypto. */
  readonly digest?: Digest;
}

/** When a stopped clock begins. */
const BEGINNING = Date.UTC(2026, 0, 1);

/** How many repeatability ids are known at once. */
const MAX_IDS = 10_000;

/**
 * Makes a simulator of both services.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used, or that there is none of
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const {
    strict = false,
    seed = 1,
    running = true,
    pace = 10,
    credentials: ownCredentials,
    allowHosts = [],
    deliver = (request) => globalThis.fetch(request),
    deliveryTimeout = 5000,
    patience: ownPatience = 1000,
    maxBytes = 1_048_576,
    maxCalls = 50_000,
    maxEntries = 10_000,
    digest = webDigest,
    ...others
  } = options;
  noOthers(others);
  const credentials = checkedCredentials({ ...defaultCredentials, ...ownCredentials });
  const limits = { pace, deliveryTimeout, patience: ownPatience, maxBytes, maxCalls, maxEntries };
  for (const [name, value] of Object.entries(limits))
    if (typeof value !== "number" || !(value >= 0 && value < 2 ** 31))
      throw invalid(`${name} has to be a number from 0 to below 2,147,483,648.`);
  if (!Number.isSafeInteger(seed)) throw invalid("seed has to be a whole number.");

  const time = simulatedTime(running ? systemClock.now() : BEGINNING, running, ownPatience);
  const tokens = signer(credentials);
  const journal = recorder(maxEntries);
  const calls = callRegistry(maxCalls);
  const faults = faultList();
  const repeatability = repeatabilityJournal(MAX_IDS, () => time.now());
  const rules = addressRules(allowHosts);
  const senders = deliveries({
    time,
    signer: tokens,
    recorder: journal,
    rules,
    deliver,
    timeout: deliveryTimeout,
    patience: ownPatience,
  });
  const stage: Stage = {
    time,
    deliveries: senders,
    pace,
    nextTrouble: () => faults.forNotification(),
    outstanding: 0,
  };
  const maker = { chance: chance(seed), credentials, now: () => time.now() };
  const announcing = handshakes(stage, maker.chance);
  const announce = (call: SimulatedCall) => {
    calls.add(call);
    announcing.announce(call);
  };
  const operator = { calls, stage, maker, credentials, digest, announce };
  const services: Services = {
    strict,
    operator,
    access: accessJudge(credentials, digest),
    faults,
    recorder: journal,
    repeatability,
    // A row of its own, so that the ids of calls do not depend on how many requests came between.
    chance: chance(seed + 0x5eed),
  };
  let isOpen = true;
  const closing = new Set<() => void>();

  const answer = async (given: WireRequest): Promise<WireAnswer> => {
    const { pathname } = new URL(given.url);
    const isLong = given.tooLong === true || isLonger(given.body, maxBytes);
    const request = isLong ? { ...given, body: "", tooLong: true } : given;
    if (!isOpen)
      return refusal(serviceOf(pathname), "unavailable", { message: "The simulator is being closed." });
    const control = toControl(request);
    return control
      ? answerAsControl(simulator, tokens, control, closing)
      : answerAsService(services, request);
  };

  const simulator: Simulator = {
    credentials,
    maxBytes,
    seed,
    clock: time,
    scenarios: Object.keys(scenarios),
    answer,
    ...answering(answer, maxBytes),
    createCall(given) {
      if (!isOpen) throw invalid("The simulator is closed.");
      const wanted = checkedCall(given);
      for (const name of ["callbackUri", "callCallbackUri"] as const) checkAddress(name, wanted[name], rules);
      if (wanted.id !== undefined && calls.get(wanted.id))
        throw new HandoffError("ERR_INVALID_ARGUMENT", "There is a call of this id already.", {
          where: "/body/id",
        });
      if (wanted.incomingCallContext !== undefined && calls.byContext(wanted.incomingCallContext))
        throw new HandoffError("ERR_INVALID_ARGUMENT", "There is a call of this context already.", {
          where: "/body/incomingCallContext",
        });
      const { call, related } = newCall(wanted, maker);
      if (related) calls.add(related);
      announce(call);
      return shown(call, true);
    },
    getCall(id) {
      const call = calls.get(id);
      return call && shown(call, false);
    },
    listCalls: () => calls.newest(100).map((call) => shown(call, false)),
    addFault: (fault) => faults.add(checkedFault(fault)),
    getJournal: (filter) => journal.read(filter),
    subscribe: (listener) => journal.subscribe(listener),
    async setClock(change) {
      const { advance = 0, running: wanted } = checkedClockChange(change);
      if (wanted !== undefined) time.run(wanted);
      if (advance > 0) await time.advance(advance);
      return {
        now: new Date(time.now()).toISOString(),
        running: time.running,
        waiting: stage.outstanding,
      };
    },
    advance: (milliseconds) => time.advance(milliseconds),
    settle: () => time.settle(),
    reset() {
      time.clear();
      senders.clear();
      calls.clear();
      faults.clear();
      repeatability.clear();
      announcing.clear();
      stage.outstanding = 0;
      journal.clear();
    },
    async close(patience = 5000) {
      isOpen = false;
      let cancel = () => {};
      const over = new Promise<void>((resolve) => {
        cancel = systemClock.setTimeout(resolve, patience);
      });
      await Promise.race([time.settle(), over]);
      cancel();
      const left = stage.outstanding;
      time.clear();
      senders.clear();
      for (const end of closing) end();
      return left;
    },
  };
  return simulator;

  function shown(call: SimulatedCall, isNew: boolean): Call {
    const { id, service, kind, scenario, relatedCallId, handedOn, context, participants } = call;
    return {
      id,
      state: stateOf(call, time.now()),
      service,
      kind,
      scenario,
      ...(isNew && context !== undefined && { incomingCallContext: context }),
      ...(kind === "group" && { participants: participants.map((one) => ({ ...one })) }),
      ...(relatedCallId !== undefined && { relatedCallId }),
      ...(handedOn && { handedOn }),
    };
  }
}

/** A character has up to three bytes, so that most texts need not be looked at. */
function isLonger(text: string, maxBytes: number): boolean {
  return text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes;
}

function checkAddress(name: keyof NewCall, address: string | undefined, rules: AddressRules): void {
  const reason = address === undefined ? undefined : rules.refusal(address);
  if (reason !== undefined)
    throw new HandoffError("ERR_INVALID_ARGUMENT", `Nothing can be sent to ${name}: ${reason}.`, {
      where: `/body/${name}`,
    });
}

function checkedCredentials(credentials: Credentials): Credentials {
  const { accessKey } = credentials;
  for (const [name, value] of Object.entries(credentials)) {
    if (!Object.hasOwn(defaultCredentials, name)) throw invalid(`There is no credentials.${name}.`);
    if (typeof value !== "string" || value === "") throw invalid(`credentials.${name} has to be a text.`);
  }
  if (!/^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(accessKey))
    throw invalid("credentials.accessKey has to be base64.");
  return credentials;
}
