import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GateError } from "../gate/errors.ts";
import type { Mode } from "../gate/catalogue.ts";
import type { Config, ClientConfig, ReceiverConfig, ServerConfig } from "./config.ts";
import { nearest } from "./nearest.ts";
import type { Section } from "./settings.ts";

/** What a configuration file holds; empty where there is none. */
export interface LoadedConfig {
  /** Its absolute path; absent where there is none. */
  readonly file?: string;
  /** Members that hold for every mode. */
  readonly general: Section;
  readonly mode: (mode: Mode) => Section;
}

const NAMES = ["call-handoff.config.mjs", "call-handoff.config.ts"];

type Members<Of> = Record<keyof Of, true>;

const COMMON = { operations: true, apiVersions: true, checks: true, services: true } as const;

const MEMBERS: { readonly general: Members<Config> } & {
  readonly server: Members<ServerConfig>;
  readonly client: Members<ClientConfig>;
  readonly receiver: Members<ReceiverConfig>;
} = {
  general: { server: true, client: true, receiver: true, knownFailing: true, strict: true, reports: true },
  server: {
    ...COMMON,
    url: true,
    acsUrl: true,
    graphUrl: true,
    callIds: true,
    prepareCall: true,
    callbackUrl: true,
    listenPort: true,
    openIdConfiguration: true,
    without: true,
    command: true,
    startTimeout: true,
    settle: true,
    timeout: true,
  },
  client: { ...COMMON, command: true, run: true, calls: true, commandTimeout: true },
  receiver: {
    ...COMMON,
    url: true,
    acsUrl: true,
    graphUrl: true,
    eventGridUrl: true,
    command: true,
    issuerPort: true,
    rotateKeys: true,
    startTimeout: true,
    timeout: true,
  },
};

/**
 * Loads the configuration: the file that is named, or one of the usual names where there is one.
 *
 * @throws GateError for a file that is not there or cannot be loaded, and for members that no configuration has
 */
export async function loadConfig(named: string | undefined, folder: string): Promise<LoadedConfig> {
  const file =
    named === undefined
      ? NAMES.map((name) => resolve(folder, name)).find((path) => existsSync(path))
      : resolve(folder, named);
  if (file === undefined) return loaded({}, "");
  if (!existsSync(file)) throw new GateError(`--config: there is no file ${file}.`);
  const name = basename(file);
  const config = await defaultExport(file, name);
  if (!isRecord(config))
    throw new GateError(
      `${name} has to export a configuration by default: export default defineConfig({ … }).`,
    );
  return { file, ...loaded(config, name) };
}

function loaded(config: Readonly<Record<string, unknown>>, file: string): LoadedConfig {
  const general = sectionOf(config, "general", file, "");
  return {
    general,
    mode(mode) {
      const section = config[mode] ?? {};
      if (!isRecord(section)) throw new GateError(`${general.nameOf(mode)} has to be an object.`);
      return sectionOf(section, mode, file, `${mode}.`);
    },
  };
}

function sectionOf(
  members: Readonly<Record<string, unknown>>,
  kind: keyof typeof MEMBERS,
  file: string,
  prefix: string,
): Section {
  const nameOf = (member: string) => `"${prefix}${member}" in ${file}`;
  const known = Object.keys(MEMBERS[kind]);
  for (const member of Object.keys(members)) {
    if (known.includes(member)) continue;
    const meant = nearest(member, known);
    const hint = meant === undefined ? `There are ${known.join(", ")}.` : `Did you mean "${meant}"?`;
    throw new GateError(`${nameOf(member)} is unknown. ${hint}`);
  }
  return { members, nameOf };
}

async function defaultExport(file: string, name: string): Promise<unknown> {
  try {
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
    return isRecord(module) ? module["default"] : undefined;
  } catch (error) {
    throw new GateError(`${name} cannot be loaded: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return "this Node.js does not strip types. Name it .mjs, or use Node.js 22.18 or later.";
  if (code === "ERR_MODULE_NOT_FOUND" && message.includes("'call-handoff'"))
    return "call-handoff is not installed beside it. Install it, or export the object without defineConfig.";
  return message;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
