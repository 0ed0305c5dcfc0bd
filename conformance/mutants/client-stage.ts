import { acsVersions, createAcsClient, type AcsVersion } from "../../src/acs/index.ts";
import { createGraphClient, type GraphClientOptions, type GraphVersion } from "../../src/graph/index.ts";
import { createControlClient, type Call, type Fault, type NewCall } from "../../src/simulator/index.ts";
import { verifyClient } from "../client/index.ts";
import { catalogue, type CheckId } from "../gate/catalogue.ts";
import type { Mutant } from "./mutant.ts";

type Fetch = NonNullable<GraphClientOptions["fetch"]>;

/** A request as it is sent, with its body taken apart. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What is done to a request. */
export type Alter = (sent: Sent) => Sent;

/** One of the operations in one version, and a right request of it. */
export interface Scene {
  readonly operation: string;
  readonly version: string;
  readonly kind: NewCall["kind"];
  readonly isSigned?: boolean;
  /** Goes wrong with the first request. */
  readonly fault?: Fault;
  /** How many milliseconds pass before the first request, by the clock of the simulator. */
  readonly late?: number;
  /** Requests are sent once for each; default: once, as it is. */
  readonly alters: readonly Alter[];
}

/** The id of a check, which has to be one. */
export function checkId(text: string): CheckId {
  for (const id of catalogue.keys()) if (id === text) return id;
  throw new RangeError(`There is no check ${text}.`);
}

/** A client that sends what it is made to send, and nothing else. */
export function clientMutant(slug: string, about: string, scene: Scene): Mutant {
  const { operation, version } = scene;
  const name = `client-${operation.replace(".", "-")}-${slug}`.replaceAll(
    /[A-Z]/g,
    (letter) => `-${letter.toLowerCase()}`,
  );
  return {
    name,
    mode: "client",
    about: `A client that ${about}.`,
    proves: [checkId(`${operation}/client/${slug}`)],
    run: () =>
      verifyClient({
        filters: { operations: [operation], versions: [version] },
        run: (environment) => playScene(scene, environment),
      }),
  };
}

/** Where nobody listens, so that nothing is waited for. */
const CALLBACK = "http://127.0.0.1:9/callbacks";

async function playScene(scene: Scene, environment: Readonly<Record<string, string>>): Promise<number> {
  const { operation, kind, fault, late, alters } = scene;
  const control = createControlClient({ url: environment["CALL_HANDOFF_CONTROL_URL"] ?? "" });
  const service = operation.startsWith("acs.") ? "acs" : "graph";
  const call = await control.createCall({ service, kind, callbackUri: CALLBACK });
  if (fault) await control.addFault(fault);
  if (late !== undefined) await control.setClock({ advance: late });
  await ask(scene, call, environment, sendingEach(alters));
  return 0;
}

/** Sends a request once for each change, in the place of once; the last answer counts. */
function sendingEach(alters: readonly Alter[]): Fetch {
  return async (url, { method, headers, body }) => {
    const parsed: unknown = JSON.parse(body ?? "null");
    let last = new Response();
    for (const alter of alters) {
      const sent = alter({ url, method, headers, body: parsed });
      last = await fetch(sent.url, {
        method: sent.method,
        headers: sent.headers,
        body: typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body),
      });
      await last.clone().text();
    }
    return last;
  };
}

const ALICE = { kind: "communicationUser", communicationUser: { id: "8:acs:resource_alice" } } as const;
const HEIDI = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };

/** Asks for the operation by our own client, without trying again. */
async function ask(
  { operation, version, isSigned }: Scene,
  { id, incomingCallContext = "" }: Call,
  environment: Readonly<Record<string, string>>,
  send: Fetch,
): Promise<unknown> {
  const endpoint = environment["CALL_HANDOFF_ACS_ENDPOINT"] ?? "";
  const token = environment["CALL_HANDOFF_GRAPH_TOKEN"] ?? "";
  const options = { fetch: send, retry: false, allowLoopbackHttp: true } as const;
  if (operation.startsWith("graph.")) {
    const baseUrl = `${endpoint}/${version}`;
    const graph = createGraphClient({
      ...options,
      version: graphVersion(version),
      baseUrl,
      credential: token,
    });
    return operation === "graph.transfer"
      ? graph.transfer(id, { transferTarget: HEIDI })
      : graph.redirect(id, { targets: [HEIDI] });
  }
  const accessKey = environment["CALL_HANDOFF_ACS_ACCESS_KEY"] ?? "";
  const right = isSigned ? { endpoint, accessKey } : { endpoint, credential: () => token };
  const acs = createAcsClient({ ...options, ...right, apiVersion: acsVersion(version) });
  return operation === "acs.transferToParticipant"
    ? acs.transferToParticipant(id, { targetParticipant: ALICE })
    : acs.redirectCall({ incomingCallContext, target: ALICE });
}

function acsVersion(version: string): AcsVersion {
  const found = acsVersions.find((name) => name === version);
  if (!found) throw new Error(`There is no acs@${version}.`);
  return found;
}

function graphVersion(version: string): GraphVersion {
  return version === "beta" ? version : "v1.0";
}
