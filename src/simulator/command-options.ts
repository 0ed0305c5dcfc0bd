import { parseArgs } from "node:util";
import { defaultCredentials, type Credentials } from "./credentials.ts";

/** What the command asks of the simulator that it makes. */
export interface SimulateOptions {
  /** Whether all that breaks the contract is refused, also what the services would let pass. */
  readonly strict: boolean;
  /** What chance follows from; absent means one of its own. */
  readonly seed?: number;
  /** Time between notifications, in milliseconds; absent means the simulator's own. */
  readonly pace?: number;
  /** Whether time passes by itself. */
  readonly clockRunning: boolean;
  /** Hosts beside loopback that notifications may go to, in lower case, with a port or for any. */
  readonly allowHosts: readonly string[];
  readonly credentials: Credentials;
}

/** What the flags of the command come to. */
export interface Flags {
  /** Whether the output is for machines. */
  readonly json: boolean;
  readonly port: number;
  /** The credentials that the user gave, so that they are nothing to print. */
  readonly own: ReadonlySet<keyof Credentials>;
  readonly options: SimulateOptions;
}

/** A flag or variable that cannot be used. The message says so to the user, and never repeats a secret. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Where the simulator listens unless it is told otherwise. */
export const DEFAULT_PORT = 4010;

interface CredentialFlag {
  readonly member: keyof Credentials;
  readonly flag: "access-key" | "token" | "app-id" | "resource-id" | "tenant-id";
  readonly variable?: string;
  readonly isGood: (value: string) => boolean;
  readonly demand: string;
}

const GUID = {
  isGood: (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
  demand: "a GUID",
};

const CREDENTIALS: readonly CredentialFlag[] = [
  {
    member: "accessKey",
    flag: "access-key",
    variable: "CALL_HANDOFF_ACS_ACCESS_KEY",
    // What decodes otherwise than it was written was not copied whole.
    isGood: (value) => Buffer.from(value, "base64").toString("base64") === value,
    demand: "base64, copied whole",
  },
  {
    member: "token",
    flag: "token",
    variable: "CALL_HANDOFF_GRAPH_TOKEN",
    isGood: (value) => /^[\w.~+/-]+=*$/.test(value),
    demand: "a bearer token, without spaces",
  },
  { member: "appId", flag: "app-id", variable: "CALL_HANDOFF_GRAPH_APP_ID", ...GUID },
  { member: "resourceId", flag: "resource-id", variable: "CALL_HANDOFF_ACS_RESOURCE_ID", ...GUID },
  { member: "tenantId", flag: "tenant-id", ...GUID },
];

/**
 * Reads the flags of `simulate`, and variables for credentials that no flag gives. An empty variable counts as none.
 *
 * @returns `help` where that is asked for, whatever else is
 * @throws UsageError for the first flag or variable that cannot be used
 */
export function readFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Flags | "help" {
  const values = parsed(args);
  const { seed, pace } = values;
  if (values.help === true) return "help";
  const given = credentialsOf(values, env);
  return {
    json: values.json === true,
    port: portOf(values.port),
    own: new Set(given.keys()),
    options: {
      strict: values.strict === true,
      clockRunning: values["stopped-clock"] !== true,
      allowHosts: (values["allow-host"] ?? []).map(hostOf),
      credentials: { ...defaultCredentials, ...Object.fromEntries(given) },
      ...(seed !== undefined && { seed: numberOf(seed, /^-?\d+$/, "--seed has to be an integer.") }),
      ...(pace !== undefined && {
        pace: numberOf(pace, /^\d+(\.\d+)?$/, "--pace has to be a number of milliseconds, 0 or more."),
      }),
    },
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const isSet = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: text,
        seed: text,
        pace: text,
        strict: isSet,
        "stopped-clock": isSet,
        "allow-host": { ...text, multiple: true },
        "access-key": text,
        token: text,
        "app-id": text,
        "resource-id": text,
        "tenant-id": text,
        json: isSet,
        help: { ...isSet, short: "h" },
      },
    });
    return values;
  } catch (error) {
    const isUsage =
      error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    if (!isUsage) throw error;
    // What belongs to no flag may be a secret whose flag was forgotten.
    if (error.code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL")
      throw new UsageError("There is an argument that belongs to no flag.");
    throw new UsageError(error.message.replace(/ ?\n/g, " ").replace(/\.?$/, "."));
  }
}

function portOf(text = String(DEFAULT_PORT)): number {
  const demand = "--port has to be from 0 to 65535.";
  const port = numberOf(text, /^\d+$/, demand);
  if (port > 65_535) throw new UsageError(demand);
  return port;
}

function numberOf(text: string, form: RegExp, demand: string): number {
  const value = Number(text);
  if (!form.test(text) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new UsageError(demand);
  return value;
}

/** The host as addresses name it. */
function hostOf(text: string): string {
  try {
    const { host, href } = new URL(`https://${text}`);
    if (href === `https://${host}/` && !/[*/]/.test(text)) return host;
  } catch {}
  throw new UsageError(
    "--allow-host has to be one host such as bot.example, without https:// and without a path.",
  );
}

/**
 * Reads credentials: by flags, or else by variables that are not empty.
 *
 * @throws UsageError for the first that cannot be used
 */
export function credentialsOf(
  flags: Readonly<Partial<Record<CredentialFlag["flag"], string>>>,
  env: Readonly<Record<string, string | undefined>>,
): Map<keyof Credentials, string> {
  const given = new Map<keyof Credentials, string>();
  for (const { member, flag, variable, isGood, demand } of CREDENTIALS) {
    const flagged = flags[flag];
    const value = flagged ?? (variable && env[variable]);
    if (flagged === undefined && !value) continue;
    if (!value || !isGood(value))
      throw new UsageError(`${flagged === undefined ? variable : `--${flag}`} has to be ${demand}.`);
    given.set(member, value);
  }
  return given;
}
