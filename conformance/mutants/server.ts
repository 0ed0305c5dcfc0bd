import type { FlowName } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { catalogue, type CheckId } from "../gate/catalogue.ts";
import { serveParty, type ServerChanges } from "../parties/server.ts";
import { verifyServer } from "../server/index.ts";
import type { Mutant } from "./mutant.ts";

/** What a server mutant is made of. */
export interface ServerMutation extends ServerChanges {
  /** The end of its name, and if nothing else is said, what it proves. */
  readonly check: string;
  readonly about: string;
  /** Checks beside it that cannot but fail too. */
  readonly also?: readonly string[];
  /** Set apart where several mutants prove one check. */
  readonly variant?: string;
}

/** How long a mutant is waited for, in milliseconds: what does not come within that never will. */
const TIMEOUT = 2000;

/** Turns mutations of an operation into mutants. Those of checks that hold in no version are an error. */
export function serverMutants(operation: FlowName, mutations: readonly ServerMutation[]): Mutant[] {
  return mutations.map(({ check, about, also = [], variant = "", ...changes }) => {
    const proves = [check, ...also].map((one) => known(`${operation}/${one}`));
    return {
      name: [operation, check, variant]
        .filter(Boolean)
        .join("-")
        .replaceAll(/[^A-Za-z\d]+/g, "-")
        .toLowerCase(),
      mode: "server",
      about,
      proves,
      run: () => judge(operation, newestOf(proves), changes),
    };
  });
}

/** Puts a changed server under the gate, for one operation in one version. */
async function judge(operation: FlowName, version: VersionName, changes: ServerChanges) {
  const party = await serveParty(changes);
  try {
    return await verifyServer({
      url: party.url,
      filters: { operations: [operation], versions: [version] },
      timeout: TIMEOUT,
      settle: 120,
    });
  } finally {
    await party.close();
  }
}

function known(text: string): CheckId {
  const id = [...catalogue.keys()].find((one) => one === text);
  if (!id) throw new Error(`A mutant is to prove ${text}, which no requirement names.`);
  return id;
}

/** The newest version in which all of the checks hold. */
function newestOf(ids: readonly CheckId[]): VersionName {
  const [first, ...others] = ids.map((id) => catalogue.get(id)?.versions ?? []);
  const shared = first?.filter((version) => others.every((list) => list.includes(version)));
  const newest = shared?.at(-1);
  if (!newest) throw new Error(`No version has all of ${ids.join(", ")}.`);
  return newest;
}
